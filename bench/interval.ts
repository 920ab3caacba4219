/** Student's t, two-sided 95 %: from 19 degrees of freedom on right to 0.01. */
const tOf = (degrees: number): number => 1.96 + 2.4 / degrees;

export interface Interval {
  readonly mean: number;
  /** From the mean to either end. */
  readonly half: number;
}

/**
 * The share of a count in all, and its 95 % interval, where what is counted
 * comes in clusters: the ratio estimator of cluster sampling (Cochran,
 * Sampling Techniques, section 9A.1).
 */
export function shareInterval(clusters: readonly { readonly count: number; readonly all: number }[]): Interval {
  const all = clusters.reduce((sum, one) => sum + one.all, 0);
  const mean = clusters.reduce((sum, one) => sum + one.count, 0) / all;
  const squares = clusters.reduce((sum, one) => sum + (one.count - mean * one.all) ** 2, 0);
  return { mean, half: (tOf(clusters.length - 1) * Math.sqrt((squares * clusters.length) / (clusters.length - 1))) / all };
}

/** The mean of ratios and its 95 % interval, by their logarithms: a ratio and its inverse are as far from 1. */
export function ratioInterval(pairs: readonly (readonly [measured: number, control: number])[]): { readonly mean: number; readonly low: number; readonly high: number } {
  const logs = pairs.map(([measured, control]) => Math.log(measured / control));
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
  const variance = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (logs.length - 1);
  const half = tOf(logs.length - 1) * Math.sqrt(variance / logs.length);
  return { mean: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half) };
}
