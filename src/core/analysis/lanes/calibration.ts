import type { RuleName } from './rules.ts';

/**
 * What a probability that the histories give turned out to be worth: pairs of
 * the two, from loads that were set apart for this (training seeds of
 * `npm run bench:inference`, which also prints how well it holds elsewhere).
 */
const WORTH: Readonly<Record<RuleName, readonly (readonly [said: number, was: number])[]>> = {
  firefox: [[0, 0], [1, 1]],
  chromium: [[0, 0], [1, 1]],
  unknown: [[0, 0], [1, 1]],
};

/** Straight lines between the pairs. */
export function calibrated(said: number, rule: RuleName): number {
  const pairs = WORTH[rule];
  const next = Math.max(pairs.findIndex(([at]) => at >= said), 1);
  const [[x0, y0], [x1, y1]] = [pairs[next - 1]!, pairs[next]!];
  return y0 + ((said - x0) / (x1 - x0)) * (y1 - y0);
}
