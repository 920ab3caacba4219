import { groupBy } from '../base/group.ts';
import { isSecure } from '../base/url.ts';
import { hasProxyAddress } from '../model/network-use.ts';
import { POSSIBLE_FROM } from '../model/placing.ts';
import { isMultiplexed, isSerial, isWebSocket } from '../model/protocol.ts';
import { harOf } from '../model/sources.ts';
import type { Draft } from './draft.ts';
import type { Guess } from './guess.ts';
import type { Lane, LanePlacing } from './lane.ts';
import { multiplexedLanes } from './multiplexed-lanes.ts';
import { serialLanes } from './serial-lanes.ts';

/**
 * Lanes for requests that no browser names a connection for. What is known:
 * whether each opened a connection (`sign`), when it was sent and when it
 * ended. Hard rules: an opener opens a lane; an HTTP/1 lane carries one
 * request at a time; the remote address of a lane does not change; a WebSocket
 * has a lane of its own (Fetch, "obtain a WebSocket connection").
 *
 * Requests whose source is silent about new or reused get no lane: a guess
 * would look like a fact.
 *
 * @param drafts of one group: of one protocol, and for HTTP/1 of one pool, with those of it that are on no lane
 */
export function inferredLanes(drafts: readonly Draft[]): readonly Lane[] {
  const protocol = drafts.find(({ facts }) => facts.protocol !== null)?.facts.protocol ?? null;
  if (protocol === null) return [];
  if (isMultiplexed(protocol)) return lanesOf(multiplexedLanes(drafts), 'one session per origin, address and protocol');
  if (isSerial(protocol)) return lanesOf(serialLanes(drafts), 'timing, and the way in which the browser picks idle connections');
  return lanesOf(drafts.map((draft) => ({ draft, first: draft, confidence: OWN_SOCKET, others: [] })), 'a WebSocket has a connection of its own');
}

const OWN_SOCKET = 0.99;

function lanesOf(guesses: readonly Guess[], by: string): readonly Lane[] {
  const lanes = new Map<Draft, Building>();
  for (const [first, own] of groupBy(guesses, (guess) => guess.first)) {
    const protocol = first.facts.protocol!;
    lanes.set(first, {
      basis: { kind: 'inferred', by, confidence: rounded(own.reduce((least, guess) => Math.min(least, howSurely(guess)), 1)) },
      protocol,
      members: own.map(({ draft }) => draft),
      openedByFirst: isWebSocket(protocol) || first.sign === 'opened',
      placings: new Map(),
      rivals: [],
      possible: [],
    });
  }
  for (const guess of guesses) {
    const { draft, first, others } = guess;
    const possible = others.flatMap((other) => (other.confidence < POSSIBLE_FROM ? [] : (lanes.get(other.first) ?? [])));
    const lane = lanes.get(first)!;
    lane.placings.set(draft, { confidence: rounded(howSurely(guess)), others: possible });
    for (const other of possible) {
      other.possible.push(draft);
      if (!lane.rivals.includes(other)) lane.rivals.push(other);
    }
  }
  return [...lanes.values()];
}

/**
 * Firefox (153) times of a tunnel through a proxy the connect to the proxy
 * alone, and neither CONNECT nor the server's TLS; next to the proxy that is
 * 0 ms, as on a connection that was there. And requests that began together
 * did not meet on the first session of HTTP/2 (6 of 6 had one each; server's log).
 */
const isTunnelled = ({ facts }: Draft): boolean => isSecure(facts.url) && harOf(facts)?.dialect === 'firefox' && hasProxyAddress(facts);
const TUNNELLED = 0.5;

const howSurely = ({ draft, confidence }: Guess): number => (isTunnelled(draft) ? Math.min(confidence, TUNNELLED) : confidence);

/** No table of frequencies tells more. */
const rounded = (confidence: number): number => Math.round(confidence * 1000) / 1000;

interface Building extends Lane {
  readonly placings: Map<Draft, LanePlacing>;
  readonly rivals: Lane[];
  readonly possible: Draft[];
}

/** Whether a lane can be inferred for it at all. */
export function canInfer(draft: Draft): boolean {
  const { protocol, status } = draft.facts;
  if (protocol === null) return false;
  // A WebSocket over HTTP/2 shares a session: it is answered with 200 (RFC 8441 section 5.1; so in the logs of Chromium 156 and Firefox 153), over HTTP/1.1 with 101.
  return isWebSocket(protocol) ? status !== null && status > 0 && status !== 200 : draft.sign !== 'silent';
}

/**
 * In Firefox a worker's request, a redirect and what was cut off do not tell
 * whether they opened a connection, nor what a service worker fetches for the
 * page, which nothing tells of. They are on no lane, and yet had a part in
 * what the others of their pool found.
 */
export const isSilentUse = (draft: Draft): boolean => {
  const { sign, noConnection, facts: { protocol, status, remoteAddress, observations } } = draft;
  const isUse = noConnection === null ? sign === 'silent' && (remoteAddress !== null || (status ?? 0) > 0) : mayBeFetchedByWorker(draft);
  return isUse && (protocol === null || isSerial(protocol)) && observations.every((seen) => seen.source !== 'har' || seen.dialect === 'firefox');
};

/** Of what a service worker answers, from its cache or from the network, Firefox (153) tells webRequest that it began, and no end; of what a cache answers it does. */
const mayBeFetchedByWorker = ({ noConnection, facts: { observations } }: Draft): boolean =>
  noConnection === 'service-worker' || (noConnection === 'cache-or-service-worker' && observations.some((seen) => seen.source === 'web-request' && seen.end === null));

/** A server may answer in HTTP/1.0 and in HTTP/1.1 on one connection. */
export const poolOf = ({ facts, partition }: Draft): string => `${partition} http/1 ${facts.origin}`;
