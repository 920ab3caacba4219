import { siteOf } from '../base/url.ts';
import type { Page } from '../model/analysis.ts';
import type { TimingObservation } from '../model/observation.ts';
import { byKey } from './match.ts';

/** The navigations of a live recording: each top document's own navigation entry. */
export function pagesFromTiming(timing: readonly TimingObservation[]): readonly Page[] {
  return timing
    .filter((entry) => entry.isNavigation && entry.isTopFrame)
    .map((entry) => ({ id: entry.key, url: entry.url, start: entry.start, contentLoaded: entry.milestones?.contentLoaded ?? null, load: entry.milestones?.load ?? null }))
    .sort((a, b) => a.start - b.start || byKey(a.id, b.id));
}

export type SitedPage = Page & { /** see `siteOf` */ readonly site: string };

export const withSites = (pages: readonly Page[]): readonly SitedPage[] => pages.map((page) => ({ ...page, site: siteOf(page.url) }));

/** A request belongs to the last page of its run that began before it; clocks of two sources may differ by this much, ms. */
const CLOCKS_MS = 10;

export function pageAt(pages: readonly SitedPage[], start: number, isOfRun: (page: SitedPage) => boolean): SitedPage | null {
  return pages.findLast((page) => page.start <= start + CLOCKS_MS && isOfRun(page)) ?? null;
}
