import type { Phase } from '../../model/phase.ts';
import type { Request } from '../../model/request.ts';

/** When a request was written to its connection: after waiting, DNS and connecting. Its start where nobody tells. */
export function writtenAt({ start, phases }: Request): number {
  return beginOf(phases.send) ?? beginOf(phases.wait) ?? start;
}

/** When the first byte of the answer was there; `null` where nobody tells. */
export const answeredAt = ({ phases }: Request): number | null => (phases.wait.state === 'measured' ? phases.wait.end : null);

/** It went over the network, or may have; a cache or a service worker never did. */
export const usedNetwork = ({ origination }: Request): boolean => origination.opening !== 'none';

/** Those of a list in order of start that started at `from` or later, and before `to`. */
export const startedWithin = (requests: readonly Request[], from: number, to: number): readonly Request[] => requests.slice(placeOf(requests, from), placeOf(requests, to));

/** The first place in a list in order of start whose request does not start before this. */
function placeOf(requests: readonly Request[], at: number): number {
  let low = 0;
  let high = requests.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (requests[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const beginOf = (phase: Phase): number | null => (phase.state === 'measured' ? phase.start : null);
