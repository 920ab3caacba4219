import { isMultiplexed, isSerial, isWebSocket } from '../model/protocol.ts';
import { hasConnectionOption } from '../model/observation.ts';
import { SLOTS } from '../model/slots.ts';
import { isSecure, portOf } from '../base/url.ts';
import type { Draft } from './draft.ts';
import { busyUntil, type Lane } from './lane.ts';

/**
 * Lanes for requests that no browser names a connection for. What is known:
 * whether each opened a connection (`sign`), when it was sent and when it
 * ended. Hard rules: an opener opens a lane; an HTTP/1 lane carries one
 * request at a time; the remote address of a lane does not change; a WebSocket
 * has a lane of its own (Fetch, "obtain a WebSocket connection").
 *
 * Requests whose source is silent about new or reused get no lane: a guess
 * would look like a fact.
 */
export function inferredLanes(drafts: readonly Draft[]): readonly Lane[] {
  const lanes: OpenLane[] = [];
  const byPool = new Map<string, OpenLane[]>();
  const open = (draft: Draft, by: string, confidence: number): void => {
    const lane: OpenLane = { members: [], opened: draft.sign === 'opened', by, confidence, address: null, mostBytes: 0 };
    join(lane, draft);
    lanes.push(lane);
    const pool = poolOf(draft);
    const own = byPool.get(pool);
    if (own) own.push(lane);
    else byPool.set(pool, [lane]);
  };
  for (const draft of inOrderOfUse(drafts)) {
    const protocol = draft.facts.protocol!;
    if (isWebSocket(protocol)) open(draft, BY.webSocket, 0.95);
    else if (draft.sign === 'opened' && !(draft.mayHaveLostRace && joinAnother(draft, byPool, lanes))) open(draft, isSerial(protocol) ? BY.serial : BY.multiplexed, 0.95);
    else if (draft.sign !== 'opened') {
      const choice = isMultiplexed(protocol) ? joinMultiplexed(draft, byPool, lanes) : joinSerial(draft, byPool.get(poolOf(draft)) ?? []);
      if (choice) {
        join(choice.lane, draft);
        choice.lane.confidence = Math.min(choice.lane.confidence, choice.confidence);
      } else {
        const ofNavigation = byPool.get(poolOf(draft))?.find((lane) => isSpareOf(lane, draft));
        // The earlier one gives the navigation's connection back to this one, and has the other.
        const onOther = ofNavigation?.members.pop() ?? draft;
        if (ofNavigation) join(ofNavigation, draft);
        open(onOther, isSerial(protocol) ? BY.serial : BY.multiplexed, 0.7);
      }
    }
  }
  return lanes.map(({ members, opened, by, confidence }) => ({
    basis: { kind: 'inferred', by, confidence },
    protocol: members[0]!.facts.protocol!,
    members,
    openedByFirst: isWebSocket(members[0]!.facts.protocol!) ? true : opened,
  }));
}

interface OpenLane {
  readonly members: Draft[];
  readonly opened: boolean;
  readonly by: string;
  /** The weakest of its assignments. Plain estimates, not calibrated. */
  confidence: number;
  /** The first remote address that a member tells. */
  address: string | null;
  /** Of its largest response so far. */
  mostBytes: number;
}

function join(lane: OpenLane, draft: Draft): void {
  lane.members.push(draft);
  lane.address ??= draft.facts.remoteAddress;
  lane.mostBytes = Math.max(lane.mostBytes, draft.facts.transferSize ?? 0);
}

/**
 * A request that could be coalesced races a connect of its own against the
 * session that is there (measured in Firefox: HAR shows a TCP connect without
 * TLS). It lost that race if another host's session can have carried it and
 * none of its own host's can.
 */
function joinAnother(draft: Draft, byPool: ReadonlyMap<string, readonly OpenLane[]>, all: readonly OpenLane[]): boolean {
  const choice = byPool.has(poolOf(draft)) ? undefined : joinMultiplexed(draft, byPool, all);
  if (!choice) return false;
  join(choice.lane, draft);
  choice.lane.confidence = Math.min(choice.lane.confidence, choice.confidence);
  return true;
}

interface Choice {
  readonly lane: OpenLane;
  readonly confidence: number;
}

/** What a lane rests on, in words. */
const BY = {
  serial: 'timing: one request at a time, per origin and address',
  multiplexed: 'one session per origin, address and protocol',
  webSocket: 'a WebSocket has a connection of its own',
} as const;

/** Whether a lane can be inferred for it at all. */
export function canInfer(draft: Draft): boolean {
  const { protocol, status } = draft.facts;
  if (protocol === null) return false;
  // A WebSocket over HTTP/2 (RFC 8441) shares a session and has no HTTP/1.1 answer in HAR.
  return isWebSocket(protocol) ? status > 0 : draft.sign !== 'silent';
}

/** Openers count from the start of their setup, so that a request that waited for a handshake comes after it. */
const inOrderOfUse = (drafts: readonly Draft[]): readonly Draft[] => [...drafts].sort((a, b) => a.gotConnectionAt - b.gotConnectionAt || Number(b.sign === 'opened') - Number(a.sign === 'opened'));

export const poolOf = ({ facts, partition }: Draft): string => `${partition} ${facts.protocol} ${facts.origin}`;

/** Clocks of 1 ms: what ends at 10 may in truth end before what begins at 9. */
const CLOCK_MS = 2;

/** Firefox closes an idle HTTP/1.1 connection after 115 s (network.http.keep-alive.timeout). */
const LONGEST_IDLE_MS = 115_000;

/** On a machine with more work than cores, a response was said to end 11 ms after its connection carried the next request. */
const LATE_END_MS = 100;

function joinSerial(draft: Draft, pool: readonly OpenLane[]): Choice | undefined {
  const at = draft.gotConnectionAt;
  const usable = pool.filter((lane) => !hasConnectionOption(lane.members.at(-1)!.facts.headers, 'close') && sameAddress(draft, lane));
  const nearlyIdle = usable.filter((lane) => {
    const gap = at - freedAt(lane);
    return gap >= -CLOCK_MS && gap < LONGEST_IDLE_MS;
  });
  // The clocks are only doubted where nothing else fits.
  const surelyIdle = nearlyIdle.filter((lane) => freedAt(lane) <= at);
  const idle = surelyIdle.length > 0 ? surelyIdle : nearlyIdle;
  if (idle.length === 0) return nextOfFull(usable.filter((lane) => freedAt(lane) > at), at);
  const lane = waitedInQueue(draft) ? latestFreed(idle) : firefoxChoice(idle);
  return { lane, confidence: pool.length === 1 ? 0.95 : idle.length === 1 ? 0.8 : 0.5 };
}

/** There can be no seventh beside six in use: one of them was free before its end was reported; the first of these ends is the likeliest. */
function nextOfFull(inUse: readonly OpenLane[], at: number): Choice | undefined {
  if (inUse.length < SLOTS) return undefined;
  const lane = inUse.reduce((best, other) => (freedAt(other) < freedAt(best) ? other : best));
  return freedAt(lane) - at <= LATE_END_MS ? { lane, confidence: 0.3 } : undefined;
}

/** So close together, ms, that both were sent with the same connections idle. */
const TOGETHER_MS = 100;

/**
 * Firefox uses the connection of the navigation last. Where two requests were
 * sent together, opened none, and only that one is known, another had been
 * opened ahead (a speculative connect), and the earlier request got it:
 * measured in Firefox 153 over TLS, 10 of 10.
 */
function isSpareOf({ members: [navigation, earlier, ...later] }: OpenLane, draft: Draft): boolean {
  if (!navigation || !earlier || later.length > 0 || !isSerial(draft.facts.protocol!)) return false;
  const isFirefoxNavigation = navigation.facts.observations.some((seen) => seen.source === 'har' && seen.dialect === 'firefox') && navigation.facts.observations.some((seen) => seen.source === 'resource-timing' && seen.isNavigation);
  return isFirefoxNavigation && earlier.sign === 'earlier' && draft.gotConnectionAt - earlier.gotConnectionAt < TOGETHER_MS && sameAddress(draft, { address: navigation.facts.remoteAddress });
}

/** A request that waited takes the connection that becomes free, in every browser: there is no other. */
const QUEUED_MS = 20;
const waitedInQueue = (draft: Draft): boolean => (draft.facts.stalled ?? 0) >= QUEUED_MS;

const freedAt = (lane: OpenLane): number => busyUntil(lane.members.at(-1)!);
const latestFreed = (lanes: readonly OpenLane[]): OpenLane => lanes.reduce((best, lane) => (freedAt(lane) > freedAt(best) ? lane : best));

/**
 * Firefox keeps idle connections sorted by the most bytes that one response
 * brought, ties oldest first (netwerk/protocol/http/ConnectionEntry.cpp,
 * InsertIntoIdleConnections and GetIdleConnection). With the true history this
 * picks right 91 times of 100; without it, mistakes add up (71 of 100).
 */
const firefoxChoice = (lanes: readonly OpenLane[]): OpenLane => lanes.reduce((best, lane) => (lane.mostBytes > best.mostBytes ? lane : best));

function joinMultiplexed(draft: Draft, byPool: ReadonlyMap<string, readonly OpenLane[]>, all: readonly OpenLane[]): Choice | undefined {
  const own = byPool.get(poolOf(draft))?.findLast((lane) => sameAddress(draft, lane));
  if (own) return { lane: own, confidence: 0.95 };
  // Coalescing needs TLS, the same address and a certificate for both names (RFC 9113 section 9.1.1); the certificate is not visible.
  if (!isSecure(draft.facts.url) || draft.facts.remoteAddress === null) return undefined;
  const other = all.findLast(({ members: [first] }) => first!.partition === draft.partition && first!.facts.protocol === draft.facts.protocol && first!.facts.remoteAddress === draft.facts.remoteAddress && portOf(first!.facts.url) === portOf(draft.facts.url));
  return other && { lane: other, confidence: 0.7 };
}

function sameAddress(draft: Draft, lane: Pick<OpenLane, 'address'>): boolean {
  return lane.address === null || draft.facts.remoteAddress === null || lane.address === draft.facts.remoteAddress;
}
