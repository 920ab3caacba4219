import type { Request } from './request.ts';

/**
 * A shorter wait is mostly the browser's own scheduling, not a missing connection:
 * Chromium reports 1 to 10 ms of `blocked` on requests that nothing holds up.
 */
export const SHORTEST_STALL_MS = 20;

/** The wait for a slot, when it is long enough to count. */
export function stallOf({ phases: { stalled } }: Request): readonly [start: number, end: number] | null {
  return stalled.state === 'measured' && stalled.end - stalled.start >= SHORTEST_STALL_MS ? [stalled.start, stalled.end] : null;
}

/** How long that was, ms; 0 where there was none. */
export function stallLength(request: Request): number {
  const stall = stallOf(request);
  return stall === null ? 0 : stall[1] - stall[0];
}
