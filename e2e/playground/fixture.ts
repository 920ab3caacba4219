import { group } from 'd3-array';
import { peakConcurrency } from '../../src/core/analysis/concurrency.ts';
import { instant, type Instant } from '../../src/core/base/units.ts';
import type { Analysis, OriginSummary, Page, Totals } from '../../src/core/model/analysis.ts';
import type { ClosedBecause, Connection } from '../../src/core/model/connection.ts';
import type { NoConnection } from '../../src/core/model/observation.ts';
import { hidden, measured, SKIPPED, type Phase } from '../../src/core/model/phase.ts';
import { isSurelyPlaced, type Placing } from '../../src/core/model/placing.ts';
import type { Protocol } from '../../src/core/model/protocol.ts';
import type { Opening, Origination, Request, UnknownBecause } from '../../src/core/model/request.ts';

/** Fixtures are written in ms after this moment. */
export const ZERO = instant(Date.UTC(2026, 10, 21));
const at = (ms: number): Instant => instant(ZERO + ms);

interface Told {
  readonly url: string;
  readonly at: number;
  readonly conn?: string | number;
  readonly protocol?: Protocol;
  readonly opening?: Opening;
  /** Lengths of the phases in ms, in order; a phase that is left out was skipped. */
  readonly stalled?: number;
  readonly dns?: number;
  readonly tcp?: number;
  readonly tls?: number;
  readonly wait?: number;
  readonly receive?: number;
  readonly running?: boolean;
  readonly type?: string;
  readonly status?: number;
  readonly none?: NoConnection;
  readonly unknown?: UnknownBecause;
  readonly contentType?: string;
  readonly inferred?: boolean;
  /** How surely it is on `conn`, and where it may be instead. */
  readonly placing?: Placing;
}

let count = 0;

/** One request, told as people tell it: where, when, on which connection, and how long each part took. */
export function aRequest(told: Told): Request {
  let clock = told.at;
  const phase = (ms: number | undefined): Phase => {
    if (ms === undefined) return SKIPPED;
    const start = clock;
    clock += ms;
    return measured(at(start), at(clock));
  };
  const blind = told.unknown === 'cross-origin';
  const [stalled, dns, tcp, tls] = [phase(told.stalled), phase(told.dns), phase(told.tcp), phase(told.tls)];
  const [send, wait, receive] = [phase(0.3), phase(told.wait ?? 30), phase(told.receive ?? 5)];
  const hide = (known: Phase): Phase => (blind ? hidden('cross-origin') : known);
  const opening = told.opening ?? openingOf(told);
  const setupUnknown = blind || opening === 'opened-earlier' || opening === 'unknown';
  return {
    id: `r${++count}`,
    url: told.url,
    origin: new URL(told.url).origin === 'null' ? told.url.slice(0, 20) : originOf(told.url),
    method: 'GET',
    status: told.status ?? 200,
    protocol: told.none === undefined ? (told.protocol ?? 'h2') : null,
    resourceType: told.type ?? 'fetch',
    priority: 'Low',
    page: 'page_1',
    start: at(told.at),
    end: told.running === true ? null : at(clock),
    phases: {
      stalled: hide(stalled),
      dns: hide(dns),
      tcp: hide(tcp),
      tls: hide(tls),
      send: hide(send),
      wait: hide(wait),
      receive: told.running === true ? hidden('unfinished') : hide(receive),
    },
    stalled: blind ? null : (told.stalled ?? 0),
    queued: null,
    proxied: null,
    setup: setupUnknown && opening !== 'new' ? null : (told.dns ?? 0) + (told.tcp ?? 0) + (told.tls ?? 0),
    origination: originationOf(told, opening),
    connection: told.conn === undefined ? null : String(told.conn),
    placing: told.placing ?? null,
    remoteAddress: told.conn === undefined ? null : '192.0.2.7:443',
    headers: told.contentType === undefined ? {} : { 'content-type': told.contentType },
    asked: null,
    error: null,
    transferSize: 14_200,
    problems: [],
    observations: [],
  };
}

const originOf = (url: string): string => new URL(url).origin.replace(/^ws/, 'http');

function openingOf(told: Told): Opening {
  if (told.none !== undefined) return 'none';
  if (told.unknown !== undefined || told.conn === undefined) return 'unknown';
  return told.tcp === undefined && told.tls === undefined ? 'reused' : 'new';
}

function originationOf(told: Told, opening: Opening): Origination {
  const isInferred = told.inferred === true || told.placing !== undefined;
  const basis = isInferred ? 'inferred' : 'reported';
  if (opening === 'none') return { opening, basis, reason: told.none ?? 'cache' };
  if (opening === 'unknown') return { opening, basis: 'hidden', reason: told.unknown ?? 'no-id' };
  return { opening, basis, by: isInferred ? 'timing and address' : 'connection id' };
}

interface Context {
  readonly closed?: Readonly<Record<string, readonly [reason: ClosedBecause, atMs: number]>>;
  readonly inferred?: readonly string[];
  readonly contentLoaded?: number;
  readonly load?: number;
  readonly path?: string;
}

/** The analysis of these requests: connections, origins and sums follow from them. */
export function anAnalysis(told: readonly Request[], context: Context = {}): Analysis {
  const requests = told.toSorted((a, b) => a.start - b.start);
  const unsure = requests.filter((request) => !isSurelyPlaced(request));
  const connections = [...group(requests.filter((request) => request.connection !== null), (request) => request.connection ?? '')]
    .map(([id, own]) => connectionOf(id, own, unsure.filter((request) => request.placing!.others.includes(id)), context));
  const origins = [...group(requests, (request) => request.origin)].map(([origin, own]): OriginSummary => {
    const ids = new Set(own.map((request) => request.connection));
    const used = connections.filter((connection) => ids.has(connection.id));
    return {
      origin,
      protocols: [...new Set(own.flatMap((request) => request.protocol ?? []))],
      requests: own,
      connections: used,
      totals: totalsOf(own, used.length),
    };
  });
  const kinds = new Set(connections.map((connection) => connection.basis.kind));
  const first = requests[0];
  return {
    pages: first === undefined ? [] : [pageOf(first, context)],
    requests,
    connections,
    origins,
    totals: totalsOf(requests, connections.length),
    span: first === undefined ? null : { start: first.start, end: endOfAll(requests) },
    basis: kinds.size === 0 ? 'none' : kinds.size === 2 ? 'mixed' : kinds.has('inferred') ? 'inferred' : 'reported',
  };
}

function pageOf(first: Request, context: Context): Page {
  return {
    id: 'page_1',
    url: context.path ?? first.url,
    start: first.start,
    contentLoaded: context.contentLoaded === undefined ? null : at(context.contentLoaded),
    load: context.load === undefined ? null : at(context.load),
  };
}

const endOfAll = (requests: readonly Request[]): Instant =>
  instant(requests.reduce((latest, request) => Math.max(latest, request.end ?? request.start), 0));

function connectionOf(id: string, requests: readonly Request[], possible: readonly Request[], context: Context): Connection {
  const first = requests[0] as Request;
  const closed = context.closed?.[id];
  const inferred = id.startsWith('~') || (context.inferred?.includes(id) ?? false);
  const isNew = first.origination.opening === 'new';
  return {
    id,
    label: inferred ? `~${id.replace(/\D/g, '') || id}` : `#${id}`,
    basis: inferred ? { kind: 'inferred', by: 'host, address and protocol', confidence: requests.reduce((least, { placing }) => Math.min(least, placing?.confidence ?? 1), 0.95) } : { kind: 'reported', key: id },
    protocol: first.protocol ?? 'http/1.1',
    origins: [...new Set(requests.map((request) => request.origin))],
    remoteAddress: first.remoteAddress,
    requests,
    possible,
    openedAt: isNew ? first.start : null,
    lastUsedAt: endOfAll(requests),
    setup: isNew ? setupOf(first) : null,
    peakConcurrency: peakConcurrency(requests.map(({ start, end }) => ({ start, end: end ?? Infinity }))),
    closed: closed === undefined ? null : { reason: closed[0], at: at(closed[1]) },
  };
}

/** As the core has it. */
function setupOf({ phases: { dns, tcp, tls } }: Request): Connection['setup'] {
  const [dnsMs, tcpMs, tlsMs] = [dns, tcp, tls].map((phase) => (phase.state === 'measured' ? phase.end - phase.start : null)) as [number | null, number | null, number | null];
  return { dnsMs, connectMs: tcpMs === null && tlsMs === null ? null : (tcpMs ?? 0) + (tlsMs ?? 0), tlsMs };
}

function totalsOf(requests: readonly Request[], connections: number): Totals {
  const of = (opening: Opening): number => requests.filter((request) => request.origination.opening === opening).length;
  const counts = { new: of('new'), openedEarlier: of('opened-earlier'), reused: of('reused'), none: of('none'), unknown: of('unknown') };
  const known = counts.new + counts.openedEarlier + counts.reused;
  const byProtocol: Partial<Record<Protocol, number>> = {};
  for (const { protocol } of requests) if (protocol !== null) byProtocol[protocol] = (byProtocol[protocol] ?? 0) + 1;
  return {
    requests: requests.length,
    connections,
    ...counts,
    reuseRatio: known === 0 ? null : counts.reused / known,
    setupMs: requests.reduce((sum, request) => sum + (request.setup ?? 0), 0),
    stalledMs: requests.reduce((sum, request) => sum + (request.stalled ?? 0), 0),
    byProtocol,
  };
}
