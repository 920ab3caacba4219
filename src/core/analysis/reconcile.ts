import type { HarObservation, NoConnection, TimingObservation, WebRequestObservation } from '../model/observation.ts';
import { groupByUrl, inOrder, matchByUrl } from './match.ts';
import { inTheirTurn, isPreflight } from './preflights.ts';

/** Everything heard about one request; at least one source is there. */
export interface Joined {
  readonly har: HarObservation | null;
  readonly timing: TimingObservation | null;
  readonly web: WebRequestObservation | null;
}

export interface Heard {
  readonly har: readonly HarObservation[];
  readonly timing: readonly TimingObservation[];
  readonly web: readonly WebRequestObservation[];
}

/**
 * How far the sources' clocks may lie apart, ms. Measured in Chromium 156:
 * Resource Timing starts −4.9..+2.0 around HAR (p95 0.9), webRequest 0.3..11.6
 * after it. Firefox 153 dates a HAR entry when the request leaves the queue,
 * up to 289 ms after Resource Timing's start but always before its end; so the
 * windows reach to the end of the request. On a machine with more work than
 * cores webRequest was seen 33 ms after Resource Timing; a wide window harms
 * only a URL that repeats within it, and those pair off in order.
 */
const TIMING_TOLERANCE_MS = 10;
const WEB_REQUEST_TOLERANCE_MS = 100;

/** A leftover of one source is the same request as a HAR entry of the same URL when they lie this close, ms. */
const ABSORB_MS = 1000;

/** Joins the three sources into one record per request. HAR is the spine: it has redirect hops and repeats. */
export function reconcile({ har, timing, web }: Heard): readonly Joined[] {
  const harOfTiming = matchByUrl(timing, har, {
    window: (t) => ({ from: t.start - TIMING_TOLERANCE_MS, to: Math.max(t.end ?? t.start, t.start) + TIMING_TOLERANCE_MS }),
    // Of preflights it tells none (Fetch, "CORS-preflight fetch").
    fits: (_, h) => !isPreflight(h),
    choose: 'nearest',
  });
  const harOfWeb = matchByUrl(web, har, {
    window: (w) => ({ from: w.start - WEB_REQUEST_TOLERANCE_MS, to: (w.end ?? Infinity) + WEB_REQUEST_TOLERANCE_MS }),
    fits: (w, h) => w.method === h.method || h.method === '',
    choose: 'first',
  });
  pairUndated(har, web, harOfWeb);
  const webOfHar = inverse(harOfWeb);
  const webLeft = withoutTwins(web.filter((w) => !harOfWeb.has(w)), har, webOfHar);
  const timingLeft = withoutDoubledFrames(timing.filter((t) => !harOfTiming.has(t)));
  // A queued request reaches webRequest late; one that is cut off in the queue has ended for Resource Timing when it began.
  const webOfTiming = matchByUrl(timingLeft, webLeft, {
    window: (t) => ({ from: t.start - WEB_REQUEST_TOLERANCE_MS, to: Math.max(t.end ?? t.start, t.start) + (t.end === t.start ? ABSORB_MS : WEB_REQUEST_TOLERANCE_MS) }),
    fits: () => true,
    choose: 'nearest',
  });
  // Of a file there is nothing but HAR, and much of it.
  const isBesideHar = timingLeft.length === 0 ? () => false : beside(har);
  const timingAlone = timingLeft.filter((t) => webOfTiming.has(t) || !isBesideHar(t));
  const withTiming = new Set(webOfTiming.values());
  const webAlone = webLeft.filter((w) => !withTiming.has(w));

  const timingOfHar = inverse(harOfTiming);
  return [
    // Resource Timing has one entry for a whole redirect chain, under the first URL with the last hop's times: it describes neither.
    ...inTheirTurn(har.map((h) => ({ har: h, timing: isRedirect(h) ? null : (timingOfHar.get(h) ?? null), web: webOfHar.get(h) ?? null }))),
    ...timingAlone.map((t) => alone(t, webOfTiming.get(t) ?? null)),
    ...webAlone.map((w) => ({ har: null, timing: null, web: w })),
  ];
}

/** An entry without a usable date (Chromium: a refused WebSocket) has nothing to be matched by but its URL. */
function pairUndated(har: readonly HarObservation[], web: readonly WebRequestObservation[], harOfWeb: Map<WebRequestObservation, HarObservation>): void {
  const taken = new Set(harOfWeb.values());
  const undated = har.filter((entry) => !entry.dated && !taken.has(entry)).sort(inOrder);
  const requests = undated.length > 0 ? web.toSorted(inOrder) : [];
  for (const entry of undated) {
    const twin = requests.find((request) => request.url === entry.url && !harOfWeb.has(request));
    if (twin) harOfWeb.set(twin, entry);
  }
}

/** Of the first hop of a redirect chain webRequest tells, and Resource Timing nothing. */
const alone = (timing: TimingObservation, web: WebRequestObservation | null): Joined => ({ har: null, timing: timing.redirected && !timing.isNavigation && web !== null ? null : timing, web });

const isRedirect = ({ redirectTo, status }: HarObservation): boolean => redirectTo !== null && status !== null && status >= 300 && status < 400;

const inverse = <A, B>(pairs: ReadonlyMap<A, B>): Map<B, A> => new Map([...pairs].map(([a, b]) => [b, a]));

/**
 * Two elements that share one answer have an entry of Resource Timing each,
 * and one in HAR: what lies beside a HAR entry is no other request.
 */
function beside(har: readonly HarObservation[]): (item: TimingObservation) => boolean {
  const byUrl = groupByUrl(har);
  return ({ url, start, end }) => (byUrl.get(url) ?? []).some((h) => h.start > start - ABSORB_MS && h.start < (end ?? start) + ABSORB_MS);
}

/**
 * What webRequest has left over is the twin of a HAR entry that has none yet.
 * Beside one that has, it is a request of its own: Firefox drops the HAR entry
 * of a page that is left at once, and its reload may come within a second.
 */
function withoutTwins(left: readonly WebRequestObservation[], har: readonly HarObservation[], webOfHar: ReadonlyMap<HarObservation, WebRequestObservation>): readonly WebRequestObservation[] {
  const twins = matchByUrl(left, har.filter((h) => !webOfHar.has(h)), {
    window: (w) => ({ from: w.start - ABSORB_MS, to: (w.end ?? w.start) + ABSORB_MS }),
    // The entry of a cached answer says nothing of the request that fetched it.
    fits: (w, h) => !(h.noConnection !== null && CACHED.has(h.noConnection) && w.remoteAddress !== null && !w.fromCache),
    choose: 'nearest',
  });
  return left.filter((w) => !twins.has(w));
}
const CACHED: ReadonlySet<NoConnection> = new Set(['cache', 'memory-cache', 'cache-or-service-worker']);

/**
 * A frame's document is told twice: as a resource of the parent and as the
 * frame's own navigation entry. The parent's is kept.
 */
function withoutDoubledFrames(entries: readonly TimingObservation[]): readonly TimingObservation[] {
  const ofParents = groupByUrl(entries.filter((t) => !t.isNavigation));
  const isDouble = (t: TimingObservation): boolean =>
    t.isNavigation && !t.isTopFrame && (ofParents.get(t.url) ?? []).some((p) => Math.abs(p.start - t.start) < ABSORB_MS);
  return entries.filter((t) => !isDouble(t));
}
