import type { Tell } from '../base/sanitise.ts';
import type { Analysis } from '../model/analysis.ts';
import { writeCapture } from './capture.ts';
import { connectionRows } from './connections.ts';
import { exportEntry } from './har-entry.ts';
import { exportPage } from './har.ts';
import { sanitising, type Privacy } from './privacy.ts';

/** What files leave out, unless told to keep it: names and how often, never a value. */
export interface Removed {
  readonly what: Parameters<Tell>[0];
  readonly count: number;
  /** The most frequent first; without empty ones. */
  readonly names: readonly string[];
}

/** In the order in which they are shown. */
const KINDS: readonly Removed['what'][] = ['cookie', 'header', 'parameter', 'token', 'body', 'user name', 'fragment', 'page title', 'host'];

type Counts = ReadonlyMap<Removed['what'], ReadonlyMap<string, number>>;

/** Asks each kind of file, and believes of each name the one that holds the most: entries came as HAR, or only what was read of them is there; only tables of a NetLog name hosts. */
export function removedFrom(analysis: Analysis): readonly Removed[] {
  const files = [writeCapture, harOf, connectionRows].map((write) => countIn((tell) => write(analysis, sanitising(tell))));
  return KINDS.flatMap((what) => {
    const names = new Map<string, number>();
    for (const [name, count] of files.flatMap((counts) => [...(counts.get(what) ?? [])])) names.set(name, Math.max(names.get(name) ?? 0, count));
    if (names.size === 0) return [];
    const sorted = [...names].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return [{ what, count: sorted.reduce((sum, [, n]) => sum + n, 0), names: sorted.flatMap(([name]) => (name === '' ? [] : [name])) }];
  });
}

/** A HAR without its insights, which take the longest and hold nothing more. */
const harOf = ({ pages, requests }: Analysis, privacy: Privacy): unknown => [pages.map((page) => exportPage(page, privacy)), requests.map((request) => exportEntry(request, { parts: 'all', privacy }))];

function countIn(write: (tell: Tell) => unknown): Counts {
  const counts = new Map<Removed['what'], Map<string, number>>();
  write((what, name) => {
    const names = counts.get(what) ?? new Map<string, number>();
    counts.set(what, names.set(name, (names.get(name) ?? 0) + 1));
  });
  return counts;
}
