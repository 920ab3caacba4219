import { union, type Interval } from '../../core/analysis/held-up.ts';
import { doubtfulOf } from '../../core/model/candidates.ts';
import type { Connection } from '../../core/model/connection.ts';
import { isSurelyPlaced } from '../../core/model/placing.ts';
import type { Request } from '../../core/model/request.ts';
import { endOf, laneStart } from '../../timeline/intervals.ts';

/** How long a connection had nothing to do between its requests, ms. */
export interface Idle {
  readonly sumMs: number;
  readonly longestMs: number;
  readonly gaps: number;
}

export interface Least<T> {
  readonly least: T;
  readonly most: T;
}

/** Whichever of the requests in doubt it carried: what is in between shortens its gaps, what comes later adds one. */
export function idleBetween(connection: Connection, now: number): Least<Idle> {
  const intervalOf = (request: Request): Interval => [laneStart(request), endOf(request, now)];
  const [sure, doubtful] = inDoubt(connection);
  const surely = sure.map(intervalOf);
  const perhaps = doubtful.map(intervalOf);
  const end = lastOf(surely);
  const later = perhaps.filter(([start]) => start > end).sort(([a], [b]) => a - b);
  return { least: idleOf([...surely, ...perhaps.filter(([start]) => start <= end)]), most: idleOf([...surely, ...later.slice(-1)]) };
}

/** When it was in use for the last time. */
export function lastUsedBetween(connection: Connection, now: number): Least<number> {
  const [sure, doubtful] = inDoubt(connection);
  const ends = (requests: readonly Request[]): number => requests.reduce((last, request) => Math.max(last, endOf(request, now)), -Infinity);
  const least = ends(sure);
  return { least, most: Math.max(least, ends(doubtful)) };
}

/** Somebody must have opened it: where all are in doubt, its first request stands for it. */
function inDoubt(connection: Connection): readonly [sure: readonly Request[], doubtful: readonly Request[]] {
  const { requests } = connection;
  const sure = requests.filter((request, i) => i === 0 || isSurelyPlaced(request));
  return [sure, [...requests.filter((request) => !sure.includes(request)), ...doubtfulOf(connection)]];
}

function idleOf(intervals: readonly Interval[]): Idle {
  const busy = union(intervals);
  const gaps = busy.slice(1).map(([start], i) => start - (busy[i] as Interval)[1]);
  return { sumMs: gaps.reduce((sum, gap) => sum + gap, 0), longestMs: gaps.reduce((most, gap) => Math.max(most, gap), 0), gaps: gaps.length };
}

const lastOf = (intervals: readonly Interval[]): number => intervals.reduce((last, [, end]) => Math.max(last, end), -Infinity);
