import type { Analysis } from '../core/model/analysis.ts';
import type { Connection } from '../core/model/connection.ts';
import { isSurelyPlaced } from '../core/model/placing.ts';
import type { Request } from '../core/model/request.ts';
import { laneStart, workStart } from './intervals.ts';

/**
 * The connections to the same origin that were open when this request opened
 * one of its own. Only where the data shows it: before that moment a request
 * was already sent on it, and at it or later one was still running or began.
 * A connection that was never used again may have been closed by then; what may
 * have been on another shows nothing.
 */
export function unusableFor({ origins }: Analysis, request: Request | null): readonly Connection[] {
  if (request === null || request.origination.opening !== 'new') return [];
  const at = laneStart(request);
  const candidates = origins.find(({ origin }) => origin === request.origin)?.connections ?? [];
  return candidates.filter((connection) => connection.id !== request.connection && isOpenAt(connection, at));
}

function isOpenAt({ requests: all, closed }: Connection, at: number): boolean {
  const requests = all.filter(isSurelyPlaced);
  if (closed !== null && closed.at <= at) return false;
  const wasOpen = requests.some((request) => workStart(request) < at);
  return wasOpen && (closed !== null || requests.some((request) => (request.end ?? Infinity) > at));
}
