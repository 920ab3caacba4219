import type { RuleName } from './rules.ts';

/**
 * What a probability that the histories give turned out to be worth: pairs of
 * the two, made monotone (pool adjacent violators), from loads that were set
 * apart for this. Firefox: 1,712 requests of a busy machine and 1,786 of one at
 * rest, in the middle between the two; where its histories leave one way only,
 * 2 or 3 of 100 still went another. Chromium, ids hidden: 1,334; files of other
 * tools, ids hidden: a corpus, 1,841, all of it. Of a panel that was opened after the load, on a
 * busy machine: Firefox 1,815, Chromium 1,009.
 */
const WORTH: Readonly<Record<RuleName, readonly (readonly [said: number, was: number])[]>> = {
  firefox: [[0, 0], [0.36, 0.38], [0.46, 0.5], [0.55, 0.68], [0.65, 0.79], [0.76, 0.86], [0.85, 0.89], [0.93, 0.93], [0.96, 0.945], [0.98, 0.975], [1, 0.975]],
  'firefox-timed': [[0, 0], [0.27, 0.14], [0.48, 0.19], [0.54, 0.25], [0.6, 0.47], [0.78, 0.58], [0.9, 0.78], [0.98, 0.89], [1, 0.975]],
  'chromium-timed': [[0, 0], [0.33, 0.4], [0.49, 0.62], [0.6, 0.68], [0.8, 0.755], [0.95, 0.82], [0.975, 0.96], [1, 0.975]],
  chromium: [[0, 0], [0.22, 0.14], [0.36, 0.33], [0.44, 0.51], [0.56, 0.63], [0.65, 0.66], [0.76, 0.75], [0.96, 0.87], [1, 0.9]],
  unknown: [[0, 0.4], [0.5, 0.52], [0.85, 0.68], [0.95, 0.79], [1, 0.82]],
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
