import { isSecure, portOf, siteOf } from '../base/url.ts';
import { credentialsSent, mayShare, type Credentials } from './credentials.ts';
import type { Draft } from './draft.ts';
import { inOrderOfUse, type Guess } from './guess.ts';
import { busyUntil } from './lane.ts';
import { sameAddress } from './lanes/pool.ts';
import { setUpAt } from './moments.ts';
import { isScripted } from './sent-elsewhere.ts';
import { hasProxyAddress } from '../model/network-use.ts';
import { timingOf } from '../model/sources.ts';

/** Sessions of HTTP/2 and HTTP/3: one per origin, address and protocol, which other hosts may share. */
export function multiplexedLanes(drafts: readonly Draft[]): readonly Guess[] {
  const known: Known = { ofOrigin: new Map(), atAddress: new Map() };
  const uses: Use[] = [];
  for (const draft of inOrderOfUse(drafts)) {
    const choice = choose(draft, known);
    const session = choice?.session ?? newSession(draft);
    join(draft, session, known);
    uses.push({ draft, session, confidence: choice?.confidence ?? UNSEEN });
  }
  const isFirst = ({ draft, session }: Use): boolean => draft === session.first;
  return [...uses.filter(isFirst), ...uses.filter((use) => !isFirst(use))].map((use) => {
    const { draft, session: { first } } = use;
    return { draft, first, confidence: draft.sign === 'opened' ? (draft === first ? OWN : TOGETHER) : use.confidence, others: [] };
  });
}

interface Use extends Choice {
  readonly draft: Draft;
}

interface Known {
  readonly ofOrigin: Map<string, Session[]>;
  /** At an address and port, as they were opened. */
  readonly atAddress: Map<string, Session[]>;
}

const placeOf = ({ facts: { url, remoteAddress } }: Draft): string => `${remoteAddress} ${portOf(url)}`;

interface Session {
  first: Draft;
  /** Its handshakes are done; epoch ms. */
  readyAt: number;
  /** The last of its answers was there. */
  busyUntil: number;
  address: string | null;
  /** How the first was made. */
  readonly kind: Credentials;
  /** One of the other kind was asked for before this was there: its own connect had begun, and others of that kind may be on what came of it. */
  isContested: boolean;
}

const newSession = (first: Draft): Session => ({ first, readyAt: readyAt(first), busyUntil: -Infinity, address: null, kind: kindOf(first), isContested: false });

const readyAt = (draft: Draft): number => setUpAt(draft.facts.phases) ?? draft.gotConnectionAt;

function join(draft: Draft, session: Session, { ofOrigin, atAddress }: Known): void {
  session.address ??= draft.facts.remoteAddress;
  session.busyUntil = Math.max(session.busyUntil, busyUntil(draft));
  // Of those that connected together, the first that was ready is the one that carried them all.
  if (draft.sign === 'opened' && readyAt(draft) < session.readyAt) [session.first, session.readyAt] = [draft, readyAt(draft)];
  session.isContested ||= !mayShare(kindOf(draft), session.kind) && draft.facts.start < session.readyAt;
  if (draft === session.first && draft.facts.remoteAddress !== null) addTo(atAddress, placeOf(draft), session);
  addTo(ofOrigin, draft.facts.origin, session);
}

function addTo(sessions: Map<string, Session[]>, key: string, session: Session): void {
  const known = sessions.get(key);
  if (known === undefined) sessions.set(key, [session]);
  else if (!known.includes(session)) known.push(session);
}

interface Choice {
  readonly session: Session;
  readonly confidence: number;
}

/** A request that tells of a connect opened one. */
const OWN = 0.99;
/** One of several to its origin was opened for requests made like it: 870 of 870 in random loads, near and far, and in such files. */
const OF_ITS_KIND = 0.97;
/** Several were, or nobody tells how it was made: 116 of 136 in such files. */
const OF_SEVERAL = 0.85;
/**
 * In Firefox, on a session that was opened with credentials by a request that is made without, or the other way round:
 * where none of its kind was asked for before that session was there, 223 of 223 in random loads, near and far. Else a
 * connect of its kind had begun, and what came of it may carry the later ones: 358 of 502 were on the one that is known.
 */
const TAKEN_ALONG = 0.97;
const MAY_BE_APART = 0.7;
/** Nothing showed the opening: 27 of 29 in 16 files of which the ids were hidden. */
const UNSEEN = 0.85;
/** On a session of another host: its first request 35 of 35 times in 12 such files, and all that follow are as sure. */
const SHARED = 0.9;
/** There are sessions of several other hosts. */
const SHARED_OF_SEVERAL = 0.75;

/**
 * Firefox begins a connect for each request that comes before it knows that
 * the server speaks HTTP/2; the first session that is ready then carries them
 * all (153: 41 of 42 pairs whose setups overlapped; 40 ms away 70 of 70).
 */
const TOGETHER = 0.95;
const isFirefox = ({ facts: { observations } }: Draft): boolean => observations.some((seen) => (seen.source === 'har' && seen.dialect === 'firefox') || (seen.source === 'resource-timing' && seen.browser === 'firefox'));

/** An older session that was idle for longer may have been closed, and the newer be opened for that; setups take less. */
const ALIVE_MS = 1000;
/** Dates of 1 ms, and lengths that are rounded too. */
const CLOCK_MS = 5;

function choose(draft: Draft, known: Known): Choice | undefined {
  const { origin, protocol, remoteAddress } = draft.facts;
  const kind = kindOf(draft);
  const ofOrigin = known.ofOrigin.get(origin) ?? [];
  const atIts = ofOrigin.filter((session) => sameAddress({ address: remoteAddress }, session));
  if (draft.sign === 'opened') {
    const first = isFirefox(draft) && protocol === 'h2' ? atIts.find((session) => draft.gotConnectionAt < session.readyAt && mayShare(session.kind, kind)) : undefined;
    return first && { session: first, confidence: TOGETHER };
  }
  // What was sent while the newer one was still being set up is on an older one, if that was not idle for so long that the newer may have replaced it.
  const newest = new Map(atIts.map((session) => [session.kind, session]));
  const isThere = (session: Session): boolean => session.readyAt <= draft.gotConnectionAt + CLOCK_MS && (newest.get(session.kind) === session || draft.gotConnectionAt - session.busyUntil < ALIVE_MS);
  const there = atIts.filter(isThere);
  const alike = likeIt(there.length > 0 ? there : atIts, draft);
  const own = alike.at(-1);
  if (own === undefined) return coalesced(draft, known);
  return { session: own, confidence: Math.min(own.first.facts.origin === origin ? 1 : SHARED, howSurely(draft, own, { isOnly: atIts.length === 1, isOfItsKind: alike.length === 1 })) };
}

function howSurely(draft: Draft, session: Session, { isOnly, isOfItsKind }: { readonly isOnly: boolean; readonly isOfItsKind: boolean }): number {
  if (!mayShare(session.kind, kindOf(draft))) {
    const isApart = session.isContested || draft.facts.start < session.readyAt || session.first.sign !== 'opened' || !isFirefox(draft);
    return isApart ? MAY_BE_APART : TAKEN_ALONG;
  }
  if (isOnly) return OWN;
  return isOfItsKind && draft.facts.asked !== null ? OF_ITS_KIND : OF_SEVERAL;
}

/** On another host's, which needs TLS, the same address and a certificate for both names (RFC 9113 section 9.1.1); the certificate is not visible. */
function coalesced(draft: Draft, { atAddress }: Known): Choice | undefined {
  const { remoteAddress, url } = draft.facts;
  // Behind a proxy all hosts have its address.
  if (!isSecure(url) || remoteAddress === null || hasProxyAddress(draft.facts)) return undefined;
  const all = atAddress.get(placeOf(draft)) ?? [];
  const there = all.filter(({ readyAt }) => readyAt <= draft.gotConnectionAt + CLOCK_MS);
  const alike = likeIt(there.length > 0 ? there : all, draft);
  const session = alike.at(-1);
  return session && { session, confidence: alike.some(({ first }) => first.facts.origin !== session.first.facts.origin) ? SHARED_OF_SEVERAL : SHARED };
}

/** Without headers, what a script asks of another site is taken to be made as `fetch` makes it unless told otherwise (Fetch, "credentials mode"). */
function kindOf({ facts }: Draft): Credentials {
  const timing = timingOf(facts);
  const isOfOther = facts.asked === null && isScripted(facts.resourceType) && timing !== null && timing.documentSite !== siteOf(facts.url);
  return isOfOther ? 'other' : credentialsSent(facts);
}

/**
 * Those that were opened for requests made like it, with credentials or without (Fetch, "obtain a connection"). In Firefox
 * such as opened none are on others too; and how a request was made that came without its headers is only guessed.
 */
function likeIt(sessions: readonly Session[], draft: Draft): readonly Session[] {
  const kind = kindOf(draft);
  const same = sessions.filter((session) => session.kind === kind);
  if (same.length > 0) return same;
  const alike = sessions.filter((session) => mayShare(session.kind, kind));
  return alike.length > 0 || !(isFirefox(draft) || draft.facts.asked === null) ? alike : sessions;
}
