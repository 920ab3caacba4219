import { stallOf } from '../core/analysis/held-up.ts';
import { SLOTS } from '../core/model/slots.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { isSerial } from '../core/model/protocol.ts';
import type { Request } from '../core/model/request.ts';
import { laneStart } from './intervals.ts';

export interface Holder {
  readonly request: Request;
  /** How much of the wait it covered, ms. */
  readonly of: number;
}

/** Who held the connections of the origin while this request waited; the longest first. */
export function slotHolders(analysis: Analysis, waiting: Request): readonly Holder[] {
  const stall = stallOf(waiting);
  const origin = analysis.origins.find((summary) => summary.origin === waiting.origin);
  if (stall === null || origin === undefined || waiting.protocol === null || !isSerial(waiting.protocol)) return [];
  if (origin.connections.filter(({ protocol }) => isSerial(protocol)).length < SLOTS) return [];
  return origin.requests
    .filter((request) => request !== waiting && request.connection !== null)
    .map((request) => ({
      request,
      of: Math.min(request.end ?? Infinity, stall[1]) - Math.max(laneStart(request), stall[0]),
    }))
    .filter((holder) => holder.of > 0)
    .toSorted((a, b) => b.of - a.of);
}
