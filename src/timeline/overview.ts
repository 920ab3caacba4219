import { union, type Interval } from '../core/analysis/held-up.ts';
import { stallOf } from '../core/model/stall.ts';
import type { Analysis, OriginSummary } from '../core/model/analysis.ts';
import type { Connection } from '../core/model/connection.ts';
import { indexIntervals, walkAlong, type IntervalIndex } from './interval-index.ts';
import { remember } from './remember.ts';
import { endOf, knownOpenUntil, laneStart, setupOf } from './intervals.ts';
import { timeAt, type Viewport } from './scale.ts';

/** How many at once, over the whole recording. */
export interface OverviewIndex {
  /** From the opening to the last that is known: some may have been open for longer. */
  readonly open: IntervalIndex;
  readonly active: IntervalIndex;
  readonly setup: IntervalIndex;
  readonly stalled: IntervalIndex;
}

export const overviewOf = remember(({ connections, origins, span }: Analysis): OverviewIndex => {
  const now = span?.end ?? 0;
  const open = connections.map((connection) => openStretch(connection, now));
  const busy: Interval[] = [];
  for (const connection of connections) for (const stretch of busyStretches(connection, now)) busy.push(stretch);
  return {
    open: indexIntervals(open),
    active: indexIntervals(busy),
    setup: indexIntervals(origins.flatMap(setupsOf)),
    stalled: indexIntervals(origins.flatMap(stallsOf)),
  };
});

/** When it is known to have been open. */
export function openStretch(connection: Connection, now: number): Interval {
  const first = connection.requests[0];
  return [connection.openedAt ?? connection.report?.openedAt ?? (first === undefined ? now : laneStart(first)), knownOpenUntil(connection, now)];
}

/** When it carried anything. */
export const busyStretches = (connection: Connection, now: number): readonly Interval[] => (isOver(connection) ? busyOnceOver(connection) : busyOf(connection, now));
const busyOf = ({ requests }: Connection, now: number): readonly Interval[] => union(requests.map((request) => [laneStart(request), endOf(request, now)]));
const isOver = remember(({ requests }: Connection) => requests.every(({ end }) => end !== null));
const busyOnceOver = remember((connection: Connection) => busyOf(connection, 0));
export const setupsOf = remember(({ requests }: OriginSummary) => requests.map(setupOf).filter((stretch) => stretch !== null));
export const stallsOf = remember(({ requests }: OriginSummary) => requests.map(stallOf).filter((stretch) => stretch !== null));

export interface Column {
  readonly x: number;
  readonly open: number;
  readonly active: number;
  readonly setup: number;
  readonly stalled: number;
}

/** One column per pixel: the whole recording, whatever its length. */
export function overviewColumns(index: OverviewIndex, view: Viewport): readonly Column[] {
  const open = atMoments(index.open);
  const [active, setup, stalled] = [inColumns(index.active), inColumns(index.setup), inColumns(index.stalled)];
  return Array.from({ length: Math.ceil(view.width) }, (_, x) => {
    const [from, to] = [timeAt(view, x), timeAt(view, x + 1)];
    return { x, open: open(from), active: active(from, to), setup: setup(from, to), stalled: stalled(from, to) };
  });
}

function atMoments(index: IntervalIndex): (at: number) => number {
  const { touching } = walkAlong(index);
  return (at) => touching(at, at + 1e-6);
}

/** A moment, not the whole column: what merely follows each other must not add up. */
function inColumns(index: IntervalIndex): (from: number, to: number) => number {
  const { touching } = walkAlong(index);
  const at = atMoments(index);
  return (from, to) => Math.min(touching(from, to), at(from) + 1);
}
