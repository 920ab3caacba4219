import { instant } from '../base/units.ts';
import { isNetworkUrl, originOrScheme, siteOf } from '../base/url.ts';
import type { ConnectSign, HarDialect, HarObservation, NoConnection, Observation } from '../model/observation.ts';
import { hidden, hiddenPhases, lengthOf, measured, type Phases } from '../model/phase.ts';
import { isWebSocket, webSocketOf, type Protocol } from '../model/protocol.ts';
import type { Request, UnknownBecause } from '../model/request.ts';
import { idInRun } from '../model/run.ts';
import { absenceByError } from './absence-by-error.ts';
import { sentAt, setupLength } from './moments.ts';
import { pageOf, type SitedPages } from './pages.ts';
import type { Joined } from './reconcile.ts';

/** A request of which everything is known but its connection. */
export interface Draft {
  /**
   * The request itself, in the making: whoever assigns its connection fills in
   * these four fields. One object per request, because a big file has
   * 100,000 of them and copying cost more than all the rest of the analysis.
   */
  readonly facts: Request & { connection: Request['connection']; origination: Request['origination']; placing: Request['placing']; problems: Request['problems'] };
  /** Those of its sources; its place on a lane may add one. */
  readonly problems: Request['problems'];
  readonly sign: ConnectSign;
  readonly noConnection: NoConnection | null;
  readonly reportedConnection: string | null;
  readonly dated: boolean;
  /** The source gives ids, but not for this one: guessing a lane for it could contradict them. */
  readonly idWithheld: boolean;
  /** The site of the top document. Browsers share no connection between two of them ("network partition key", Fetch), nor between two runs. */
  readonly partition: string;
  /** What to say when nothing better is found. */
  readonly unknownBecause: UnknownBecause;
  /** When it got its connection: its own setup's start, else when it was sent. Epoch ms. */
  readonly gotConnectionAt: number;
}

/** Those whose browser or log names every connection of HTTP that it knows. */
const NAMES_CONNECTIONS: ReadonlySet<string> = new Set(['chromium', 'chromium-before', 'netlog', 'cdp', 'trace'] satisfies readonly HarDialect[]);

/** Until its connection is assigned, nothing is known of it. */
const PENDING: Request['origination'] = { opening: 'unknown', basis: 'hidden', reason: 'unfinished' };

/** One request out of what its sources say. HAR leads, except where Resource Timing measures better (Firefox). */
export function draftOf(joined: Joined, pages: SitedPages): Draft {
  const { har, timing, web } = joined;
  const lead = har ?? timing ?? web!;
  const url = lead.url;
  // Where the log is silent on a 304, Resource Timing speaks of the stored answer as well.
  const protocol: Protocol | null = webSocketOf(url) ?? har?.protocol ?? (har?.status === 304 ? null : (timing?.protocol ?? null));
  const error = har?.error ?? web?.error ?? null;
  const status = statusOf(joined);
  const timed = clockOf(joined, error !== null && !status);
  // What the log gives no date, webRequest may have one of.
  const dater = har !== null && !har.dated ? web : null;
  const start = dater?.start ?? timed?.start ?? lead.start;
  const stalled = lengthOf(timed?.phases.stalled ?? hidden('not-reported'));
  const problems = har === null ? NO_PROBLEMS : dater === null ? har.problems : har.problems.filter(({ code }) => code !== 'bad-date');
  const run = har?.run ?? null;
  // A tunnel, FTP: what it used is in none of the pools that connections are told of.
  const isElsewhere = har !== null && (har.method === 'CONNECT' || !isNetworkUrl(url));
  const page = pageOf(pages, joined, start);
  const site = page.id !== null && isTopDocument(joined) ? siteOf(url) : page.site;
  return {
    facts: {
      id: lead.key,
      url,
      origin: originOrScheme(url),
      method: har?.method || web?.method || null,
      status,
      protocol,
      resourceType: har?.resourceType ?? web?.type ?? timing?.initiatorType ?? null,
      priority: har?.priority ?? null,
      page: page.id,
      start,
      end: dater === null ? (timed?.end ?? lead.end) : dater.end,
      phases: timed?.phases ?? HIDDEN,
      stalled,
      queued: har?.queued ?? null,
      proxied: har?.proxied ?? null,
      setup: timed ? setupLength(timed.phases) : null,
      remoteAddress: har?.remoteAddress ?? web?.remoteAddress ?? null,
      headers: headersOf(joined),
      asked: har?.asked ?? null,
      error,
      transferSize: har?.transferSize ?? timing?.transferSize ?? null,
      problems,
      origination: PENDING,
      connection: null,
      placing: null,
      observations: timing === null && web === null ? [lead] : [har, timing, web].filter((source): source is Observation & typeof source => source !== null),
    },
    problems,
    sign: isElsewhere || (wasSentAgain(status, error) && timed?.connect === 'earlier' && !har?.reportedConnection) ? 'silent' : (timed?.connect ?? 'silent'),
    noConnection: absence(joined, error, status),
    reportedConnection: har && har.reportedConnection !== null && !isElsewhere ? idInRun(har.reportedConnection, run) : null,
    dated: har?.dated ?? true,
    idWithheld: har !== null && har.reportedConnection === null && NAMES_CONNECTIONS.has(har.dialect),
    partition: run === null ? site : `${run} ${site}`,
    unknownBecause: unknownBecause(joined, { status, error, protocol }),
    gotConnectionAt: timed ? sentAt(timed.phases, start) : start,
  };
}

/** Each hop of a navigation is of the site that it goes to, and not of the one that the page comes from in the end. */
const isTopDocument = ({ har, timing, web }: Joined): boolean => har?.asked?.dest === 'document' || web?.type === 'main_frame' || (timing !== null && timing.isNavigation && timing.isTopFrame);

/** Where the log has none, webRequest may. */
function headersOf({ har, web }: Joined): Request['headers'] {
  const logged = har?.headers ?? NO_HEADERS;
  return web !== null && Object.keys(logged).length === 0 ? web.headers : logged;
}

/**
 * Resource Timing tells no status of another origin's answer, unless that allows it (Fetch, "opaque filtered response"), and
 * webRequest none of what ended with an error, answered or not.
 */
function statusOf({ har, timing, web }: Joined): Request['status'] {
  const told = har?.status || timing?.status || web?.status;
  if (told) return told;
  return har?.status ?? null;
}

/**
 * Browsers repeat what was answered with 421 once on a connection of its own,
 * and tell of the second answer; Firefox (153) with the times of the first
 * connection, on which it then was not. What was reset, or over HTTP/2 answered
 * with 408, Firefox sends again too, each time on another connection, and tells
 * of the last failure in the same way: of nine tries on new connections as of
 * one on the first (server's log).
 */
const wasSentAgain = (status: number | null, error: string | null): boolean => status === 421 || error === 'NS_ERROR_NET_RESET';

/**
 * Firefox (153) tells webRequest of a redirect that it makes by itself, with
 * status 0: to https, as it knows that host (HSTS), or as the page has it
 * (mixed content, upgrade-insecure-requests). Its log does not have it.
 */
const isOwnRedirect = (web: Joined['web']): boolean => web !== null && web.end !== null && web.status === 0 && web.error === null;

interface Clock {
  readonly start: Request['start'];
  readonly end: Request['end'];
  readonly phases: Phases;
  readonly connect: ConnectSign;
}

/** The source whose times are used, all of them: mixing two clocks in one request would invent gaps. */
function clockOf(joined: Joined, unanswered: boolean): Clock | null {
  const { har, timing } = joined;
  const fromTiming = timing?.phases && !timing.redirected ? cutOff({ start: timing.start, end: timing.end, phases: timing.phases, connect: timing.connect }, joined, unanswered) : null;
  if (!har) return fromTiming;
  if (har.end === null && timing !== null && timing.end !== null && !timing.redirected) return endedAfter(har, timing.end - timing.start);
  return har.dialect === 'firefox' && fromTiming && har.noConnection === null ? fromTiming : { start: har.start, end: har.end, phases: har.phases, connect: har.connect };
}

/**
 * What is cut off has ended, for Firefox's Resource Timing (153), with what it
 * had had by then: with its answer's headers, else when it was sent, and,
 * where it had not been sent, when it began. The log goes on until the end,
 * but is silent where there was no answer; of that webRequest tells.
 */
function cutOff(clock: Clock, { har, web }: Joined, unanswered: boolean): Clock {
  const { start, end, phases } = clock;
  if (end === null || !web?.error) return clock;
  const last = unanswered ? web.end : (har?.end ?? null);
  if (unanswered && end === start) return { start, end: last ?? end, phases: HIDDEN, connect: 'silent' };
  if (last === null || last <= end || phases.wait.state !== 'measured') return clock;
  const answered = unanswered ? last : phases.wait.end;
  return { ...clock, end: last, phases: { ...phases, wait: measured(phases.wait.start, answered), receive: measured(answered, last) } };
}

/** The log's entry of a request that ran, which Resource Timing knows to have ended after so many ms: it has entries of those only. */
function endedAfter({ start, phases, connect }: HarObservation, ms: number): Clock {
  const { wait } = phases;
  const end = instant(start + ms);
  const receive = wait.state === 'measured' ? measured(wait.end, instant(Math.max(end, wait.end))) : hidden('not-reported');
  return { start, end: receive.state === 'measured' ? receive.end : end, phases: { ...phases, receive }, connect };
}

function absence({ har, timing, web }: Joined, error: string | null, status: number | null): NoConnection | null {
  const said = har?.noConnection ?? null;
  // Firefox's HAR says no more than "not from the network"; the other two know where from.
  const isVague = said === 'cache' || said === 'cache-or-service-worker';
  if (isVague && timing?.fromServiceWorker) return 'service-worker';
  if (isVague && web?.fromCache) return 'disk-cache';
  if (said !== null) return said;
  if (!har && isOwnRedirect(web)) return 'local';
  if (!har && timing?.fromServiceWorker) return 'service-worker';
  // webRequest says "from cache" of a revalidated answer too, but then with the server's address; where Resource Timing saw the exchange, it decides.
  const fromCacheAlone = web?.fromCache === true && web.remoteAddress === null;
  if (!har && (timing?.phases ? timing.fromCache : fromCacheAlone)) return 'cache';
  return error !== null && !status ? absenceByError(error) : null;
}

function unknownBecause({ har, timing, web }: Joined, { status, error, protocol }: Pick<Draft['facts'], 'status' | 'error' | 'protocol'>): UnknownBecause {
  // A WebSocket that failed has no end in Playwright's HAR.
  if ((har ?? timing ?? web!).end === null && !status && error === null) return 'unfinished';
  // A stream of an HTTP/2 connection, which neither browser names (RFC 8441).
  if (isWebSocket(protocol) && status) return 'no-id';
  if (!har && !timing) return 'no-timings';
  // Resource Timing has no times of what was never sent, whoever asked.
  if (!har && error !== null && !status) return 'failed';
  // Of a WebSocket with an end and no status the log tells no more than that it did not open.
  if (har && (status === 0 || (status === null && isWebSocket(protocol)))) return 'failed';
  if (!har && !timing?.phases) return timing?.redirected ? 'timing-silent' : 'cross-origin';
  if (!har) return timing?.protocol ? 'timing-alone' : 'cross-origin';
  return har.dialect === 'chromium' ? 'no-id' : 'timing-silent';
}

const NO_PROBLEMS: Request['problems'] = [];
const NO_HEADERS: Request['headers'] = {};

const HIDDEN = hiddenPhases('not-reported');
