import { stallOf, union, type Interval } from '../core/analysis/held-up.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { indexIntervals, touching, type IntervalIndex } from './interval-index.ts';
import { endOf, laneStart, setupOf } from './intervals.ts';
import { timeAt, type Viewport } from './scale.ts';

/** How many at once, over the whole recording. */
export interface OverviewIndex {
  readonly open: IntervalIndex;
  readonly active: IntervalIndex;
  readonly setup: IntervalIndex;
  readonly stalled: IntervalIndex;
}

export function overviewOf({ connections, requests, span }: Analysis): OverviewIndex {
  const now = span?.end ?? 0;
  const open = connections.map((connection): Interval => {
    const first = connection.requests[0];
    return [connection.openedAt ?? (first === undefined ? now : laneStart(first)), connection.closed?.at ?? Infinity];
  });
  const busy = connections.flatMap((connection) =>
    union(connection.requests.map((request) => [laneStart(request), endOf(request, now)])),
  );
  return {
    open: indexIntervals(open),
    active: indexIntervals(busy),
    setup: indexIntervals(requests.map(setupOf).filter((stretch) => stretch !== null)),
    stalled: indexIntervals(requests.map(stallOf).filter((stretch) => stretch !== null)),
  };
}

export interface Column {
  readonly x: number;
  readonly open: number;
  readonly active: number;
  readonly setup: number;
  readonly stalled: number;
}

/** One column per pixel: the whole recording, whatever its length. */
export function overviewColumns(index: OverviewIndex, view: Viewport): readonly Column[] {
  return Array.from({ length: Math.ceil(view.width) }, (_, x) => {
    const from = timeAt(view, x);
    // A moment, not the whole column: what merely follows each other must not add up.
    const at = (one: IntervalIndex): number => touching(one, from, from + 1e-6);
    const column = (one: IntervalIndex): number => Math.min(touching(one, from, timeAt(view, x + 1)), at(one) + 1);
    return { x, open: at(index.open), active: column(index.active), setup: column(index.setup), stalled: column(index.stalled) };
  });
}
