import { groupBy } from '../base/group.ts';
import { siteOf } from '../base/url.ts';
import type { Page } from '../model/analysis.ts';
import { NO_PAGE, type HarObservation, type TimingObservation } from '../model/observation.ts';
import { runOf } from '../model/run.ts';
import { byKey } from './match.ts';

/** The navigations of a live recording: each top document's own navigation entry. */
export function pagesFromTiming(timing: readonly TimingObservation[]): readonly Page[] {
  return timing
    .filter((entry) => entry.isNavigation && entry.isTopFrame)
    .map((entry) => ({ id: entry.key, url: entry.url, start: entry.start, contentLoaded: entry.milestones?.contentLoaded ?? null, load: entry.milestones?.load ?? null }))
    .sort((a, b) => a.start - b.start || byKey(a.id, b.id));
}

export type SitedPage = Page & { /** see `siteOf` */ readonly site: string };

export interface SitedPages {
  /** By start. */
  readonly inOrder: readonly SitedPage[];
  /** Files that were joined into one may name two pages alike. */
  readonly byId: ReadonlyMap<string, readonly SitedPage[]>;
}

export function withSites(pages: readonly Page[]): SitedPages {
  const inOrder = pages.map((page) => ({ ...page, site: siteOf(page.url) })).sort((a, b) => a.start - b.start);
  return { inOrder, byId: groupBy(inOrder, ({ id }) => id) };
}

/** Clocks of two sources may differ by this much, ms. */
const CLOCKS_MS = 10;

/** The page that the entry names; where none is named, the last of its run that began before it. Pages may be open at once, and runs overlap on the clock. */
export function pageOf({ inOrder, byId }: SitedPages, har: HarObservation | null, start: number): SitedPage | null {
  if (har === null || har.pageref === null) return lastBefore(inOrder, start);
  if (har.pageref === NO_PAGE) return null;
  const named = byId.get(har.pageref);
  if (named !== undefined) return lastBefore(named, start) ?? named[0]!;
  return lastBefore(inOrder, start, ({ id }) => runOf(har.dialect, id) === har.run);
}

const lastBefore = (pages: readonly SitedPage[], start: number, isOfRun: (page: SitedPage) => boolean = () => true): SitedPage | null => pages.findLast((page) => page.start <= start + CLOCKS_MS && isOfRun(page)) ?? null;
