/** Most intervals at one time. Ends are exclusive: what ends when another starts does not overlap it. */
export function peakConcurrency(intervals: readonly { readonly start: number; readonly end: number }[]): number {
  const starts = intervals.map(({ start }) => start).sort(ascending);
  const ends = intervals.map(({ end }) => end).sort(ascending);
  let peak = 0;
  let ended = 0;
  starts.forEach((start, begun) => {
    while (ended < ends.length && ends[ended]! <= start) ended += 1;
    peak = Math.max(peak, begun + 1 - ended);
  });
  return peak;
}

const ascending = (a: number, b: number): number => a - b;
