import { isSecure, portOf } from '../base/url.ts';
import { credentialsSent, type Credentials } from './credentials.ts';
import type { Draft } from './draft.ts';
import { inOrderOfUse, type Guess } from './guess.ts';

/** Sessions of HTTP/2 and HTTP/3: one per origin, address and protocol, which other hosts may share. */
export function multiplexedLanes(drafts: readonly Draft[]): readonly Guess[] {
  const sessions: Session[] = [];
  const guesses: Guess[] = [];
  const join = (draft: Draft, session: Session, confidence: number): void => {
    session.address ??= draft.facts.remoteAddress;
    session.origins.add(draft.facts.origin);
    session.kinds.add(credentialsSent(draft.facts));
    guesses.push({ draft, first: session.first, confidence, others: [] });
  };
  for (const draft of inOrderOfUse(drafts)) {
    const choice = choose(draft, sessions);
    if (choice !== undefined) join(draft, choice.session, choice.confidence);
    else {
      const session: Session = { first: draft, address: null, origins: new Set(), kinds: new Set() };
      sessions.push(session);
      join(draft, session, draft.sign === 'opened' ? OWN : UNSEEN);
    }
  }
  return guesses;
}

interface Session {
  readonly first: Draft;
  address: string | null;
  readonly origins: Set<string>;
  /** How its requests were made: sessions with credentials and without are kept apart, as far as it shows. */
  readonly kinds: Set<Credentials>;
}

/** A request that tells of a connect opened one, but for the race that it lost. */
const OWN = 0.99;
/** There are several to its origin. */
const OF_SEVERAL = 0.8;
const UNSEEN = 0.7;
const SHARED = 0.7;

const OPPOSITE: Readonly<Record<Credentials, Credentials>> = { with: 'without', without: 'with', own: 'without', other: 'with' };

function choose(draft: Draft, sessions: readonly Session[]): { readonly session: Session; readonly confidence: number } | undefined {
  const all = sessions.filter(({ origins, address }) => origins.has(draft.facts.origin) && isSame(draft.facts.remoteAddress, address));
  const kind = credentialsSent(draft.facts);
  const own = all.findLast(({ kinds }) => kinds.has(kind)) ?? all.findLast(({ kinds }) => !kinds.has(OPPOSITE[kind])) ?? all.at(-1);
  if (draft.sign !== 'opened') {
    const other = own === undefined ? shareable(draft, sessions) : undefined;
    return own ? { session: own, confidence: all.length === 1 ? OWN : OF_SEVERAL } : other && { session: other, confidence: SHARED };
  }
  /*
   * A request that could be coalesced races a connect of its own against the
   * session that is there (measured in Firefox: HAR shows a TCP connect without
   * TLS). It lost that race if another host's session can have carried it and
   * none of its own host's can.
   */
  if (!draft.mayHaveLostRace || sessions.some(({ origins }) => origins.has(draft.facts.origin))) return undefined;
  const other = shareable(draft, sessions);
  return other && { session: other, confidence: SHARED };
}

const isSame = (one: string | null, other: string | null): boolean => one === null || other === null || one === other;

/** Coalescing needs TLS, the same address and a certificate for both names (RFC 9113 section 9.1.1); the certificate is not visible. */
function shareable({ facts: { url, remoteAddress } }: Draft, sessions: readonly Session[]): Session | undefined {
  if (!isSecure(url) || remoteAddress === null) return undefined;
  return sessions.findLast(({ first }) => first.facts.remoteAddress === remoteAddress && portOf(first.facts.url) === portOf(url));
}
