import type { Request } from '../core/model/request.ts';
import { endOf, laneStart } from './intervals.ts';

/** Requests drawn in one sub-row, in order of start; only in the last of eight do they overlap. */
export interface Track {
  readonly requests: readonly Request[];
  readonly starts: Float64Array;
  /** Running maximum of the ends, so that a range can be found by bisection although ends are unsorted. */
  readonly endsSoFar: Float64Array;
}

/** More sub-rows than this cannot be told apart in a 32 px lane. */
export const MOST_TRACKS = 8;

/** First free sub-row for each request; when all are taken, the last one is shared. */
export function tracksOf(requests: readonly Request[], now: number): readonly Track[] {
  const rows: Request[][] = [];
  const freeAt: number[] = [];
  for (const request of requests.toSorted((a, b) => laneStart(a) - laneStart(b))) {
    const start = laneStart(request);
    let row = freeAt.findIndex((end) => end <= start);
    if (row < 0) row = Math.min(rows.length, MOST_TRACKS - 1);
    (rows[row] ??= []).push(request);
    freeAt[row] = Math.max(freeAt[row] ?? 0, endOf(request, now));
  }
  return rows.map((row) => trackOf(row, now));
}

function trackOf(requests: readonly Request[], now: number): Track {
  const starts = Float64Array.from(requests, laneStart);
  const endsSoFar = new Float64Array(requests.length);
  let latest = -Infinity;
  for (const [i, request] of requests.entries()) {
    latest = Math.max(latest, endOf(request, now));
    endsSoFar[i] = latest;
  }
  return { requests, starts, endsSoFar };
}
