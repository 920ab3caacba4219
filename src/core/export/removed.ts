import type { Tell } from '../base/sanitise.ts';
import type { Analysis } from '../model/analysis.ts';
import { writeCapture } from './capture.ts';
import { sanitising } from './privacy.ts';

/** What files leave out, unless told to keep it: names and how often, never a value. */
export interface Removed {
  readonly what: Parameters<Tell>[0];
  readonly count: number;
  /** The most frequent first; without empty ones. */
  readonly names: readonly string[];
}

/** In the order in which they are shown. */
const KINDS: readonly Removed['what'][] = ['cookie', 'header', 'parameter', 'token', 'body', 'user name', 'fragment', 'page title', 'host'];

/** Asks the file that holds the most: the capture as it came. */
export function removedFrom(analysis: Analysis): readonly Removed[] {
  const counts = new Map<Removed['what'], Map<string, number>>();
  writeCapture(analysis, sanitising((what, name) => {
    const names = counts.get(what) ?? new Map<string, number>();
    counts.set(what, names.set(name, (names.get(name) ?? 0) + 1));
  }));
  return KINDS.flatMap((what) => {
    const names = counts.get(what);
    if (names === undefined) return [];
    const sorted = [...names].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return [{ what, count: sorted.reduce((sum, [, n]) => sum + n, 0), names: sorted.flatMap(([name]) => (name === '' ? [] : [name])) }];
  });
}
