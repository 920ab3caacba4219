/** Student's t, two-sided 95 %, for 59 degrees of freedom (bench/capture.ts, ROUNDS); for fewer it is a little more. */
const T = 2.001;

/** The mean of ratios and its 95 % interval, by their logarithms: a ratio and its inverse are as far from 1. */
export function ratioInterval(pairs: readonly (readonly [measured: number, control: number])[]): { readonly mean: number; readonly low: number; readonly high: number } {
  const logs = pairs.map(([measured, control]) => Math.log(measured / control));
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
  const variance = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (logs.length - 1);
  const half = T * Math.sqrt(variance / logs.length);
  return { mean: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half) };
}
