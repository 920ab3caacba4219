import type { Page } from '../model/analysis.ts';
import type { TimingObservation } from '../model/observation.ts';

/** The navigations of a live recording: each top document's own navigation entry. */
export function pagesFromTiming(timing: readonly TimingObservation[]): readonly Page[] {
  return timing
    .filter((entry) => entry.isNavigation && entry.isTopFrame)
    .map((entry) => ({ id: entry.key, url: entry.url, start: entry.start, contentLoaded: entry.milestones?.contentLoaded ?? null, load: entry.milestones?.load ?? null }))
    .sort((a, b) => a.start - b.start);
}

/** A request belongs to the last page that began before it; clocks of two sources may differ by this much, ms. */
const CLOCKS_MS = 10;

export function pageAt(pages: readonly Page[], start: number): string | null {
  return pages.findLast((page) => page.start <= start + CLOCKS_MS)?.id ?? null;
}
