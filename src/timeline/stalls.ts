import { stallLength, stallOf } from '../core/model/stall.ts';
import type { Request } from '../core/model/request.ts';
import { usesNetwork } from '../core/model/network-use.ts';
import { remember } from './remember.ts';

/** It waited long enough to be drawn, and so to be counted. Exports keep the exact sums. */
export const isStalled = (request: Request): boolean => stallOf(request) !== null && usesNetwork(request);

export interface Stalls {
  readonly count: number;
  /** What the waiting lanes add up to. */
  readonly ms: number;
  readonly worst: number;
}

/** Of all these requests: asked for by order, chips and headline, and found in one pass. */
export const stallsOf = remember((requests: readonly Request[]): Stalls => {
  let [count, ms, worst] = [0, 0, 0];
  for (const request of requests) {
    if (!isStalled(request)) continue;
    const stalled = stallLength(request);
    count += 1;
    ms += stalled;
    worst = Math.max(worst, stalled);
  }
  return { count, ms, worst };
});

export const stalledMsOf = (requests: readonly Request[]): number => stallsOf(requests).ms;
