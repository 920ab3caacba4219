import { isSaneInstant } from '../base/date.ts';
import { instant, type Instant } from '../base/units.ts';
import { numberOf, type Fields } from '../base/unknown.ts';
import { isLocalUrl, withoutFragment } from '../base/url.ts';
import type { Page } from '../model/analysis.ts';
import type { ConnectSign, HarObservation, NoConnection } from '../model/observation.ts';
import { hidden, hiddenPhases, measured, SKIPPED, type Phase, type Phases } from '../model/phase.ts';
import type { Problem } from '../model/problem.ts';
import { webSocketOf } from '../model/protocol.ts';
import type { AskedReader } from './asked.ts';
import { readLength, saneLength } from './har-timings.ts';
import { headerPicker, readAnswered } from './headers.ts';
import { protocolOfConfirmation, readProtocol } from './protocol.ts';

/** What a log of Chromium's events for DevTools told of one request: the common part of a trace and of the protocol's own events. */
export interface DevToolsRequest {
  readonly url: string;
  readonly method: string;
  /** When the page asked for it; where that was not told, or cannot be, its neighbour's. */
  readonly start: Instant;
  /** Its own time is `start`. */
  readonly dated: boolean;
  readonly problems: Problem[];
  end: Instant | null;
  /** 0: there was no answer; `null`: there was one, of which nothing is told. */
  status: number | null;
  /** The network stack had asked whether a stored answer still holds, and was told so (304): what is told is told of that one, its status and its protocol as well. */
  isConfirmed: boolean;
  protocol: unknown;
  /** Network.ResourceTiming: ms after `requestTime`, -1 for what did not happen. */
  timing: Fields | null;
  connectionId: number | null;
  connectionReused: boolean | null;
  noConnection: NoConnection | null;
  /** The answer is a prefetch's: of the prefetch itself, and of who had it from there. */
  ofPrefetch: boolean;
  remoteAddress: string | null;
  resourceType: string | null;
  priority: string | null;
  error: string | null;
  transferSize: number | null;
  /** Bytes that had come when its answer was told: those of the headers, and of what came along with them. */
  headSize: number | null;
  /** The page was given a body. */
  hasBody: boolean;
  redirectTo: string | null;
  /** `{ name, value }`, as in HAR; `null` where the log has none. */
  sent: readonly unknown[] | null;
  answered: readonly unknown[] | null;
}

export interface DevToolsFile {
  readonly observations: readonly HarObservation[];
  readonly pages: readonly Page[];
  readonly skipped: number;
}

/** The date of a time of the log's own clock, in seconds; `null` of one that cannot be. */
export type Clock = (seconds: number | undefined) => Instant | null;

/** @param zero epoch ms at which it read 0 @param from the earliest that can be */
export const clockOf = (zero: number, from?: number): Clock => (seconds) => {
  const at = seconds === undefined ? Number.NaN : zero + seconds * 1000;
  return isSaneInstant(at, from) ? instant(at) : null;
};

/** @param began what the log says of that, in seconds of its clock @param neighbour where to put it when that cannot be */
export function newRequest({ url, method, began, neighbour }: { readonly url: string; readonly method: string; readonly began: number | undefined; readonly neighbour: Instant }, clock: Clock): DevToolsRequest {
  const start = clock(began);
  const said = began === undefined ? 'The log does not say when it began' : `It began ${began} s after the zero of the log’s clock, which cannot be`;
  const problems: Problem[] = start === null ? [{ code: 'bad-date', message: `${said}; the request is shown at the time of its neighbour, without timings.` }] : [];
  return { ...NOTHING_TOLD, url, method, start: start ?? neighbour, dated: start !== null, problems };
}

/** It has ended: at a time, or at none that can be. */
export function endRequest(request: DevToolsRequest, ended: number | undefined, clock: Clock): void {
  if (!request.dated) {
    request.end = request.start;
    return;
  }
  const end = clock(ended);
  const isSane = end !== null && saneLength(Math.abs(end - request.start)) !== undefined;
  request.end = isSane ? end : null;
  if (!isSane && ended !== undefined) request.problems.push({ code: 'absurd-timing', message: `It ended ${ended} s after the zero of the log’s clock, which cannot be; its end is shown as unknown.` });
}

const NOTHING_TOLD: Omit<DevToolsRequest, 'url' | 'method' | 'start' | 'dated' | 'problems'> = {
  end: null,
  status: 0,
  isConfirmed: false,
  protocol: null,
  timing: null,
  connectionId: null,
  connectionReused: null,
  noConnection: null,
  ofPrefetch: false,
  remoteAddress: null,
  resourceType: null,
  priority: null,
  error: null,
  transferSize: null,
  headSize: null,
  hasBody: false,
  redirectTo: null,
  sent: null,
  answered: null,
};

interface About {
  readonly dialect: 'cdp' | 'trace';
  readonly clock: Clock;
  readonly readAsked: AskedReader;
}

/** @param requests in the log's order */
export function observationsOf(requests: Iterable<DevToolsRequest>, about: About): readonly HarObservation[] {
  const all = [...requests];
  /** Whose times these are, by when the network stack had it: a number to the µs. */
  const owners = new Map<unknown, DevToolsRequest>();
  for (const request of all) if (request.timing !== null && request.noConnection === null && !owners.has(request.timing['requestTime'])) owners.set(request.timing['requestTime'], request);
  return all.map((request, i) => observationOf(request, { ...about, key: `${about.dialect}:${i}`, owner: owners.get(request.timing?.['requestTime']) ?? request }));
}

/**
 * The network stack had it before the log says that it was asked for. Either that was told late, of a navigation (versions 65
 * and 66, by 154 and 296 ms), and it began then; or a prefetch had its answer, whose id and times are told once more, digit for
 * digit, while the servers heard of no second request (version 156).
 */
function readBeginning(request: DevToolsRequest, { clock, owner }: Pick<About, 'clock'> & { readonly owner: DevToolsRequest }): Pick<DevToolsRequest, 'start' | 'noConnection'> {
  const { start, dated, timing, noConnection } = request;
  const had = dated && noConnection === null ? clock(numberOf(timing?.['requestTime'])) : null;
  if (had === null || had >= start || saneLength(start - had) === undefined) return { start, noConnection };
  return request.ofPrefetch || owner !== request ? { start, noConnection: 'cache' } : { start: had, noConnection };
}

function observationOf(request: DevToolsRequest, about: About & { readonly key: string; readonly owner: DevToolsRequest }): HarObservation {
  const { url, timing } = request;
  const { start, noConnection: absence } = readBeginning(request, about);
  const noConnection = isLocalUrl(url) ? 'local' : absence;
  const used = noConnection === null && timing !== null && request.dated;
  const { headers, allows } = readAnswered(request.answered);
  const named = readProtocol(request.protocol);
  const isConfirmed = request.isConfirmed || camePastItsBody(request);
  const protocol = webSocketOf(url) ?? (isConfirmed ? protocolOfConfirmation(request.sent, named) : named);
  const { phases, connect } = used ? timesOf(request, timing, { start, protocol, clock: about.clock }) : { phases: HIDDEN, connect: 'silent' as const };
  return {
    source: 'har',
    dialect: about.dialect,
    dated: request.dated,
    key: about.key,
    url: withoutFragment(url),
    start,
    // Of an answer that was there before, so is the end.
    end: request.end === null ? null : instant(Math.max(request.end, start)),
    method: request.method,
    // A page's process that asks by itself is told the 304, and what that came over.
    status: isConfirmed ? 304 : request.status,
    protocol,
    phases,
    queued: null,
    proxied: null,
    // 0 is what is written where nobody knows one.
    reportedConnection: noConnection === null && request.connectionId !== null && request.connectionId > 0 ? String(request.connectionId) : null,
    connect,
    noConnection,
    remoteAddress: request.remoteAddress,
    isProxyAddress: false,
    resourceType: request.resourceType,
    priority: request.priority,
    error: request.error,
    transferSize: request.transferSize,
    bodySize: null,
    pageref: null,
    run: null,
    redirectTo: request.redirectTo,
    headers,
    asked: request.sent === null ? null : about.readAsked(request.sent, allows),
    logged: null,
    problems: request.problems,
    raw: null,
  };
}

/**
 * The page has its body, and nothing of it came: headers did, and all in all less than the body is long. So it was a stored answer,
 * which the server confirmed (version 156: 4 of 4 that it answered with 304 and of which the log has 200 and a length; 0 of 346 others).
 */
function camePastItsBody({ status, noConnection, error, hasBody, headSize, transferSize, answered }: DevToolsRequest): boolean {
  const length = Number(LENGTH(answered)?.['content-length']);
  return status === 200 && noConnection === null && error === null && hasBody && headSize !== null && headSize > 0 && transferSize === headSize && transferSize < length;
}
const LENGTH = headerPicker(['content-length']);

/** DevTools protocol, Network.ResourceTiming: `requestTime` is seconds of the browser's clock, all else ms after it. */
function timesOf({ end, connectionReused, problems }: DevToolsRequest, timing: Fields, { start, protocol, clock }: { readonly start: Instant; readonly protocol: HarObservation['protocol']; readonly clock: Clock }): { readonly phases: Phases; readonly connect: ConnectSign } {
  const requestTime = numberOf(timing['requestTime']);
  if (requestTime === undefined) return { phases: HIDDEN, connect: 'silent' };
  const zero = clock(requestTime);
  if (zero === null || saneLength(Math.abs(zero - start)) === undefined) {
    problems.push({ code: 'absurd-timing', message: `timing.requestTime is ${requestTime} s, which cannot be; its times are shown as unknown.` });
    return { phases: HIDDEN, connect: 'silent' };
  }
  const ms = (name: string): number | null => {
    const value = readLength(timing[name], `timing.${name}`, problems);
    return value === undefined || value < 0 ? null : value;
  };
  let at: number = start;
  const span = (from: number | null, to: number | null): Phase | null => {
    if (from === null || to === null || to < from) return null;
    const begin = Math.max(zero + from, at);
    const finish = Math.max(zero + to, begin);
    at = finish;
    return measured(instant(begin), instant(finish));
  };
  const [dnsStart, dnsEnd, connectStart, connectEnd, sslStart, sslEnd, sendStart, sendEnd] = [ms('dnsStart'), ms('dnsEnd'), ms('connectStart'), ms('connectEnd'), ms('sslStart'), ms('sslEnd'), ms('sendStart'), ms('sendEnd')];
  const opened = connectStart !== null && connectEnd !== null && (connectEnd > connectStart || connectionReused === false);
  const first = [opened ? dnsStart : null, opened ? connectStart : null, sendStart].find((value) => value !== null);
  const dns = opened ? span(dnsStart, dnsEnd) : null;
  // QUIC's transport and TLS handshakes are one exchange (RFC 9001 section 3).
  const isQuic = protocol === 'h3';
  const tcp = opened && !isQuic ? span(connectStart, sslStart ?? connectEnd) : null;
  const tls = opened ? span(isQuic ? connectStart : sslStart, isQuic ? connectEnd : sslEnd) : null;
  const send = span(sendStart, sendEnd);
  const wait = span(sendEnd, ms('receiveHeadersEnd'));
  const receive = wait === null || end === null ? null : measured(instant(at), instant(Math.max(at, end)));
  const unknown = hidden('not-reported');
  return {
    phases: {
      stalled: first == null ? unknown : measured(start, instant(Math.max(start, zero + first))),
      dns: dns ?? SKIPPED,
      tcp: tcp ?? SKIPPED,
      tls: tls ?? SKIPPED,
      send: send ?? unknown,
      wait: wait ?? unknown,
      receive: receive ?? unknown,
    },
    connect: opened ? 'opened' : 'earlier',
  };
}

const HIDDEN = hiddenPhases('not-reported');
