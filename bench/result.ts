/** One line of the table: `value` is the median of the runs. */
export interface Result {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly must: number;
  readonly aim: number;
  /** How it was measured. */
  readonly what: string;
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
