import { groupBy } from '../../base/group.ts';
import type { OriginSummary, Page } from '../../model/analysis.ts';
import { isSettled } from '../../model/candidates.ts';
import type { Connection } from '../../model/connection.ts';
import { usesNetwork } from '../../model/network-use.ts';
import { isMultiplexed, isSerial, isWebSocket, type Protocol } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { below, countBelow, upTo } from '../bisect.ts';
import { isSurelyIdle } from '../doubt.ts';
import { idleGaps } from '../keep-alive/gaps.ts';
import { once } from '../once.ts';
import { HARDLY_A_PAUSE_MS } from '../pause.ts';
import { offersH3 } from '../protocols/h3-discovery.ts';
import { endOf, type Uses } from '../uses.ts';
import { mannerOf } from './manner.ts';

/** What the whole recording tells of one origin; each part is worked out when it is first asked for. */
export interface History {
  /** Requests sent in this stretch of time on connections that nobody names. */
  unnamedBetween(from: number, to: number): number;
  /** Whether a request was under way in it that may have been on any connection: nobody names its own. */
  unnamedDuring(from: number, to: number): boolean;
  /** The longest pause after which a connection was surely used again. */
  survived(protocol: Protocol | null): { readonly ms: number; readonly connection: Connection } | null;
  /** Connections of this protocol that were lost after idle pauses of about this length, where none was used again after one as long. */
  lostAfter(ms: number, protocol: Protocol | null): number;
  /** If an offer of HTTP/3 held at this moment: the first answer of those that offered it without a break. */
  offeredH3(at: number): Request | null;
  /** Requests that were made before this moment and failed before they had a connection. */
  unconnectedBefore(at: number): number;
  /** The request of the same address and method before this one, if its failure cost it its connection, or it came to none. */
  failedBefore(request: Request): Request | null;
  /** The last request that failed on a connection in this stretch of time, however it was made. */
  failedBetween(from: number, to: number): Request | null;
  /** Whether requests that were made like this one had shared a connection before it: they are of one pool, as a rule. */
  isSharedByAlike(request: Request): boolean;
  /** The last 421 answer before this moment. */
  misdirectedBefore(at: number): Request | null;
  /**
   * Connections of this protocol that were ended by a header, or, where many
   * requests share one, replaced as soon as they were lost: if all of them had
   * carried the same number of requests, and no other carried more.
   */
  endedAlike(protocol: Protocol | null): readonly Connection[];
}

export function historyOf(summary: OriginSummary, pages: readonly Page[], usesOf: (connection: Connection) => Uses): History {
  const { requests, connections } = summary;
  const nameless = once(() => requests.filter(({ connection, origination }) => connection === null && origination.opening !== 'none'));
  const unnamed = once(() => Float64Array.from(nameless(), ({ start }) => start));
  const anywhere = once(() => latestEnds(nameless().filter(({ protocol }) => !isWebSocket(protocol))));
  const longest = byProtocol((protocol) => longestPause(connections.filter((connection) => isKin(connection.protocol, protocol)).map(usesOf)));
  const alike = byProtocol((protocol) => endedAlike(connections.filter((connection) => connection.protocol === protocol).map(usesOf)));
  const services = once(() => byEnd(requests.filter((request) => request.headers['alt-svc'] !== undefined && usesNetwork(request))));
  const firstOffers = once(() => firstOfEach(services()));
  const lost = once(() => idleGaps({ pages }, summary).filter(({ outcome, isSure }) => outcome === 'lost' && isSure));
  const misdirected = once(() => byEnd(requests.filter(({ status }) => status === 421)));
  const failed = once(() => byEnd(requests.filter(isFailed)));
  const unconnected = once(() => requests.filter(cameToNone));
  const retried = once(() => (failed().length + unconnected().length === 0 ? new Map<string, Request>() : failedPredecessors(requests)));
  const shared = once(() => sharedSince(connections.filter(({ basis }) => basis.kind === 'reported').map(({ requests: carried }) => carried.filter(({ origin }) => origin === summary.origin))));
  return {
    unnamedBetween: (from, to) => below(unnamed(), to) - below(unnamed(), from),
    unnamedDuring: (from, to) => anywhere().before(to) > from,
    survived: longest,
    lostAfter(ms, protocol) {
      if ((longest(protocol)?.ms ?? 0) >= ms) return 0;
      return lost().filter((gap) => isKin(gap.protocol, protocol) && Math.abs(gap.ms - ms) <= Math.max(ABOUT_MS, ms * ABOUT)).length;
    },
    offeredH3(at) {
      // Each replaces those before it (RFC 7838 section 3).
      const last = endedBy(services(), at);
      return last !== null && offersAfter(last, at) ? firstOffers().get(last)! : null;
    },
    unconnectedBefore: (at) => unconnected().filter(({ start }) => start < at).length,
    failedBefore: ({ id }) => retried().get(id) ?? null,
    failedBetween(from, to) {
      const last = endedBy(failed(), to);
      return last !== null && endOf(last) >= from ? last : null;
    },
    isSharedByAlike: (request) => (shared().get(mannerOf(request)) ?? Infinity) < request.start,
    misdirectedBefore: (at) => endedBy(misdirected(), at),
    endedAlike: alike,
  };
}

/** By manner, when the second of that was sent on a connection, epoch ms: the earliest of all connections. */
function sharedSince(carriedBy: readonly (readonly Request[])[]): ReadonlyMap<string | null, number> {
  const since = new Map<string | null, number>();
  for (const carried of carriedBy) {
    for (const [manner, alike] of groupBy(carried, mannerOf)) if (manner !== null && alike.length > 1) since.set(manner, Math.min(since.get(manner) ?? Infinity, alike[1]!.start));
  }
  return since;
}

/** Pauses of one length: timers of pages and servers are late by tens of ms, and by seconds where they tick so. */
const ABOUT_MS = 1000;
const ABOUT = 0.1;

/** HTTP/1.0 and 1.1 connections are of one kind; the others each of their own. */
export const isKin = (a: Protocol | null, b: Protocol | null): boolean => a === b || (isSerial(a) && isSerial(b));

/** What was blocked, or came to no connection, took none along. */
const isFailed = ({ status, error, origination }: Request): boolean => !status && error !== null && origination.opening !== 'none';

/** Refused, timed out, no handshake. */
export const cameToNone = ({ origination }: Request): boolean => origination.opening === 'none' && origination.reason === 'failed';

/** The page gave it up; the server did nothing. Chromium's net/base/net_error_list.h, Firefox's xpcom/base/ErrorList.py. */
export const isAborted = ({ error }: Request): boolean => /ERR_ABORTED|NS_BINDING_ABORTED/.test(error ?? '');

/** For each request the one of the same address and method before it, where that one failed. */
function failedPredecessors(requests: readonly Request[]): ReadonlyMap<string, Request> {
  const last = new Map<string, Request>();
  const found = new Map<string, Request>();
  for (const request of requests) {
    const key = `${request.method} ${request.url}`;
    const before = last.get(key);
    if (before && (isFailed(before) || cameToNone(before)) && !isAborted(before)) found.set(request.id, before);
    last.set(key, request);
  }
  return found;
}

/** See `History.endedAlike`. */
function endedAlike(all: readonly Uses[]): readonly Connection[] {
  if (!all.every(({ connection }) => isSettled(connection))) return [];
  const ended = [...all.filter(({ connection }) => connection.closed?.reason === 'connection-close'), ...replacedAtOnce(all.filter(({ connection }) => isMultiplexed(connection.protocol)))];
  const most = all.reduce((sofar, { requests }) => Math.max(sofar, requests.length), 0);
  return ended.every(({ requests }) => requests.length === most) ? ended.map(({ connection }) => connection) : [];
}

/** Those after whose last request, with hardly a pause, another was opened. */
function replacedAtOnce(shared: readonly Uses[]): readonly Uses[] {
  const starts = Float64Array.from(shared, ({ since }) => since).sort();
  return shared.filter(({ since, sent, endedSoFar }) => {
    const next = starts[Math.max(below(starts, sent.at(-1) ?? Infinity), upTo(starts, since))];
    return next !== undefined && next - (endedSoFar.at(-1) ?? Infinity) < HARDLY_A_PAUSE_MS;
  });
}

function longestPause(all: readonly Uses[]): ReturnType<History['survived']> {
  let longest: ReturnType<History['survived']> = null;
  for (const { sent, endedSoFar, requests, connection } of all) {
    for (let i = 1; i < sent.length; i += 1) {
      const ms = sent[i]! - endedSoFar[i - 1]!;
      if (ms > (longest?.ms ?? 0) && isSurelyIdle(connection, { before: requests[i - 1]!, after: requests[i]! })) longest = { ms, connection };
    }
  }
  return longest;
}

/** When the last of those that had begun before a moment ended. */
function latestEnds(requests: readonly Request[]): { before(at: number): number } {
  const ordered = requests.toSorted((a, b) => a.start - b.start);
  let latest = -Infinity;
  const ends = ordered.map((request) => (latest = Math.max(latest, endOf(request))));
  return { before: (at) => ends[countBelow(ordered.length, (i) => ordered[i]!.start, at, false) - 1] ?? -Infinity };
}

const offersAfter = ({ headers, end }: Request, at: number): boolean => offersH3(headers['alt-svc'] ?? '', at - (end ?? Infinity));

/** By each answer that speaks of other services, the first of the answers up to it that offer HTTP/3, each before the offer of the one before ran out. */
function firstOfEach(services: readonly Request[]): ReadonlyMap<Request, Request> {
  const firsts = new Map<Request, Request>();
  let before: Request | undefined;
  for (const answer of services) {
    firsts.set(answer, before !== undefined && offersAfter(before, endOf(answer)) ? firsts.get(before)! : answer);
    before = answer;
  }
  return firsts;
}

const byEnd = (requests: readonly Request[]): readonly Request[] => requests.toSorted((a, b) => endOf(a) - endOf(b));

/** The last of them, in order of end, that had ended. */
function endedBy(requests: readonly Request[], at: number): Request | null {
  return requests[countBelow(requests.length, (i) => endOf(requests[i]!), at, true) - 1] ?? null;
}

function byProtocol<T>(work: (protocol: Protocol | null) => T): (protocol: Protocol | null) => T {
  const done = new Map<Protocol | null, T>();
  return (protocol) => {
    const found = done.get(protocol);
    if (found !== undefined) return found;
    const value = work(protocol);
    done.set(protocol, value);
    return value;
  };
}
