import type { Phase } from '../../model/phase.ts';
import type { Request } from '../../model/request.ts';
import { countBelow } from '../bisect.ts';

/** When a request was written to its connection: after waiting, DNS and connecting. Its start where nobody tells. */
export function writtenAt({ start, phases }: Request): number {
  return beginOf(phases.send) ?? beginOf(phases.wait) ?? start;
}

/** When the first byte of the answer was there; `null` where nobody tells. */
export const answeredAt = ({ phases }: Request): number | null => (phases.wait.state === 'measured' ? phases.wait.end : null);

/** Those of a list in order of start that started at `from` or later, and before `to`. */
export const startedWithin = (requests: readonly Request[], from: number, to: number): readonly Request[] => requests.slice(placeOf(requests, from), placeOf(requests, to));

/** The first place in a list in order of start whose request does not start before this. */
const placeOf = (requests: readonly Request[], at: number): number => countBelow(requests.length, (place) => requests[place]!.start, at, false);

const beginOf = (phase: Phase): number | null => (phase.state === 'measured' ? phase.start : null);
