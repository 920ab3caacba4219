import type { ExportedEntry } from '../src/core/export/har-entry.ts';
import type { Opening } from '../src/core/model/request.ts';
import { isNetworkUrl } from '../src/core/base/url.ts';
import type { BrowserName } from './browsers/driver.ts';
import type { TruthRequest } from './site/log.ts';
import type { StoryRun } from './run-story.ts';
import type { Story } from './site/story.ts';

/** A request of which both sides speak. */
export interface Pair {
  readonly seen: TruthRequest;
  readonly shown: ExportedEntry;
  readonly expected: readonly Opening[];
}

export interface Verdict {
  readonly pairs: readonly Pair[];
  /** Sentences; empty when the panel tells what the servers saw. */
  readonly faults: readonly string[];
}

/** Joins the panel's entries with the servers' log, and says of each what its opening must be. */
export function judge({ summary, truth }: StoryRun, story: Story, browser: BrowserName): Verdict {
  const faults: string[] = [];
  const free = [...summary.log.entries];
  const heard = truth.requests.filter((seen) => !isRepeated(seen, truth.requests));
  // What came before DevTools has no id in any browser; the first one that has is the first on its lane.
  const firstOf = firstOnConnection(heard.filter((seen) => !isBeforeDevTools(story, seen)));
  const shows = (seen: TruthRequest) => (entry: ExportedEntry): boolean => entry.request.url === seen.url && isMethod(entry, seen) && entry._opening !== 'none';
  const pairs = heard.flatMap((seen, nth): Pair[] => {
    const unseen = mayBeUnseen(story, seen);
    // Of several with one address the first went unseen: a browser that sends a request again, unasked, tells of the last time.
    if (unseen && free.filter(shows(seen)).length < heard.slice(nth).filter(({ url }) => url === seen.url).length) return [];
    const index = free.findIndex(shows(seen));
    if (index < 0) {
      if (!unseen) faults.push(`not shown: ${seen.url} (${seen.connection} #${seen.ordinal})`);
      return [];
    }
    const [shown] = free.splice(index, 1);
    return [{ seen, shown: shown!, expected: browser === 'chromium' && !isBeforeDevTools(story, seen) ? expectedOpening(seen, firstOf.get(seen.connection) ?? seen) : expectedWithoutIds(seen, firstOf.get(seen.connection) ?? seen) }];
  });
  for (const entry of free) {
    if (entry._opening !== 'none' && isNetworkUrl(entry.request.url) && !wasLost(story, entry)) faults.push(`shown, but no server saw it: ${describe(entry)}`);
  }
  return { pairs, faults };
}

/** Resource Timing tells none. */
const isMethod = ({ request, _basis }: ExportedEntry, seen: TruthRequest): boolean => request.method === seen.method || (request.method === '' && _basis !== 'reported');

/** Several requests of one multiplexed connection can arrive in another order than they were sent, ms. */
const SAME_MOMENT_MS = 15;

function firstOnConnection(requests: readonly TruthRequest[]): Map<string, TruthRequest> {
  const first = new Map<string, TruthRequest>();
  for (const request of [...requests].sort((a, b) => a.at - b.at)) if (!first.has(request.connection)) first.set(request.connection, request);
  return first;
}

/**
 * The first request of a connection opened it, or found it opened by
 * something that makes no request (a preconnect, a speculative socket): both
 * are true of an ordinal 1. A connection that was used before the recording
 * began was opened earlier.
 */
function expectedOpening(seen: TruthRequest, first: TruthRequest): readonly Opening[] {
  if (seen.at < first.at) return seen.ordinal === 1 ? ['new', 'opened-earlier'] : ['reused', 'opened-earlier'];
  const isFirst = seen === first;
  const opener: Opening[] = first.ordinal === 1 ? ['new', 'opened-earlier'] : ['opened-earlier'];
  if (isFirst && (seen.protocol === 'http/1.1' || seen.protocol === 'http/1.0')) return opener;
  if (isFirst) return [...opener, ...(first.ordinal === 1 ? [] : (['reused'] as const))];
  return isTogether(seen, first) ? ['reused', ...opener] : ['reused'];
}

const isTogether = (one: TruthRequest, other: TruthRequest): boolean => one.connection === other.connection && one.protocol !== 'http/1.1' && Math.abs(one.at - other.at) < SAME_MOMENT_MS;

const claimsConnection = (entry: ExportedEntry): boolean => entry._opening === 'new' || entry._opening === 'reused' || entry._opening === 'opened-earlier';

/**
 * A browser that names no connections can tell a connect from none, but not
 * whose request came first on a connection that the recording did not see
 * opened: on the wire both are reuse.
 */
function expectedWithoutIds(seen: TruthRequest, first: TruthRequest): readonly Opening[] {
  const exact = expectedOpening(seen, first);
  return seen.ordinal > 1 ? [...new Set<Opening>([...exact, 'reused', 'opened-earlier'])] : exact;
}

const isBeforeDevTools = (story: Story, seen: TruthRequest): boolean => (story.expect?.noId ?? []).some(({ path, why }) => why === 'before-devtools' && seen.path.startsWith(path));

/** Browsers repeat what was answered with 421 on another connection by themselves, and tell of the second answer only (web-platform-tests, fetch/api/basic/request-upload-421). */
const isRepeated = ({ status, url, at }: TruthRequest, all: readonly TruthRequest[]): boolean => status === 421 && all.some((other) => other.url === url && other.at > at);

/** Sent on a connection that was cut off by then: no server can have seen it. */
const wasLost = (story: Story, { request, response }: ExportedEntry): boolean => response.status === 0 && (story.expect?.lost ?? []).some(({ path }) => request.url.replace(/^\w+:\/\/[^/]+/, '').startsWith(path));

/** The browser tells its extensions nothing of these; facts, not excuses: each is measured. */
function mayBeUnseen(story: Story, seen: TruthRequest): boolean {
  return (story.expect?.noId ?? []).some(({ path, why }) => seen.path.startsWith(path) && (why === 'reset' || why === 'early-hint' || why === 'service-worker-script')) || seen.path.startsWith('/sw/');
}

/** Everything in which the panel contradicts the servers. Where the browser names connections, each must be named. */
export function faultsOf(run: StoryRun, story: Story, browser: BrowserName): readonly string[] {
  const { pairs, faults } = judge(run, story, browser);
  return [...faults, ...withoutPage(pairs), ...wrongOpenings(pairs), ...wrongLanes(run, pairs), ...(browser === 'chromium' ? withoutId(run, pairs, story) : needlesslyUnknown(pairs, story))];
}

/** Navigation entries come from the content script alone: where one is missing, it was not there. */
const withoutPage = (pairs: readonly Pair[]): readonly string[] => pairs.filter(({ shown }) => shown.pageref === undefined).map(({ shown }) => `${describe(shown)} belongs to no page`);

/** Wrong claims: an opening said to be known that is not the true one. */
export const wrongOpenings = (pairs: readonly Pair[]): readonly string[] =>
  pairs.filter((pair) => claimsConnection(pair.shown) && !pair.expected.includes(pair.shown._opening) && !cameWithOpener(pair, pairs)).map(({ seen, shown, expected }) => `${describe(shown)}${NUMBERED}${seen.ordinal} on ${seen.connection}: expected ${expected.join(' or ')}`);

/** Which of several that came together over one connection its browser sent first, its server cannot tell: one of them opened it, or found it open. */
const cameWithOpener = ({ seen, shown }: Pair, pairs: readonly Pair[]): boolean =>
  shown._opening === 'reused' && pairs.some((other) => other.seen !== seen && isTogether(other.seen, seen) && other.shown._opening !== 'reused' && claimsConnection(other.shown));

export const isWrongOpening = (fault: string): boolean => fault.includes(NUMBERED);
const NUMBERED = ', but it was number ';

/** Both directions: no two sockets on one lane, no socket on two lanes. Only of lanes that the browser names. */
function wrongLanes({ summary }: StoryRun, pairs: readonly Pair[]): readonly string[] {
  const reported = new Set(summary.log._connections.filter(({ basis }) => basis === 'reported').map(({ id }) => id));
  const named = pairs.filter(({ shown }) => shown._connection !== undefined && reported.has(shown._connection));
  return [...mixed(named, ({ shown }) => shown._connection!, ({ seen }) => seen.connection, 'lane'), ...mixed(named, ({ seen }) => seen.connection, ({ shown }) => shown._connection!, 'socket')];
}

function mixed(pairs: readonly Pair[], from: (pair: Pair) => string, to: (pair: Pair) => string, what: string): string[] {
  const targets = new Map<string, Set<string>>();
  for (const pair of pairs) targets.set(from(pair), (targets.get(from(pair)) ?? new Set()).add(to(pair)));
  return [...targets].filter(([, set]) => set.size > 1).map(([key, set]) => `${what} ${key} is on ${[...set].join(' and ')}`);
}

/** Pairs that should have an id of the browser's own and have none. */
function withoutId({ summary }: StoryRun, pairs: readonly Pair[], story: Story): readonly string[] {
  const reported = new Set(summary.log._connections.filter(({ basis }) => basis === 'reported').map(({ id }) => id));
  const excused = (seen: TruthRequest): boolean => seen.websocket === true || (story.expect?.noId ?? []).some(({ path }) => seen.path.startsWith(path));
  return pairs.filter(({ seen, shown }) => !excused(seen) && !(shown._connection !== undefined && reported.has(shown._connection))).map(({ shown }) => `no reported connection: ${describe(shown)}`);
}

/** Pairs of which a browser without ids could have told how they got their connection. */
const needlesslyUnknown = (pairs: readonly Pair[], story: Story): readonly string[] =>
  pairs.filter(({ seen, shown }) => shown._opening === 'unknown' && !(story.expect?.unknown ?? []).some(({ path }) => seen.path.startsWith(path))).map(({ shown }) => `needlessly unknown: ${describe(shown)}`);

export const describe = (entry: ExportedEntry): string =>
  `${entry.request.url} is "${entry._opening}"${entry._connection === undefined ? '' : ` on ${entry._connection}`} (${entry._noConnection ?? entry._unknownBecause ?? entry._basis})`;
