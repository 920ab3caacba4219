import { union, type Interval } from '../../analysis/held-up.ts';
import { groupBy } from '../../base/group.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import type { HarDialect } from '../../model/observation.ts';
import type { Request } from '../../model/request.ts';
import { numberOfConnection } from '../../model/run.ts';
import { longestKept } from '../keep-alive/browser-limits.ts';
import { sentAtOf } from '../uses.ts';

/** Connections that are opened together may be numbered in another order than that in which their setups begin. */
const TOGETHER_MS = 1000;

/** Those whose ids are the browser's own count (NetLog's source ids); other tools number sockets, or name ports. */
const COUNTED: readonly HarDialect[] = ['chromium', 'chromium-before', 'sitespeed', 'cdp', 'trace', 'netlog'];

/**
 * When the run of the browser that a moment belongs to began, as its numbers tell: they only grow,
 * so a smaller one for a later connection is likely of another run. Files of
 * several runs are common in performance tests. No connection and no page
 * outlives its browser: in the midst of one no other run began, unless it may
 * be two that are called alike.
 */
export function runsOf(analysis: Pick<Analysis, 'connections' | 'requests'>): (at: number) => number {
  const starts: number[] = [-Infinity];
  const openings = numbered(analysis.connections);
  const lasting = openings.length === 0 ? [] : union([...livesOf(analysis)]);
  let highest = -1;
  let pending: { readonly at: number; readonly id: number }[] = [];
  for (const { at, id, openedAt } of openings) {
    while (pending.length > 0 && pending[0]!.at + TOGETHER_MS < at) highest = Math.max(highest, pending.shift()!.id);
    if (id < highest && !isWithin(lasting, openedAt)) {
      starts.push(openedAt);
      highest = -1;
      pending = [];
    }
    pending.push({ at, id });
  }
  return (at) => starts.findLast((start) => start <= at) ?? -Infinity;
}

interface Numbered {
  /** When it was numbered: its socket is made when the name is resolved. */
  readonly at: number;
  readonly openedAt: number;
  readonly id: number;
}

function numbered(connections: readonly Connection[]): readonly Numbered[] {
  return connections
    .flatMap((connection): readonly Numbered[] => {
      const { openedAt, requests: [first] } = connection;
      const id = isCounted(connection) ? numberOfConnection(connection) : null;
      if (id === null || openedAt === null) return [];
      return [{ at: first?.phases.tcp.state === 'measured' ? first.phases.tcp.start : openedAt, openedAt, id }];
    })
    .sort((a, b) => a.at - b.at);
}

const isCounted = ({ requests: [first] }: Connection): boolean => first?.observations.some((seen) => seen.source === 'har' && COUNTED.includes(seen.dialect)) === true;

/** Files that were put together have pages of one name: when one was silent for so long, no idle HTTP/1 connection is left that would tell the two apart. */
const SILENT_MS = longestKept('http/1.1');

/** When each connection and page was alive. */
function* livesOf({ connections, requests }: Pick<Analysis, 'connections' | 'requests'>): Generator<Interval> {
  for (const { requests: own } of connections) yield* stretchesOf(own, Infinity);
  const paged = requests.filter(({ page }) => page !== null);
  for (const own of groupBy(paged, ({ page }) => page).values()) yield* stretchesOf(own.toSorted((a, b) => sentAtOf(a) - sentAtOf(b)), SILENT_MS);
}

/** @param longestMs a request after a longer silence begins another stretch */
function* stretchesOf(requests: readonly Request[], longestMs: number): Generator<Interval> {
  let stretch: Interval | null = null;
  for (const request of requests) {
    const at = sentAtOf(request);
    const end = Math.max(request.end ?? at, at);
    if (stretch !== null && at - stretch[1] <= longestMs) stretch = [stretch[0], Math.max(stretch[1], end)];
    else {
      if (stretch !== null) yield stretch;
      stretch = [at, end];
    }
  }
  if (stretch !== null) yield stretch;
}

/** @param stretches in order, none overlapping another */
function isWithin(stretches: readonly Interval[], at: number): boolean {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]![0] < at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at <= stretches[low - 1]![1];
}
