import type { Phase } from '../model/phase.ts';
import type { Request } from '../model/request.ts';
import { stallOf } from '../model/stall.ts';

export type Interval = readonly [start: number, end: number];

export const SETUP_PHASES = ['dns', 'tcp', 'tls'] as const;
export type SetupPhase = (typeof SETUP_PHASES)[number];

/** Where a phase lies in time; `null` when it took none or nobody tells. */
export function stretchOf(phase: Phase): Interval | null {
  return phase.state === 'measured' && phase.end > phase.start ? [phase.start, phase.end] : null;
}

/** When at least one request waited for a slot, DNS, TCP or TLS, in order. Overlaps count once, so the sum never exceeds the page. */
export function heldUpStretches(requests: readonly Request[]): readonly Interval[] {
  const overhead: Interval[] = [];
  for (const request of requests) {
    const stall = stallOf(request);
    if (stall !== null) overhead.push(stall);
    for (const name of SETUP_PHASES) {
      const stretch = stretchOf(request.phases[name]);
      if (stretch !== null) overhead.push(stretch);
    }
  }
  return union(overhead);
}

/** How much of these stretches lies between `from` and `to`, ms. */
export function within(stretches: readonly Interval[], from: number, to: number): number {
  let sum = 0;
  for (const [start, end] of stretches) sum += Math.max(0, Math.min(end, to) - Math.max(start, from));
  return sum;
}

/** The same stretches of time, overlaps merged, in order. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const merged: [number, number][] = [];
  let last: [number, number] | undefined;
  for (const [start, end] of inOrder(intervals)) {
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push((last = [start, end]));
  }
  return merged;
}

/** Most lists come in order; to see that is cheaper than to sort. */
function inOrder(intervals: readonly Interval[]): readonly Interval[] {
  for (let i = 1; i < intervals.length; i++) if (intervals[i]![0] < intervals[i - 1]![0]) return intervals.toSorted((a, b) => a[0] - b[0]);
  return intervals;
}
