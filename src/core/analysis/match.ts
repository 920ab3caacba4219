import { groupBy } from '../base/group.ts';
import type { Instant } from '../base/units.ts';

interface Timed {
  readonly key: string;
  readonly url: string;
  readonly start: Instant;
}

interface How<A, B> {
  /** The stretch of time in which the start of `b` must lie. */
  readonly window: (a: A) => { readonly from: number; readonly to: number };
  readonly fits: (a: A, b: B) => boolean;
  /** Of several: the nearest in time, or, where the clocks may lie further apart than repeats of one URL, the first that is free. */
  readonly choose: 'nearest' | 'first';
}

/**
 * Pairs what two sources say about the same URL, one to one. Both are taken in
 * order of start, so repeated URLs pair off in order; the result does not
 * depend on the order of arrival.
 */
export function matchByUrl<A extends Timed, B extends Timed>(as: readonly A[], bs: readonly B[], how: How<A, B>): Map<A, B> {
  const pairs = new Map<A, B>();
  if (as.length === 0 || bs.length === 0) return pairs;
  const byUrl = groupByUrl(bs);
  for (const [url, group] of groupByUrl(as)) {
    const candidates = byUrl.get(url);
    if (candidates) matchGroup(group, candidates, how, pairs);
  }
  return pairs;
}

function matchGroup<A extends Timed, B extends Timed>(as: readonly A[], bs: readonly B[], { window, fits, choose }: How<A, B>, pairs: Map<A, B>): void {
  const taken = new Set<B>();
  let first = 0;
  for (const a of as) {
    const { from, to } = window(a);
    // Windows open in order of start: what lies before this one lies before all later ones.
    while (first < bs.length && (taken.has(bs[first]!) || bs[first]!.start < from)) first += 1;
    let best: B | undefined;
    for (let index = first; index < bs.length && bs[index]!.start <= to; index += 1) {
      const b = bs[index]!;
      if (taken.has(b) || !fits(a, b)) continue;
      if (best && Math.abs(b.start - a.start) >= Math.abs(best.start - a.start)) break;
      best = b;
      if (choose === 'first') break;
    }
    if (!best) continue;
    taken.add(best);
    pairs.set(a, best);
  }
}

export function groupByUrl<T extends Timed>(items: readonly T[]): Map<string, T[]> {
  const groups = groupBy(items, (item) => item.url);
  for (const group of groups.values()) group.sort(inOrder);
  return groups;
}

/** By start; what starts at once, by key, in which shorter numbers come first. Never by arrival. */
export const inOrder = (x: Timed, y: Timed): number => x.start - y.start || byKey(x.key, y.key);
export const byKey = (x: string, y: string): number => x.length - y.length || (x < y ? -1 : Number(x > y));
