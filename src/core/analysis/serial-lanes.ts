import { groupBy } from '../base/group.ts';
import { endsWithConnection } from '../model/ends.ts';
import { LATE_END_MS } from '../model/late-end.ts';
import { SLOTS } from '../model/slots.ts';
import { staysOpen } from '../model/observation.ts';
import { readKeepAlive } from '../model/keep-alive-header.ts';
import { credentialsSent, type Credentials } from './credentials.ts';
import type { Draft } from './draft.ts';
import { busiest, firstWith } from './concurrency.ts';
import { busyUntil } from './lane.ts';
import { calibrated } from './lanes/calibration.ts';
import { isJustFree } from './lanes/choices.ts';
import { likeliest, type Supposed } from './lanes/likeliest.ts';
import { RULES, type RuleName } from './lanes/rules.ts';
import type { Placed, Use } from './lanes/use.ts';
import type { Guess } from './guess.ts';
import { isUrgent, spareOf } from './page-load.ts';
import { connectOf, isScripted, sentElsewhere } from './sent-elsewhere.ts';
import { byKey } from './match.ts';
import { webRequestOf } from '../model/sources.ts';

/** Connections of HTTP/1 for the requests of one pool: one request at a time, in the way of the browser that made them. */
export function serialLanes(drafts: readonly Draft[]): readonly Guess[] {
  const silent = drafts.filter(isSilent);
  const { ordered, uses } = usesOf(silent.length === 0 ? drafts : drafts.filter((draft) => !isSilent(draft)));
  const credentials = ordered.map(({ facts }) => credentialsSent(facts));
  const supposed = suppositions(new Set(credentials)).map(({ without, prior }): Supposed => ({ prior, uses: uses.map((use, place) => ({ ...use, anonymous: without.has(credentials[place]!) })) }));
  const rule = ruleOf(ordered);
  const placed = likeliest(supposed, RULES[rule]);
  const most = mostSure(uses, rule);
  const untoldFrom = unknownSince(silent, uses, placed);
  return ordered.map((draft, place): Guess => {
    const { first, probability, others } = placed[place]!;
    if (first === place && draft.sign === 'opened' && others.length === 0) return { draft, first: draft, confidence: OPENED[rule], others: [] };
    const confidence = Math.min(calibrated(probability, rule), most(uses[place]!), draft.gotConnectionAt > untoldFrom ? AFTER_UNTOLD : 1);
    return { draft, first: ordered[first]!, confidence, others: others.map((other) => ({ first: ordered[other.first]!, confidence: other.probability })) };
  });
}

/** See `isSilentUse`. */
const isSilent = ({ sign, noConnection }: Draft): boolean => sign === 'silent' || noConnection !== null;

/**
 * How sure one can be at all. More requests at once than a browser has
 * connections to a host are no browser's, or several users': nothing is known
 * of how such a pool chooses, and what was once mistaken stays so. Simulated
 * pools of 12, 25, 50, 100 and 300 that take the one that was used last, or
 * first, had 33, 12, 9, 5 and 2 % of their requests placed rightly. What a
 * known browser does without credentials has as many connections beside.
 */
function mostSure(uses: readonly Use[], rule: RuleName): (use: Use) => number {
  const stretches = uses.map(({ at, end }) => ({ start: at, end: end - Math.min(LATE_END_MS, (end - at) / 2) }));
  const { peak } = busiest(stretches);
  const most = peak > (rule === 'unknown' ? SLOTS : 2 * SLOTS) ? SLOTS / (2 * peak) : 1;
  if (rule !== 'firefox-har') return () => most;
  const [together, all] = [firstWith(2, stretches), firstWith(SLOTS, stretches)];
  return ({ at }) => Math.min(most, at >= all ? AFTER_ALL : at >= together ? AFTER_TOGETHER : 1);
}

/**
 * By Firefox's HAR alone it is not known to some 15 ms when a request was sent,
 * and a mistake in a crowd goes on: of 300 that seemed sure and came after as
 * many as a browser has connections to a host 46 % were right; of 350 others
 * after any two together 73 %; of those that never met 50 of 58.
 */
const AFTER_ALL = 0.45;
const AFTER_TOGETHER = 0.7;

/**
 * From when on, epoch ms, nobody knows the pool: a request was there that does
 * not say whether it opened a connection, and there were two that it may have
 * had, or the only one was in use, by another of them perhaps.
 */
function unknownSince(silent: readonly Draft[], uses: readonly Use[], placed: readonly Placed[]): number {
  const inOrder = silent.map((draft) => ({ at: soonestUse(draft), end: busyUntil(draft) })).sort((a, b) => a.at - b.at);
  const [first] = inOrder;
  if (first === undefined) return Infinity;
  const second = placed.findIndex((one) => one.first !== placed[0]!.first);
  const hadChoice = second < 0 ? Infinity : Math.max(first.at, uses[second]!.at);
  const isBeside = (one: Stretch) => (other: Stretch): boolean => other !== one && other.at < one.end && other.end > one.at;
  const beside = inOrder.find((one) => one.at >= hadChoice || uses.some(isBeside(one)) || inOrder.some(isBeside(one)));
  return Math.min(hadChoice, beside?.at ?? Infinity);
}
type Stretch = Pick<Use, 'at' | 'end'>;

/** What a service worker fetched is logged when the page had it from there, and webRequest heard of it when it was asked for. */
const soonestUse = ({ noConnection, gotConnectionAt, facts: { observations } }: Draft): number => (noConnection === null ? gotConnectionAt : Math.min(...observations.map(({ start }) => start)));

/** 105 of 192 that came after that were where they were said to be, however surely that was; before it, or where there was but one connection, 132 of 148 of those of at least 90 %. */
const AFTER_UNTOLD = 0.55;

/** What their browser's pool saw of them, in order of use. */
export function usesOf(drafts: readonly Draft[]): { readonly ordered: readonly Draft[]; readonly uses: readonly Use[] } {
  const turns = new Map(drafts.toSorted(byTurn).map((draft, turn) => [draft, turn]));
  const isFreeAt = freedWhen(drafts);
  const usualMs = medianOf(drafts.filter(({ sign }) => sign === 'opened').map(({ facts }) => connectOf(facts.phases)));
  const inOrder = drafts
    .map((draft): Taken => {
      const sent = whenSent(draft);
      const elsewhere = draft.sign === 'opened' && isFreeAt(sent, draft) ? sentElsewhere(draft, usualMs) : 0;
      // Who may have been sent on another took it when it was sent.
      return { draft, elsewhere, at: elsewhere > 0 ? sent : draft.gotConnectionAt };
    })
    .sort(byUse);
  return { ordered: inOrder.map(({ draft }) => draft), uses: inOrder.map((taken) => useOf(taken, turns.get(taken.draft)!)) };
}

/** When a request got a connection, as far as is told, and how likely it was not the one that it tells of; see `sentElsewhere`. */
interface Taken {
  readonly draft: Draft;
  readonly at: number;
  readonly elsewhere: number;
}

const medianOf = (lengths: readonly number[]): number => lengths.toSorted((a, b) => a - b)[lengths.length >> 1] ?? 0;

const whenSent = ({ facts: { phases: { wait } }, gotConnectionAt }: Draft): number => (wait.state === 'measured' ? wait.start : gotConnectionAt);

/** Whether another's answer left a connection free when something was sent. */
function freedWhen(drafts: readonly Draft[]): (sent: number, draft: Draft) => boolean {
  const ends = groupBy(drafts.filter((draft) => !endsConnection(draft)), (draft) => Math.floor(busyUntil(draft)));
  return (sent, draft) => WHOLE_MS.some((ms) => (ends.get(Math.floor(sent) + ms) ?? []).some((other) => other !== draft && isJustFree(sent - busyUntil(other))));
}
const WHOLE_MS = [-3, -2, -1, 0, 1];

/** Which of these may be made without credentials, and how likely that is before anything is seen of the connections. A page's scripts ask in one way. */
function suppositions(kinds: ReadonlySet<Credentials>): readonly { readonly without: ReadonlySet<Credentials>; readonly prior: number }[] {
  const own = kinds.has('own') && kinds.size > 1 ? [true, false] : [false];
  // All of one kind are of one pool, whichever it is.
  const other = kinds.has('other') && kinds.size > 1 ? [true, false] : [true];
  return own.flatMap((ownWithout) =>
    other.map((otherWithout) => ({
      without: new Set<Credentials>(['without', ...(ownWithout ? (['own'] as const) : []), ...(otherWithout ? (['other'] as const) : [])]),
      prior: (ownWithout ? OWN_WITHOUT : 1 - OWN_WITHOUT) * (otherWithout ? OTHER_WITHOUT : 1 - OTHER_WITHOUT),
    })),
  );
}
const OWN_WITHOUT = 0.05;
const OTHER_WITHOUT = 0.8;

/** Who opened a connection found none idle: all who did find one came before. */
function byUse(a: Taken, b: Taken): number {
  return usedAt(a) - usedAt(b) || Number(a.draft.sign === 'opened') - Number(b.draft.sign === 'opened') || byTurn(a.draft, b.draft);
}

/**
 * Who waits for a connection waits in order of urgency, and then of asking
 * (Firefox, PendingTransactionQueue: 43 of 45 that were sent in one
 * millisecond, on loads of ours; Chromium, TransportClientSocketPool::Group).
 */
const byTurn = (a: Draft, b: Draft): number => rankOf(a) - rankOf(b) || askedAt(a) - askedAt(b) || byKey(askedAs(a), askedAs(b)) || byKey(a.facts.id, b.facts.id);

/** The browser's own scheduler may hold it back before it wants a connection. */
const askedAt = ({ facts: { start, queued } }: Draft): number => start + (queued ?? 0);

/**
 * Who opened one began to, in Firefox, before the browser looked for an idle
 * one for it; it may be later than it seems, but was so well before its answer
 * was there. So much later explains most on the training loads of Firefox (12
 * and 40 explain less); other browsers are taken to do the same.
 */
const usedAt = ({ draft, at, elsewhere }: Taken): number => at + (draft.sign === 'opened' && elsewhere === 0 ? Math.min(OPENER_LATE_MS + Math.min(connectOf(draft.facts.phases) / 2, LOOKED_AFTER_MS), (busyUntil(draft) - at) / 2) : 0);
/** Clocks of 1 ms. */
const OPENER_LATE_MS = 2;
const LOOKED_AFTER_MS = 23;

/** The browser's number for the request: those that began in the same millisecond it numbered in turn. */
const askedAs = ({ facts }: Draft): string => webRequestOf(facts)?.key ?? '';

const PRIORITIES = ['highest', 'veryhigh', 'high', 'medium', 'normal', 'low', 'lowest', 'verylow'];
const UNRANKED = PRIORITIES.indexOf('medium');
function rankOf({ facts: { priority } }: Draft): number {
  const rank = priority === null ? -1 : PRIORITIES.indexOf(priority.toLowerCase());
  return rank < 0 ? UNRANKED : rank;
}

/**
 * That who tells of a connect is on the connection that it opened, where none
 * had become free when it was sent: in Firefox 1,278 of 1,280 with servers 16
 * to 80 ms away and next door, in a private network 683 of 691; in Chromium all of 294. By Firefox's
 * HAR alone nothing tells when it was sent: 1 of 10 was sent on another. Other
 * tools fill in times that they did not measure.
 */
const OPENED: Readonly<Record<RuleName, number>> = { firefox: 0.99, 'firefox-timed': 0.99, 'firefox-har': 0.9, chromium: 0.998, 'chromium-timed': 0.998, unknown: 0.95 };

function useOf({ draft, at, elsewhere }: Taken, turn: number): Use {
  const { headers, remoteAddress, resourceType, phases: { wait } } = draft.facts;
  const kept = readKeepAlive(headers['keep-alive']);
  return {
    asked: askedAt(draft),
    turn,
    scripted: isScripted(resourceType),
    at,
    end: busyUntil(draft),
    answered: wait.state === 'measured' ? wait.end : null,
    endOrder: endOrder(draft),
    opened: draft.sign === 'opened',
    elsewhere,
    spare: spareOf(draft),
    bodyBytes: bodyBytes(draft),
    address: remoteAddress,
    closes: endsConnection(draft),
    keptMs: kept?.timeoutMs ?? null,
    usesLeft: kept?.max ?? null,
    urgent: isUrgent(draft),
    anonymous: false,
  };
}

/** Resource Timing alone tells of what was answered, and often not how. */
function endsConnection({ facts }: Draft): boolean {
  const { headers, protocol, status, error, observations } = facts;
  // One without an answer was cut off, and its connection with it.
  if (status === 0 || !staysOpen(headers, protocol === 'http/1.0' ? 'http/1.0' : 'http/1.1')) return true;
  return (error !== null && BROKEN_OFF.test(error)) || (observations.some((seen) => seen.source === 'har' && seen.dialect === 'firefox') && endsWithConnection(facts));
}
/** Firefox's words (xpcom/base/ErrorList.py) for an answer that was not read to its end: the rest of it would come first on the connection. In Chromium a page may have forgotten what the network had done with. */
const BROKEN_OFF = /^NS_(BINDING_ABORTED|ERROR_ABORT|ERROR_NET_(RESET|INTERRUPT|PARTIAL_TRANSFER))$/;

const endOrder = ({ facts }: Draft): number | null => webRequestOf(facts)?.endOrder ?? null;

/** Resource Timing adds 300 for the headers, whatever they are (Resource Timing, "transferSize"). */
const TIMED_HEADERS = 300;

function bodyBytes({ facts: { observations, status } }: Draft): number {
  if (status === 304) return 0;
  for (const seen of observations) {
    if (seen.source === 'har' && seen.bodySize !== null) return seen.bodySize;
    if (seen.source === 'resource-timing' && seen.transferSize !== null) return Math.max(seen.transferSize - TIMED_HEADERS, 0);
  }
  return 0;
}

function ruleOf(drafts: readonly Draft[]): RuleName {
  const observations = drafts.flatMap(({ facts }) => facts.observations);
  const har = observations.find((seen) => seen.source === 'har');
  const timings = observations.filter((seen) => seen.source === 'resource-timing');
  if (har?.source === 'har') return har.dialect === 'firefox' && timings.length === 0 ? 'firefox-har' : (RULE_OF[har.dialect] ?? 'unknown');
  const browser = timings.find((seen) => seen.browser !== null)?.browser ?? null;
  return browser === null ? 'unknown' : `${browser}-timed`;
}

const RULE_OF: Readonly<Record<string, RuleName>> = { firefox: 'firefox', chromium: 'chromium', 'chromium-before': 'chromium', netlog: 'chromium' };
