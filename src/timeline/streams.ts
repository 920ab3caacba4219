import type { Request } from '../core/model/request.ts';
import { endOf, laneStart } from './intervals.ts';
import { rememberAt } from './remember.ts';

/** Requests drawn in one sub-row, in order of start; only in the last of eight do they overlap. */
export interface Track {
  readonly requests: readonly Request[];
  readonly starts: Float64Array;
  /** Where each bar ends at the latest. */
  readonly ends: Float64Array;
  /** Running maximum of the ends, so that a range can be found by bisection although ends are unsorted. */
  readonly endsSoFar: Float64Array;
  /** For each request, how many sub-rows its burst has: one that is alone gets the whole lane. */
  readonly shares: Uint8Array;
}

/** More sub-rows than this cannot be told apart in a 32 px lane. */
const MOST_TRACKS = 8;

interface Placed {
  readonly request: Request;
  readonly start: number;
  readonly end: number;
  readonly row: number;
  share: number;
}

/** First free sub-row for each request; when all are taken, the last one is shared. */
export const tracksOf = rememberAt((requests: readonly Request[], now): readonly Track[] => {
  const placed: Placed[] = [];
  let burst = 0;
  let freeAt: number[] = [];
  for (const { request, start, end } of inOrder(requests, now)) {
    if (freeAt.every((free) => free <= start)) {
      closeBurst(placed, burst, freeAt.length);
      burst = placed.length;
      freeAt = [];
    }
    const free = freeAt.findIndex((at) => at <= start);
    const row = free >= 0 ? free : Math.min(freeAt.length, MOST_TRACKS - 1);
    freeAt[row] = Math.max(freeAt[row] ?? 0, end);
    placed.push({ request, start, end, row, share: 1 });
  }
  closeBurst(placed, burst, freeAt.length);
  const rows = placed.reduce((most, { row }) => Math.max(most, row + 1), 0);
  return Array.from({ length: rows }, (_, row) => trackOf(placed.filter((one) => one.row === row)));
});

/**
 * HTTP/1 and WebSocket carry one request at a time: always one row. An end
 * that is reported a little late does not reach into the next request.
 */
export const serialTrackOf = rememberAt((requests: readonly Request[], now): readonly Track[] => {
  const ordered = inOrder(requests, now);
  return [trackOf(ordered.map((one, i) => ({ ...one, end: Math.min(one.end, ordered[i + 1]?.start ?? Infinity), row: 0, share: 1 })))];
});

const inOrder = (requests: readonly Request[], now: number) =>
  requests
    .map((request) => ({ request, start: laneStart(request), end: endOf(request, now) }))
    .sort((a, b) => a.start - b.start);

function closeBurst(placed: readonly Placed[], from: number, rows: number): void {
  for (let i = from; i < placed.length; i++) (placed[i] as Placed).share = rows;
}

function trackOf(placed: readonly Placed[]): Track {
  let latest = -Infinity;
  return {
    requests: placed.map(({ request }) => request),
    starts: Float64Array.from(placed, ({ start }) => start),
    ends: Float64Array.from(placed, ({ end }) => end),
    endsSoFar: Float64Array.from(placed, ({ end }) => (latest = Math.max(latest, end))),
    shares: Uint8Array.from(placed, ({ share }) => share),
  };
}
