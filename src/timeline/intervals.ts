import { SETUP_PHASES, stretchOf, type Interval } from '../core/analysis/held-up.ts';
import { isEventStream } from '../core/model/observation.ts';
import { isWebSocket } from '../core/model/protocol.ts';
import type { Connection } from '../core/model/connection.ts';
import type { Request } from '../core/model/request.ts';

/** Of the connection that it used: in Firefox one that reused one may tell of the connect that it waited for until that was free (core/analysis/sent-elsewhere.ts), or ready (core/analysis/multiplexed-lanes.ts). */
export function setupOf({ phases, origination }: Request): Interval | null {
  if (origination.opening === 'reused') return null;
  let start = Infinity;
  let end = -Infinity;
  for (const name of SETUP_PHASES) {
    const phase = phases[name];
    if (phase.state !== 'measured' || phase.end <= phase.start) continue;
    start = Math.min(start, phase.start);
    end = Math.max(end, phase.end);
  }
  return end > start ? [start, end] : null;
}

/** From when the request had its connection: after the queue and the setup. */
export function workStart(request: Request): number {
  const { send, wait, receive } = request.phases;
  for (const phase of [send, wait, receive]) if (phase.state === 'measured') return phase.start;
  return setupOf(request)?.[1] ?? stretchOf(request.phases.stalled)?.[1] ?? request.start;
}

/** From when it occupied its lane: its setup is part of the lane, its stall is not. */
export const laneStart = (request: Request): number => Math.min(setupOf(request)?.[0] ?? Infinity, workStart(request));

/** A running request ends nowhere: its bar runs to the edge of what was recorded. */
export const endOf = (request: Request, now: number): number => request.end ?? Math.max(now, request.start);

/** A connection that was never used again may have been closed at any time after: until when it is known to have been open. */
export const knownOpenUntil = ({ requests, closed }: Connection, now: number): number => closed?.at ?? requests.reduce((last, request) => Math.max(last, endOf(request, now)), -Infinity);

/** When what was opened before its first request came was opened: only the browser's own log tells. */
export const openedAheadAt = ({ requests: [first], report }: Connection): number | undefined => (first?.origination.opening === 'opened-earlier' ? report?.openedAt : undefined);

/** WebSocket and server-sent events: open time is not load. */
export function isStream(request: Request): boolean {
  return isWebSocket(request.protocol) || isEventStream(request.headers);
}
