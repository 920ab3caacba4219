import type { RuleName } from './rules.ts';

/**
 * What a probability that the histories give turned out to be worth: pairs of
 * the two, made monotone (pool adjacent violators), from training loads, rather
 * too careful than too sure. Firefox: 4,620 requests of these and of 60 loads
 * more, on a machine at rest; what is nearly sure by earlier playings (where its
 * histories leave one way only, 2 of 100 still went another). Chromium, ids
 * hidden: 1,334; files of other tools, ids hidden: a corpus, 1,841, all of it.
 * Of a panel that was opened after the load, half of them on a machine at rest
 * and half on a busy one: Firefox 3,560, Chromium 1,935. Firefox's HAR alone: 419
 * of the same loads and the 60 more.
 */
const WORTH: Readonly<Record<RuleName, readonly (readonly [said: number, was: number])[]>> = {
  firefox: [[0, 0], [0.25, 0.2], [0.35, 0.3], [0.46, 0.36], [0.55, 0.49], [0.65, 0.7], [0.76, 0.78], [0.84, 0.86], [0.93, 0.935], [0.966, 0.97], [0.99, 0.98], [1, 0.995]],
  'firefox-har': [[0, 0], [0.3, 0.3], [0.5, 0.47], [0.75, 0.52], [0.85, 0.7], [0.93, 0.77], [0.97, 0.86], [1, 0.89]],
  'firefox-timed': [[0, 0], [0.25, 0.2], [0.35, 0.26], [0.46, 0.38], [0.53, 0.41], [0.66, 0.55], [0.75, 0.56], [0.85, 0.68], [0.92, 0.82], [0.967, 0.91], [0.99, 0.95], [1, 0.97]],
  'chromium-timed': [[0, 0], [0.25, 0.1], [0.35, 0.4], [0.55, 0.68], [0.65, 0.76], [0.76, 0.86], [0.85, 0.91], [0.93, 0.95], [1, 0.965]],
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
