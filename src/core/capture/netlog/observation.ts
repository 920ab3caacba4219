import { instant, type Instant } from '../../base/units.ts';
import { isLocalUrl, withoutFragment } from '../../base/url.ts';
import type { HarObservation, NoConnection } from '../../model/observation.ts';
import { hidden, measured, SKIPPED, type Phase, type Phases } from '../../model/phase.ts';
import { webSocketOf, type Protocol } from '../../model/protocol.ts';
import type { AskedReader } from '../asked.ts';
import { readAnswered } from '../headers.ts';
import { readProtocol } from '../protocol.ts';
import type { Constants } from './constants.ts';
import { NO_TIMES, type Times, timesOf } from './times.ts';
import type { Attempt, Hop, UrlRequest } from './requests.ts';
import { remoteAddressOf, type Bound, type Wires } from './wires.ts';

export interface ObservationContext {
  readonly constants: Constants;
  readonly wires: Wires;
  readonly readAsked: AskedReader;
}

/** Every attempt of every hop of the request, each as a request of its own: that is what the servers saw. */
export function* observationsOf(request: UrlRequest, context: ObservationContext): Generator<HarObservation> {
  for (const [h, hop] of request.hops.entries()) {
    const key = `netlog:${request.id}.${h}`;
    const attempts = hop.attempts.length > 0 ? hop.attempts : [null];
    for (const [a, attempt] of attempts.entries()) {
      const isLast = a === attempts.length - 1;
      const bound = attempt === null ? null : context.wires.of(attempt);
      // What was given up before it had a connection left no trace on any.
      if (isLast || bound !== null) yield observationOf({ request, hop, attempt, bound, isLast, isLastHop: h === request.hops.length - 1, key: a === 0 ? key : `${key}.${a}`, context });
    }
  }
}

interface Told {
  readonly request: UrlRequest;
  readonly hop: Hop;
  readonly attempt: Attempt | null;
  readonly bound: Bound | null;
  readonly isLast: boolean;
  readonly isLastHop: boolean;
  readonly key: string;
  readonly context: ObservationContext;
}

function observationOf(told: Told): HarObservation {
  const { request, hop, attempt, bound, context, key } = told;
  const { constants, readAsked } = context;
  const answer = readStatusLine((attempt?.answered ?? hop.ownAnswer)?.[0]);
  const upgraded = isUpgraded(answer?.status, attempt, hop.url);
  // A WebSocket's request is taken apart when its upgrade is through (net/base/net_error_list.h, ERR_WS_UPGRADE).
  const error = upgraded ? null : errorOf(told, constants);
  const start = attempt === null || attempt === hop.attempts[0] ? hop.start : (attempt.stream.start ?? attempt.send.start ?? hop.start);
  const lastSeen = endOf(told, upgraded);
  const isBackwards = lastSeen !== null && lastSeen < start;
  const end = isBackwards ? start : lastSeen;
  const times = attempt === null || bound === null ? NO_TIMES : timesOf({ attempt, bound, start, end });
  const { headers, allows } = readAnswered(listed(attempt?.answered));
  return {
    source: 'har',
    dialect: 'netlog',
    dated: true,
    key,
    url: withoutFragment(hop.url),
    start,
    end,
    method: hop.method,
    status: answer?.status ?? 0,
    protocol: protocolOf(bound, attempt?.spoken ?? null, answer?.protocol ?? null, hop.url),
    phases: phasesOf(times, bound, start),
    queued: null,
    proxied: null,
    reportedConnection: bound === null ? null : String(bound.wire.id),
    connect: bound === null ? 'silent' : bound.opened ? 'opened' : 'earlier',
    noConnection: absenceOf(told),
    remoteAddress: bound === null ? null : remoteAddressOf(bound.wire),
    isProxyAddress: bound?.wire.session?.isProxied === true,
    resourceType: webSocketOf(hop.url) === null ? (request.type === 'main frame' || request.type === 'subframe' ? 'document' : null) : 'websocket',
    priority: request.priority,
    error,
    transferSize: null,
    bodySize: null,
    pageref: null,
    run: null,
    redirectTo: hop.redirectTo,
    headers,
    asked: attempt?.sent == null ? null : readAsked(listed(attempt.sent), allows),
    logged: null,
    problems: isBackwards ? [{ code: 'time-mismatch', message: `By the log's own clock it ends ${Math.round(start - lastSeen)} ms before it begins; it is shown without a length.` }] : [],
    raw: null,
  };
}

/** Over HTTP/1 by 101, over HTTP/2 by 200 to a CONNECT (RFC 8441 section 5). */
const isUpgraded = (status: number | undefined, attempt: Attempt | null, url: string): boolean => status === 101 || (status === 200 && attempt?.spoken === 'h2' && webSocketOf(url) !== null);

function errorOf({ request, attempt, isLast, isLastHop }: Told, { errorName }: Constants): string | null {
  if (!isLast) return attempt?.error == null ? null : errorName(attempt.error);
  if (!isLastHop) return null;
  if (request.error !== null) return errorName(request.error);
  return request.cancelled ? 'net::ERR_ABORTED' : null;
}

/** When its last byte came, or it was given up; `null` while it runs. */
function endOf({ request, hop, attempt, bound, isLast }: Told, upgraded: boolean): Instant | null {
  // That an attempt was in vain is logged a moment before its reading is said to be over.
  if (!isLast) return latest(attempt?.superseded ?? null, attempt?.headers.end ?? null) ?? hop.start;
  if (upgraded && attempt?.spoken === 'h2') return attempt.closeFrame ?? bound?.wire.session?.closed ?? null;
  if (upgraded && bound?.wire.socket) return bound.wire.socket.inUse ? null : (bound.wire.socket.released ?? bound.wire.socket.closed);
  const over = hop.end ?? request.ended;
  if (attempt === null) return over;
  // The browser may keep a request that is over; a socket is free when its answer has been read.
  const { body } = attempt;
  if (body.end !== null && (over === null || body.end < over)) return body.end;
  return over;
}

const latest = (a: Instant | null, b: Instant | null): Instant | null => (a !== null && b !== null ? instant(Math.max(a, b)) : (a ?? b));

function absenceOf({ hop, attempt, bound, request }: Told): NoConnection | null {
  if (isLocalUrl(hop.url)) return 'local';
  if (bound !== null) return null;
  const failed = request.error !== null || request.cancelled;
  if (attempt === null && hop.ownAnswer !== null) return 'local';
  if (attempt === null) return hop.readFromCache && !failed ? 'cache' : null;
  // It looked for a connection and was over before anything was sent. What was sent went over one that this version of the log names otherwise.
  return failed && attempt.sent === null && attempt.send.start === null ? 'failed' : null;
}

function protocolOf(bound: Bound | null, spoken: Attempt['spoken'], ofAnswer: Protocol | null, url: string): Protocol | null {
  const socket = webSocketOf(url);
  if (socket !== null) return socket;
  if (bound?.wire.session) return bound.wire.session.kind;
  // The log writes answers over HTTP/2 and HTTP/3 with HTTP/1.1's first line, too.
  if (spoken === 'h2' || spoken === 'h3') return spoken;
  return bound === null && spoken === null ? null : (ofAnswer ?? 'http/1.1');
}

function phasesOf({ dns, tcp, tls, send, wait, receive, stalledUntil }: Times, bound: Bound | null, start: Instant): Phases {
  const setup = (span: Phase | null): Phase => span ?? (bound === null ? hidden('not-reported') : SKIPPED);
  const unknown = hidden('not-reported');
  return {
    stalled: stalledUntil === null ? unknown : measured(start, instant(Math.max(start, stalledUntil))),
    dns: setup(dns),
    tcp: setup(tcp),
    tls: setup(tls),
    send: send ?? unknown,
    wait: wait ?? unknown,
    receive: receive ?? unknown,
  };
}

/** "HTTP/1.1 200 OK", or HTTP/2's and HTTP/3's ":status: 200". */
function readStatusLine(line: string | undefined): { readonly status: number; readonly protocol: Protocol | null } | null {
  const [, name, status] = /^(HTTP\/[\d.]+|:status:)\s+(\d{3})\b/i.exec(line ?? '') ?? [];
  return status === undefined ? null : { status: Number(status), protocol: readProtocol(name) };
}

/** As `headers` in HAR. The names of HTTP/2's own begin with a colon. */
function listed(lines: readonly string[] | null | undefined): readonly { readonly name: string; readonly value: string }[] {
  return (lines ?? []).flatMap((line) => {
    const colon = line.indexOf(':', 1);
    return colon < 0 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
  });
}
