import type { Interval } from '../core/analysis/held-up.ts';

/**
 * Answers "how many of these intervals touch [from, to)?" in O(log n): those
 * that began before `to`, less those that ended at or before `from`. The two
 * sorted columns need not belong together.
 */
export interface IntervalIndex {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

export function indexIntervals(intervals: readonly Interval[]): IntervalIndex {
  const starts = new Float64Array(intervals.length);
  const ends = new Float64Array(intervals.length);
  intervals.forEach(([start, end], i) => {
    starts[i] = start;
    ends[i] = Math.max(end, start);
  });
  return { starts: starts.sort(), ends: ends.sort() };
}

/** First position whose value is > `at`. @param from one that is not past it: the nearer, the sooner it is found */
export const above = (sorted: Float64Array, at: number, from = 0): number => positionOf(sorted, at, from, true);

/** First position whose value is >= `at`. */
export const atOrAbove = (sorted: Float64Array, at: number, from = 0): number => positionOf(sorted, at, from, false);

/** In steps that double, and then between the last two of them. */
function positionOf(sorted: Float64Array, at: number, from: number, isAbove: boolean): number {
  let low = from;
  let step = 1;
  while (low + step <= sorted.length && isBefore(sorted[low + step - 1]!, at, isAbove)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step - 1, sorted.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(sorted[middle]!, at, isAbove)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isBefore = (value: number, at: number, isAbove: boolean): boolean => value < at || (isAbove && value === at);

/** Goes along the intervals: no question is of what lies before the last. */
export interface Walk {
  /** How many touch [from, to); an interval without length counts where it lies. */
  touching(from: number, to: number): number;
  /** The next time after `at` at which the count can change; `Infinity` when none is left. */
  nextChange(at: number): number;
}

export function walkAlong({ starts, ends }: IntervalIndex): Walk {
  const [begun, ended] = [{ touching: 0, next: 0 }, { touching: 0, next: 0 }];
  return {
    touching(from, to) {
      begun.touching = atOrAbove(starts, to, begun.touching);
      ended.touching = atOrAbove(ends, from, ended.touching);
      return begun.touching - ended.touching;
    },
    nextChange(at) {
      begun.next = above(starts, at, begun.next);
      ended.next = above(ends, at, ended.next);
      return Math.min(starts[begun.next] ?? Infinity, ends[ended.next] ?? Infinity);
    },
  };
}

/** The most at one moment; what ends when another starts is not beside it. One that took no time was there all the same. */
export function peakOf({ starts, ends }: IntervalIndex): number {
  let peak = Math.min(starts.length, 1);
  let ended = 0;
  for (const [begun, start] of starts.entries()) {
    while (ends[ended]! <= start) ended += 1;
    peak = Math.max(peak, begun + 1 - ended);
  }
  return peak;
}
