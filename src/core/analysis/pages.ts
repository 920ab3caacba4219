import { groupBy } from '../base/group.ts';
import type { Instant } from '../base/units.ts';
import { siteOf } from '../base/url.ts';
import type { Page } from '../model/analysis.ts';
import { NO_PAGE, type TimingObservation } from '../model/observation.ts';
import { runOf } from '../model/run.ts';
import { byKey, matchByUrl } from './match.ts';
import type { Heard, Joined } from './reconcile.ts';

const isPage = (entry: TimingObservation): boolean => entry.isNavigation && entry.isTopFrame;

/** The navigations of a live recording: each top document's own navigation entry. */
export function pagesFromTiming(timing: readonly TimingObservation[]): readonly Page[] {
  return timing
    .filter(isPage)
    .map((entry) => ({ id: entry.key, url: entry.url, start: entry.start, contentLoaded: entry.milestones?.contentLoaded ?? null, load: entry.milestones?.load ?? null }))
    .sort((a, b) => a.start - b.start || byKey(a.id, b.id));
}

/** A page as it was shown from some time on: since it was loaded, or since it came back from the back/forward cache. */
export interface Visit {
  readonly entry: TimingObservation;
  readonly from: Instant;
  readonly names: Names;
}

/**
 * What the sources call a page. Of what a page asks while the next one is on
 * its way, or as it goes away, the time does not tell whose it is.
 */
interface Names {
  /** Our content script: a document that speaks for itself. */
  readonly document: string | null;
  /** The browser, to add-ons: its id of the top document. */
  readonly topDocument: string | null;
  /** Chromium's log: `pageref`. A page that comes back has another one, and at first still that of the page which it replaces. */
  readonly pageref: string | null;
}
const KINDS = ['document', 'topDocument', 'pageref'] as const satisfies readonly (keyof Names)[];
const NAMELESS: Names = { document: null, topDocument: null, pageref: null };

/** Clocks of two sources may differ by this much, ms. */
const CLOCKS_MS = 10;

/** The visits of a live recording. Those of one URL depend on what was heard of that URL alone. */
export function visitsIn({ har, timing }: Pick<Heard, 'har' | 'timing'>): readonly Visit[] {
  const navigations = timing.filter(isPage);
  const logged = matchByUrl(navigations, har.filter(({ resourceType, pageref }) => resourceType === 'document' && pageref !== null), {
    window: ({ start, end }) => ({ from: start - CLOCKS_MS, to: (end ?? start) + CLOCKS_MS }),
    fits: () => true,
    choose: 'nearest',
  });
  return navigations.flatMap((entry): Visit[] => {
    const names: Names = { document: entry.document, topDocument: entry.documentId, pageref: logged.get(entry)?.pageref ?? null };
    return [{ entry, from: entry.start, names }, ...entry.restoredAt.map((from) => ({ entry, from, names: { ...names, pageref: null } }))];
  });
}

interface SitedPage {
  readonly id: string;
  /** see `siteOf` */
  readonly site: string;
  readonly start: Instant;
  /** From the back/forward cache. */
  readonly isBack: boolean;
  readonly names: Names;
}

export interface SitedPages {
  /** By start. */
  readonly inOrder: readonly SitedPage[];
  /** Files that were joined into one may name two pages alike. */
  readonly byId: ReadonlyMap<string, readonly SitedPage[]>;
  readonly byName: ReadonlyMap<string, SitedPage>;
}

/** The pages of a file, whose entries name them by id. */
export const withSites = (pages: readonly Page[]): SitedPages => sited(pages.map(({ id, url, start }) => ({ id, site: siteOf(url), start, isBack: false, names: NAMELESS })));

/** The pages of a live recording. */
export const withVisits = (visits: readonly Visit[]): SitedPages => sited(visits.map(({ entry, from, names }) => ({ id: entry.key, site: siteOf(entry.url), start: from, isBack: from !== entry.start, names })));

function sited(pages: readonly SitedPage[]): SitedPages {
  const inOrder = pages.toSorted((a, b) => a.start - b.start || byKey(a.id, b.id));
  const byName = new Map(inOrder.flatMap((page) => KINDS.flatMap((kind) => (page.names[kind] === null ? [] : [[nameOf(kind, page.names[kind]), page] as const]))));
  return { inOrder, byId: groupBy(inOrder, ({ id }) => id), byName };
}

const nameOf = (kind: keyof Names, name: string): string => `${kind} ${name}`;

/**
 * The page that its sources name; where none is named, the last of its run that
 * began before it, and is not known by another name. Pages may be open at once,
 * and runs overlap on the clock. `site`, if it is of none that is known: that
 * of the last.
 */
export function pageOf(pages: SitedPages, joined: Joined, start: number): { readonly id: string | null; readonly site: string } {
  const { har } = joined;
  const named = har?.pageref == null ? undefined : pages.byId.get(har.pageref);
  if (named !== undefined) return lastBefore(named, start) ?? named[0]!;
  if (har?.pageref === NO_PAGE) return { id: null, site: '' };
  const told = toldBy(joined);
  /** Where another has come back since, it is frozen, whatever the log says. */
  const isShown = ({ start: from }: SitedPage): boolean => !pages.inOrder.some((page) => page.isBack && page.start > from && page.start <= start);
  for (const kind of KINDS) {
    const page = told[kind] === null ? undefined : pages.byName.get(nameOf(kind, told[kind]));
    if (page !== undefined && (kind !== 'pageref' || isShown(page))) return page;
  }
  const isOfRun = ({ id }: SitedPage): boolean => har?.pageref == null || runOf(har.dialect, id) === har.run;
  const isOther = ({ names }: SitedPage): boolean => KINDS.some((kind) => told[kind] !== null && names[kind] !== null);
  return lastBefore(pages.inOrder, start, (page) => isOfRun(page) && !isOther(page)) ?? { id: null, site: lastBefore(pages.inOrder, start, isOfRun)?.site ?? '' };
}

const toldBy = ({ har, timing, web }: Joined): Names => ({ document: timing?.isTopFrame === true ? timing.document : null, topDocument: web?.topDocument ?? null, pageref: har?.pageref ?? null });

const lastBefore = (pages: readonly SitedPage[], start: number, isIt: (page: SitedPage) => boolean = () => true): SitedPage | null => pages.findLast((page) => page.start <= start + CLOCKS_MS && isIt(page)) ?? null;
