/** Most intervals at one time. Ends are exclusive: what ends when another starts does not overlap it. One that took no time was there all the same. */
export const peakConcurrency = (intervals: readonly Stretch[]): number => busiest(intervals).peak;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Since when there were so many, for the first time; `Infinity`: never. */
export function firstWith(count: number, intervals: readonly Stretch[]): number {
  const { peak, at } = busiest(intervals, count);
  return peak >= count ? at : Infinity;
}

/**
 * And since when there were so many, for the first time.
 * @param enough more are not looked for
 */
export function busiest(intervals: readonly Stretch[], enough = Infinity): { readonly peak: number; readonly at: number } {
  const starts = intervals.map(({ start }) => start).sort(ascending);
  const ends = intervals.map(({ end }) => end).sort(ascending);
  let peak = Math.min(intervals.length, 1);
  let at = starts[0] ?? 0;
  let ended = 0;
  starts.forEach((start, begun) => {
    while (ended < ends.length && ends[ended]! <= start) ended += 1;
    if (peak >= enough || begun + 1 - ended <= peak) return;
    peak = begun + 1 - ended;
    at = start;
  });
  return { peak, at };
}

const ascending = (a: number, b: number): number => a - b;
