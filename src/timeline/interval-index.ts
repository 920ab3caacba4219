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

/** First position whose value is > `at`. */
export function above(sorted: Float64Array, at: number, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First position whose value is >= `at`. */
export function atOrAbove(sorted: Float64Array, at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many intervals touch [from, to); an interval without length counts where it lies. */
export function touching(index: IntervalIndex, from: number, to: number): number {
  return atOrAbove(index.starts, to) - atOrAbove(index.ends, from);
}

/** The same for many stretches in turn, of which none begins or ends before the one before it: nothing is sought. */
export function touchingInTurn({ starts, ends }: IntervalIndex): (from: number, to: number) => number {
  let begun = 0;
  let ended = 0;
  return (from, to) => {
    while (starts[begun]! < to) begun += 1;
    while (ends[ended]! < from) ended += 1;
    return begun - ended;
  };
}

/** The most at one moment; what ends when another starts is not beside it. */
export function peakOf({ starts, ends }: IntervalIndex): number {
  let peak = 0;
  let ended = 0;
  for (const [begun, start] of starts.entries()) {
    while (ends[ended]! <= start) ended += 1;
    peak = Math.max(peak, begun + 1 - ended);
  }
  return peak;
}

/** The next time after `at` at which the count can change; `Infinity` when none is left. */
export function nextChange(index: IntervalIndex, at: number): number {
  const start = index.starts[above(index.starts, at)] ?? Infinity;
  const end = index.ends[above(index.ends, at)] ?? Infinity;
  return Math.min(start, end);
}
