import { isSecure, portOf } from '../base/url.ts';
import { credentialsSent, mayShare, type Credentials } from './credentials.ts';
import type { Draft } from './draft.ts';
import { inOrderOfUse, type Guess } from './guess.ts';
import { busyUntil } from './lane.ts';
import { sameAddress } from './lanes/pool.ts';
import { setUpAt } from './moments.ts';

/** Sessions of HTTP/2 and HTTP/3: one per origin, address and protocol, which other hosts may share. */
export function multiplexedLanes(drafts: readonly Draft[]): readonly Guess[] {
  const known: Known = { ofOrigin: new Map(), atAddress: new Map() };
  const guesses: Guess[] = [];
  const join = (draft: Draft, session: Session, confidence: number): void => {
    const { origin, remoteAddress } = draft.facts;
    session.address ??= remoteAddress;
    session.busyUntil = Math.max(session.busyUntil, busyUntil(draft));
    session.kinds.add(credentialsSent(draft.facts));
    const own = known.ofOrigin.get(origin);
    if (own === undefined) known.ofOrigin.set(origin, [session]);
    else if (!own.includes(session)) own.push(session);
    guesses.push({ draft, first: session.first, confidence, others: [] });
  };
  for (const draft of inOrderOfUse(drafts)) {
    const choice = choose(draft, known);
    if (choice !== undefined) join(draft, choice.session, choice.confidence);
    else {
      const session: Session = { first: draft, readyAt: setUpAt(draft.facts.phases) ?? draft.gotConnectionAt, busyUntil: -Infinity, address: null, kinds: new Set() };
      join(draft, session, draft.sign === 'opened' ? OWN : UNSEEN);
      if (draft.facts.remoteAddress !== null) known.atAddress.set(placeOf(draft), session);
    }
  }
  return guesses;
}

interface Known {
  readonly ofOrigin: Map<string, Session[]>;
  /** The newest at an address and port. */
  readonly atAddress: Map<string, Session>;
}

const placeOf = ({ facts: { url, remoteAddress } }: Draft): string => `${remoteAddress} ${portOf(url)}`;

interface Session {
  readonly first: Draft;
  /** Its handshakes are done; epoch ms. */
  readonly readyAt: number;
  /** The last of its answers was there. */
  busyUntil: number;
  address: string | null;
  /** How its requests were made: sessions with credentials and without are kept apart, as far as it shows. */
  readonly kinds: Set<Credentials>;
}

/** A request that tells of a connect opened one. */
const OWN = 0.99;
/** There are several to its origin: 168 of 188 in such files. */
const OF_SEVERAL = 0.8;
/** The one that is known was opened with credentials for a request that is made without, or the other way round: one of which nothing showed the opening may have carried it (Firefox 153: it did for one in four). */
const MAY_BE_APART = 0.75;
/** Nothing showed the opening: 27 of 29 in 16 files of which the ids were hidden. */
const UNSEEN = 0.85;
/** The first request of a host on another's: 35 of 35 in 12 such files. */
const SHARED = 0.9;

/**
 * Firefox begins a connect for each request that comes before it knows that
 * the server speaks HTTP/2; the first session that is ready then carries them
 * all (153: 33 of 34 pairs whose setups overlapped).
 */
const TOGETHER = 0.95;
const isFirefoxH2 = ({ facts: { protocol, observations } }: Draft): boolean => protocol === 'h2' && observations.some((seen) => (seen.source === 'har' && seen.dialect === 'firefox') || (seen.source === 'resource-timing' && seen.browser === 'firefox'));

/** An older session that was idle for longer may have been closed, and the newer be opened for that; setups take less. */
const ALIVE_MS = 1000;
/** Dates of 1 ms, and lengths that are rounded too. */
const CLOCK_MS = 5;

const sharesWith = (kinds: ReadonlySet<Credentials>, kind: Credentials): boolean => [...kinds].every((other) => mayShare(other, kind));

function choose(draft: Draft, known: Known): { readonly session: Session; readonly confidence: number } | undefined {
  const { origin, remoteAddress, url } = draft.facts;
  const kind = credentialsSent(draft.facts);
  const ofOrigin = known.ofOrigin.get(origin) ?? [];
  // Coalescing needs TLS, the same address and a certificate for both names (RFC 9113 section 9.1.1); the certificate is not visible.
  const shared = isSecure(url) && remoteAddress !== null ? known.atAddress.get(placeOf(draft)) : undefined;
  const sharing = shared && { session: shared, confidence: SHARED };
  const atIts = ofOrigin.filter((session) => sameAddress({ address: remoteAddress }, session));
  if (draft.sign === 'opened') {
    const first = isFirefoxH2(draft) ? atIts.find(({ readyAt, kinds }) => draft.gotConnectionAt < readyAt && sharesWith(kinds, kind)) : undefined;
    return first && { session: first, confidence: TOGETHER };
  }
  // What was sent while the newer one was still being set up is on an older one that was just in use.
  const ready = atIts.filter(({ readyAt, busyUntil: until }) => readyAt <= draft.gotConnectionAt + CLOCK_MS && draft.gotConnectionAt - until < ALIVE_MS);
  const all = ready.length > 0 ? ready : atIts;
  const own = all.findLast(({ kinds }) => kinds.has(kind)) ?? all.findLast(({ kinds }) => sharesWith(kinds, kind)) ?? all.at(-1);
  if (own === undefined) return sharing;
  const alone = mayShare(kind, credentialsSent(own.first.facts)) ? OWN : MAY_BE_APART;
  return { session: own, confidence: atIts.length === 1 ? alone : OF_SEVERAL };
}

