/** How many of the first `length` values, which are sorted, lie below (or at) this one. */
export function countBelow(length: number, valueAt: (i: number) => number, value: number, orAt: boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = valueAt(middle);
    if (at < value || (orAt && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const below = (sorted: ArrayLike<number>, value: number): number => countBelow(sorted.length, (i) => sorted[i]!, value, false);
export const upTo = (sorted: ArrayLike<number>, value: number): number => countBelow(sorted.length, (i) => sorted[i]!, value, true);
