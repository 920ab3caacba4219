import { stallOf } from '../core/analysis/held-up.ts';
import type { Request } from '../core/model/request.ts';
import { usesConnection } from './group.ts';
import { remember } from './remember.ts';

/** It waited long enough to be drawn, and so to be counted. Exports keep the exact sums. */
export const isStalled = (request: Request): boolean => usesConnection(request) && stallOf(request) !== null;

/** How long a request waited, ms; 0 where the panel draws no wait. */
export function stalledOf(request: Request): number {
  const stall = usesConnection(request) ? stallOf(request) : null;
  return stall === null ? 0 : stall[1] - stall[0];
}

/** What the waiting lanes of these requests add up to, ms. */
export const stalledMsOf = remember((requests: readonly Request[]) => requests.reduce((sum, request) => sum + stalledOf(request), 0));
