import type { RuleName } from './rules.ts';

/**
 * What a probability that the histories give turned out to be worth: pairs of
 * the two, made monotone (pool adjacent violators), from loads that were set
 * apart for this. Firefox: 1,712 requests; Chromium, ids hidden: 1,334; files of
 * other tools, ids hidden: a corpus, 1,866, all of it.
 */
const WORTH: Readonly<Record<RuleName, readonly (readonly [said: number, was: number])[]>> = {
  firefox: [[0, 0], [0.36, 0.58], [0.46, 0.63], [0.55, 0.75], [0.65, 0.81], [0.8, 0.91], [0.93, 0.925], [0.98, 0.97], [1, 0.99]],
  chromium: [[0, 0], [0.22, 0.14], [0.36, 0.33], [0.44, 0.51], [0.56, 0.63], [0.65, 0.66], [0.76, 0.75], [0.96, 0.87], [1, 0.9]],
  unknown: [[0, 0.35], [0.5, 0.5], [0.85, 0.6], [0.99, 0.75], [1, 0.85]],
};

/** Straight lines between the pairs. */
export function calibrated(probability: number, rule: RuleName): number {
  // Sums of many parts may come to a little more.
  const said = Math.min(probability, 1);
  const pairs = WORTH[rule];
  const next = Math.max(pairs.findIndex(([at]) => at >= said), 1);
  const [[x0, y0], [x1, y1]] = [pairs[next - 1]!, pairs[next]!];
  return y0 + ((said - x0) / (x1 - x0)) * (y1 - y0);
}
