import { isPreflight, type Credentials } from '../../pool/credentials.ts';
import { kindOf } from '../../pool/kind.ts';
import { areNamed } from '../../pool/pools.ts';
import { isMultiplexed } from '../../../model/protocol.ts';
import { LATE_END_MS } from '../../../model/late-end.ts';
import { SLOTS } from '../../../model/slots.ts';
import { asAttribute, timeOf } from '../../words.ts';
import { UNSEEN, hasRival, likeliestThere, mayHaveBeenUsed, networkChange, perhapsGone, sureOfStrangers, type Case } from '../case.ts';
import { heldUntil, isThere, type Other } from '../other.ts';
import type { Found, Rule } from '../verdict.ts';
import { MISSING } from '../missing.ts';

/** Fetch, "obtain a connection": a connection made with credentials is not used without them, nor the other way round. */
export const credentials: Rule = {
  reason: 'credentials',
  check(one) {
    if (hasRival(one)) return one.isNew ? byElimination(one) : null;
    return one.otherProtocol.length > 0 ? null : ofAnotherPool(one);
  },
};

/** Nothing in its own pool, and something in the other. */
function ofAnotherPool(one: Case): Found | string | null {
  const other = likeliestThere(one.strangers.filter(({ byCredentials, byPlace }) => byCredentials === 'apart' && byPlace !== 'apart'), one);
  if (other === undefined) return one.strangers.length > 0 && one.strangers.every(({ byPlace }) => byPlace === 'apart') ? 'the other connections are of another partition' : null;
  const { credentials: own } = one.pool();
  return {
    confidence: isThere(other) ? sureOfStrangers(one, other) : 'guess',
    evidence: [...requestSaid(own), ...connectionSaid(other), 'By the standard, requests with and without credentials share no connection (Fetch, connections).', ...perhapsGone(other)],
    fix: fixOf(one, own, other),
  };
}

/**
 * A connection of its own protocol was free and there, and yet it was not
 * taken. Within one partition, credentials are what tells pools apart
 * (Chromium: ClientSocketPool::GroupId; Firefox: nsHttpConnectionInfo's
 * "anonymous" flag).
 */
function byElimination(one: Case): Found | string | null {
  const presumed = [...one.free, ...one.taken].find(({ byCredentials, byPlace }) => byCredentials === 'presumed-apart' && isOnePlace(byPlace));
  if (presumed) {
    return {
      // Measured in Firefox 153: over HTTP/2 requests with and without credentials were apart twice, together once.
      confidence: (one.browser === 'firefox' && isMultiplexed(one.protocol)) || !isThere(presumed) ? 'guess' : 'likely',
      evidence: [...requestSaid(one.pool().credentials), ...connectionSaid(presumed), ...perhapsGone(presumed)],
      fix: fixOf(one, one.pool().credentials, presumed),
    };
  }
  return byLiveConnection(one) ?? bySeventh(one) ?? whyNotCredentials(one);
}

function byLiveConnection(one: Case): Found | null {
  // That an estimated connection was free is no fact.
  if (one.connection?.basis.kind !== 'reported') return null;
  const unsure = one.free.filter(({ byCredentials, byPlace }) => byCredentials === 'unknown' && byPlace !== 'presumed-apart');
  const alive = unsure.find(({ usedAgain }) => usedAgain);
  // One more of a kind that shares connections is rarely made with other credentials than the rest.
  const other = alive ?? (one.history.isSharedByAlike(one.request) ? undefined : unsure.find((candidate) => candidate.idleMs < SURELY_OPEN_MS && !candidate.last?.error && !mayHaveBeenUsed(one, candidate) && networkChange(one, candidate) === null));
  if (other === undefined) return null;
  const label = other.connection.label;
  // Of another host's connection that turned this one away with 421 no browser tells: it repeats the request by itself.
  const isBorrowed = one.connection.origins[0] !== other.connection.origins[0];
  const proved = alive !== undefined && isOnePlace(other.byPlace) && !isBorrowed;
  return {
    confidence: proved ? 'likely' : 'guess',
    evidence: [
      alive === undefined ? `${label} had been ${idleWords(other)}, ${UNSEEN}.` : `${label} was there and ${idleWords(other)}; it was used again later, but not for this request.`,
      `Within one partition it is credentials, as a rule, that keep a request from a free connection. ${MISSING.credentials}`,
      ...(isOnePlace(other.byPlace) ? [] : [MISSING.frame]),
      ...(isBorrowed ? [`Or its server answered 421: ${label} was opened for ${other.connection.origins[0]}, and browsers repeat such a request without a word.`] : []),
      ...(alive === undefined ? ['Or its server had closed it without a header that says so.'] : []),
    ],
    fix: isPreflight(one.request) ? PREFLIGHT_FIX : 'Ask for everything of this origin alike: the same `crossorigin` on elements and preconnects, the same `credentials` in fetch().',
    spends: other.connection.id,
  };
}

/** No server in the list of defaults (see idle-timeout.ts) closes an idle connection sooner. */
const SURELY_OPEN_MS = 2000;

/** A pool has six; a seventh that is opened while they all are in use is of another. */
function bySeventh({ free, taken, closed, at, connection }: Case): Found | null {
  const inUse = taken.filter((other) => other.byCredentials === 'unknown' && heldUntil(other) > at + LATE_END_MS);
  if (free.length + closed.length > 0 || inUse.length < SLOTS || connection?.basis.kind !== 'reported') return null;
  return {
    confidence: 'guess',
    evidence: [`${inUse.length} connections to the origin were in use, and browsers open no more than ${SLOTS} in one pool. ${MISSING.credentials}`],
    fix: null,
  };
}

function whyNotCredentials({ free, taken, closed, pool, history, request }: Case): string | null {
  const rivals = [...free, ...taken, ...closed];
  const same = rivals.find(({ byCredentials }) => byCredentials === 'same');
  if (same !== undefined) return areNamed(pool(), same.pool) ? 'both are of one privacy mode (NetLog)' : 'the headers show that both were asked alike';
  if (rivals.some(({ byCredentials }) => byCredentials === 'presumed-same')) return 'both were asked alike, unless a fetch() said otherwise';
  return history.isSharedByAlike(request) ? 'requests that were made alike had shared a connection before' : null;
}

const isOnePlace = (byPlace: Other['byPlace']): boolean => byPlace === 'same';
const idleWords = ({ state, idleMs, connection }: Other): string => (state === 'idle' ? `idle for ${timeOf(idleMs)}` : isMultiplexed(connection.protocol) ? 'able to carry more requests' : 'free');

const WORDS: Readonly<Record<Credentials['pool'], string>> = { with: 'with credentials', without: 'without credentials', blocked: 'with credentials, which were withheld' };

const requestSaid = (told: Credentials | null): readonly string[] => (told === null ? [] : [`This request was ${presumably(told)}made ${WORDS[told.pool]}: ${told.because}.`]);

const connectionSaid = ({ connection: { label }, pool: { credentials: told } }: Other): readonly string[] => (told === null ? [] : [`${label} ${presumably(told)}serves requests ${WORDS[told.pool]}: ${told.because}.`]);

const presumably = ({ sure }: Credentials): string => (sure ? '' : 'presumably ');

/** Fetch, "CORS-preflight fetch": a request of its own, of which the page decides nothing. */
const PREFLIGHT_FIX = 'A preflight never carries credentials, whatever the page asks with. `Access-Control-Max-Age` saves those that follow; a request that is simple enough (Fetch, CORS-safelisted) needs none.';

function fixOf({ request }: Case, own: Credentials | null, { connection }: Other): string | null {
  if (own === null) return null;
  if (isPreflight(request)) return PREFLIGHT_FIX;
  if (own.pool === 'blocked') return 'Nothing in the page: the browser withholds third-party cookies here. What needs none can be asked with `crossorigin` and so share the other pool.';
  if (kindOf(request) === 'document') return `Documents are always asked with credentials; what else is asked of this origin can share their connection if it has them too.`;
  if (kindOf(request) === 'manifest') return '`<link rel="manifest" crossorigin="use-credentials">` lets it share the connection of the page.';
  if (own.pool === 'with') return `Ask for it without credentials if it needs none (\`crossorigin\` on the element, whose answer then has to say \`Access-Control-Allow-Origin\`; \`credentials: 'omit'\` in fetch()), and it can share ${connection.label}.`;
  return kindOf(request) === 'font'
    ? `Fonts are always asked without credentials: \`<link rel="preconnect" href="${asAttribute(request.origin)}" crossorigin>\` opens their connection early.`
    : `Ask for it with credentials if its answer allows them (no \`crossorigin\` on the element, \`credentials: 'include'\` in fetch()), and it can share ${connection.label}.`;
}
