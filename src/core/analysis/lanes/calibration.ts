import type { RuleName } from './rules.ts';

/**
 * What a probability that the histories give turned out to be worth: pairs of
 * the two, made monotone (pool adjacent violators), from training loads, rather
 * too careful than too sure. Firefox: 6,224 requests of pages over plain HTTP and
 * over TLS, to servers next door and 16, 40 and 80 ms away. Of a panel that was
 * opened after the load: in Firefox 3,692 and 954, the latter on a busy machine;
 * in Chromium 1,935, half of them at rest and half on a busy machine. Firefox's
 * HAR alone: 2,159, most of them of pages over TLS.
 * Chromium, ids hidden: 1,334; files of other tools, ids hidden: a corpus,
 * 1,841, all of it.
 */
const WORTH: Readonly<Record<RuleName, readonly (readonly [said: number, was: number])[]>> = {
  firefox: [[0, 0], [0.26, 0.22], [0.36, 0.38], [0.46, 0.45], [0.54, 0.55], [0.64, 0.67], [0.755, 0.74], [0.843, 0.75], [0.929, 0.87], [0.963, 0.925], [0.985, 0.95], [0.992, 0.965], [0.997, 0.975], [1, 0.99]],
  'firefox-har': [[0, 0], [0.3, 0.17], [0.5, 0.24], [0.75, 0.33], [0.85, 0.45], [0.93, 0.46], [0.97, 0.6], [1, 0.89]],
  'firefox-timed': [[0, 0], [0.25, 0.2], [0.35, 0.24], [0.46, 0.29], [0.53, 0.42], [0.66, 0.56], [0.75, 0.57], [0.85, 0.71], [0.92, 0.83], [0.97, 0.87], [0.992, 0.91], [1, 0.93]],
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
