import type { Request } from '../../model/request.ts';
import { isChromium, type Browser } from '../engine.ts';
import type { Apart } from './credentials.ts';
import { isFrameDest, kindOf } from './kind.ts';
import { timingOf } from '../../model/sources.ts';

/** The network partition key of Fetch, as far as it can be told. */
export interface Place {
  /** Site of the top document. */
  readonly topSite: string | null;
  /**
   * Asked by, or for, a frame of another site than the top document's.
   * Chromium's key holds this one bit (net/base/network_anonymization_key.h;
   * measured: a cross-site frame has connections of its own). Firefox's does not.
   */
  readonly inCrossSiteFrame: boolean | null;
  /**
   * For a document of another site, and nothing tells for whom: a frame, a
   * download, another tab, a prefetch. None of them is of the page's own pool.
   */
  readonly isForeignDocument?: true;
}

const UNTOLD: Place = { topSite: null, inCrossSiteFrame: null };

/** What the recording knows of a page. */
export interface PageFacts {
  readonly site: string;
  /** When the page's own document, the one after all redirects, was asked for. */
  readonly documentAt: number;
  /** Its document says so of all that it asks of other origins without CORS. */
  readonly isCredentialless: boolean;
}

/** @param siteOf as in core/base/url.ts, remembering: most requests ask for the same few */
export function placeOf(request: Request, page: PageFacts | null, siteOf: (origin: string) => string): Place {
  if (page === null || page.site === '') return UNTOLD;
  const own = siteOf(request.origin);
  const topSite = page.site;
  if (own !== topSite && isForAnyone(request, page)) return { topSite, inCrossSiteFrame: null, isForeignDocument: true };
  // Each hop of a navigation is of the site that it goes to; what comes after the page's document, and is left here, is of its own site.
  if (isTopDocument(request)) return { topSite: own, inCrossSiteFrame: false };
  return { topSite, inCrossSiteFrame: isFrame(request) ? own !== topSite : askedInFrame(request, topSite, siteOf) };
}

/** Of requests that shared a connection, and so have one place: where they contradict each other, none is known. */
export function placeOfAll(places: readonly Place[]): Place {
  const told = places.filter(({ topSite }) => topSite !== null);
  const [first] = told;
  if (first === undefined || told.some(({ topSite }) => topSite !== first.topSite)) return UNTOLD;
  const foreign = told.find(({ isForeignDocument }) => isForeignDocument);
  const answers = new Set(told.map(({ inCrossSiteFrame }) => inCrossSiteFrame).filter((answer) => answer !== null));
  if (foreign !== undefined && answers.size === 0) return foreign;
  const [answer = null] = answers;
  return { topSite: first.topSite, inCrossSiteFrame: answers.size > 1 || (foreign !== undefined && answer === false) ? null : answer };
}

const isDocument = (request: Request): boolean => request.asked?.mode === 'navigate' || kindOf(request) === 'document';

function isTopDocument(request: Request): boolean {
  const dest = request.asked?.dest ?? null;
  if (dest !== null) return dest === 'document';
  return isDocument(request) && !isFrameEntry(request);
}

function isFrame(request: Request): boolean {
  const dest = request.asked?.dest ?? null;
  if (dest !== null) return isFrameDest(dest);
  return isFrameEntry(request);
}

/** A document after that of the page, or ahead of another page (speculation rules: its destination is `document`). */
function isForAnyone(request: Request, page: PageFacts): boolean {
  if (request.resourceType === 'prefetch') return isDocument(request);
  return (request.asked?.dest ?? null) === null && !isFrameEntry(request) && isDocument(request) && request.start > page.documentAt;
}

const isFrameEntry = (request: Request): boolean => request.resourceType === 'sub_frame' || timingOf(request)?.initiatorType === 'iframe';

/** Whether the document that asked stands in a frame of another site; `null` where nothing tells. */
function askedInFrame(request: Request, topSite: string, siteOf: (origin: string) => string): boolean | null {
  const timing = timingOf(request);
  if (timing?.isTopFrame === true) return false;
  if (timing !== null && timing.documentSite !== '') return timing.documentSite !== topSite;
  const { asked } = request;
  if (asked === null) return null;
  // Of its own site, says the browser, while the page is of another.
  if (asked.site === 'same-origin' || asked.site === 'same-site') return siteOf(request.origin) !== topSite;
  if (asked.origin !== null) return asked.origin === 'null' ? null : siteOf(asked.origin) !== topSite;
  // Another referrer than the page may be a frame, or a style sheet.
  return asked.referrer !== null && siteOf(asked.referrer) === topSite ? false : null;
}

export function apartByPlace(a: Place, b: Place, browser: Browser | null): Apart {
  if (a.topSite === null || b.topSite === null) return 'unknown';
  // Whoever it was for, it was not of the page's own pool; of whose pool it was, is not known.
  if (a.isForeignDocument || b.isForeignDocument) return a.topSite === b.topSite && isChromium(browser) && [a, b].some(({ inCrossSiteFrame }) => inCrossSiteFrame === false) ? 'presumed-apart' : 'unknown';
  // Firefox keeps connections apart by page since version 85 ("Network Partitioning", developer.mozilla.org, State Partitioning).
  const apart = browser === 'chromium' || browser === 'firefox' ? 'apart' : 'presumed-apart';
  if (a.topSite !== b.topSite) return apart;
  if (!isChromium(browser)) return 'same';
  if (a.inCrossSiteFrame === null || b.inCrossSiteFrame === null) return 'unknown';
  return a.inCrossSiteFrame === b.inCrossSiteFrame ? 'same' : apart;
}
