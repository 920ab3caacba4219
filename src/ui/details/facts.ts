import { SOCKET_ENDS } from '../../core/insight/accounts/streams.ts';
import { webSocketsOf } from '../../core/insight/protocols/sockets.ts';
import type { Connection } from '../../core/model/connection.ts';
import { isCleartext } from '../../core/model/cleartext.ts';
import { isEndUntold } from '../../core/model/ends.ts';
import { isSurelyPlaced, SURE_FROM } from '../../core/model/placing.ts';
import { PHASES, type Phase, type Phases } from '../../core/model/phase.ts';
import { protocolText } from '../../core/model/protocol.ts';
import type { Origination, Request } from '../../core/model/request.ts';
import { isSetupCut } from '../../core/model/setup-cut.ts';
import { tookMs } from '../../core/model/took.ts';
import { NO_CONNECTION, UNKNOWN, unknownBecause, type TimeText } from '../../timeline/words.ts';
import { percentText } from '../../core/base/percent.ts';
import { plural } from '../base/figures.ts';
import { placeText } from '../base/placing.ts';
import { hiddenText, sourceName, sourceOf, sourceOfPhase, sourcesOf } from './sources.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Who says so, or why nobody does. */
  readonly source: string;
}

/** As exact as instants are: epoch milliseconds keep a little less than a microsecond. */
export const exactText = (ms: number): string => `${Number(ms.toFixed(2))} ms`;

/** The word and its glyph: readable without colour and without the glyph's legend. */
export function openingText(told: Origination): string {
  switch (told.opening) {
    case 'new':
      return '+ new';
    case 'opened-earlier':
      return '‹ opened earlier';
    case 'reused':
      return '↻ reused';
    case 'none':
      return `none · ${NO_CONNECTION[told.reason]}`;
    case 'unknown':
      return '? unknown';
  }
}

function openingSource(told: Origination): string {
  if (told.opening === 'unknown') return UNKNOWN[told.reason];
  if (told.opening === 'none') return told.basis;
  return told.basis === 'reported' ? `reported: ${told.by}` : `estimated: ${told.by}`;
}

const PHASE_NAMES: Readonly<Record<keyof Phases, string>> = {
  stalled: 'Stalled',
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  send: 'Sending',
  wait: 'Waiting',
  receive: 'Receiving',
};

/** QUIC connects and encrypts in one handshake. */
export const phaseName = (key: keyof Phases, { protocol }: Request): string => (key === 'tls' && protocol === 'h3' ? 'QUIC' : PHASE_NAMES[key]);

/** What stands for TLS where the address says that there is none. */
export const NO_ENCRYPTION = 'none: the address is not https:// or wss://';

function phaseFact(request: Request, key: keyof Phases): Fact {
  const phase: Phase = request.phases[key];
  const name = phaseName(key, request);
  if (key === 'tls' && isCleartext(request)) return { name, value: '–', source: NO_ENCRYPTION };
  if (phase.state === 'hidden') return { name, value: '?', source: hiddenText(phase.why) };
  const source = sourceOfPhase(request, key);
  // It took place and took no time, which is not the same as not at all.
  if (phase.state === 'measured') return { name, value: exactText(phase.end - phase.start), source };
  return { name, value: '–', source: key === 'stalled' ? source : 'did not happen' };
}

/** Everything of one request, each fact with where it comes from. */
export function requestFacts(request: Request, connection: Connection | null): readonly Fact[] {
  const { origination, queued, proxied, remoteAddress, transferSize } = request;
  return [
    { name: 'Opening', value: openingText(origination), source: `${openingSource(origination)}${isSetupCut(request) ? '; by its times, its setup had begun before this request came' : ''}` },
    ...(origination.opening === 'none' ? [] : [connectionFact(request, connection)]),
    { name: 'Status', value: statusText(request), source: sourceOf(request, 'status') || sourcesOf(request) },
    phaseFact(request, 'stalled'),
    ...(queued === null || queued === 0 ? [] : [{ name: 'of it queued', value: exactText(queued), source: 'HAR, part of Stalled: held back by the browser' }]),
    ...(proxied === null || proxied === 0 ? [] : [{ name: 'of it proxy', value: exactText(proxied), source: 'HAR, part of Stalled: finding out which proxy to use' }]),
    ...PHASES.filter((key) => key !== 'stalled').map((key) => phaseFact(request, key)),
    totalFact(request),
    { name: 'Address', value: remoteAddress ?? '?', source: remoteAddress === null ? 'not reported' : sourceOf(request, 'remoteAddress') },
    { name: 'On the wire', value: transferSize === null ? '?' : plural(transferSize, 'byte'), source: transferSize === null ? 'not reported' : sourceOf(request, 'transferSize') },
    ...(request.observations.length === 0 ? [] : [{ name: 'Heard from', value: sourcesOf(request), source: heardSource(request, connection) }]),
    ...request.problems.map(({ code, message }) => ({ name: code, value: message, source: 'found while reading it' })),
  ];
}

/** A NetLog that was read beside it tells of connections, by their ids. */
function heardSource({ observations }: Request, connection: Connection | null): string {
  const isLog = observations.some((seen) => seen.source === 'har' && seen.dialect === 'netlog');
  const told = observations.length === 1 ? 'one entry' : 'joined by URL and time';
  return connection?.report === undefined || isLog ? told : `${told}; of its connection NetLog, too`;
}

function totalFact(request: Request): Fact {
  const took = tookMs(request);
  if (took !== null) return { name: 'Total', value: exactText(took), source: 'end − start' };
  return { name: 'Total', value: '?', source: request.end === null ? noEndText(request) : 'not told in a way that can be right' };
}

function noEndText(request: Request): string {
  if (isEndUntold(request)) return 'no end told: it runs, or the page does not read it to its end';
  const [socket] = webSocketsOf({ requests: [request] });
  return socket?.end === 'not-told' ? SOCKET_ENDS[socket.end] : 'still running';
}

export function startedFact({ start }: Request, zero: number, time: TimeText): Fact {
  const ms = start - zero;
  return { name: 'Started', value: ms < 0 ? `${time(-ms)} before the start` : `${time(ms)} after the start`, source: 'its start − 0 of the time axis' };
}

/** Without what did not happen and what the bar beside it shows: for a small place. */
export const briefFacts = (request: Request, connection: Connection | null): readonly Fact[] =>
  requestFacts(request, connection).filter(({ name, value }) => value !== '–' && !LENGTHY.has(name));
const LENGTHY: ReadonlySet<string> = new Set(['Address', 'On the wire', 'Heard from']);

function connectionFact(request: Request, connection: Connection | null): Fact {
  if (connection === null) return { name: 'Connection', value: '?', source: unknownBecause(request) };
  return { name: 'Connection', value: `${placeText(request, connection)} · ${protocolText(connection.protocol)}`, source: placeSource(request, connection) };
}

function placeSource(request: Request, { basis, ...connection }: Connection): string {
  if (basis.kind === 'reported') return reportedBy(connection);
  return `estimated: ${basis.by}${isSurelyPlaced(request) ? '' : `; less than ${percentText(SURE_FROM)} sure, so ${NOT_SURE[request.placing!.others.length === 0 ? 'anywhere' : 'named']}`}`;
}
const NOT_SURE = { named: 'it was likely on one of these', anywhere: 'it may have been on another, and nothing tells which' };

export function basisText({ basis, ...connection }: Connection): string {
  return basis.kind === 'reported' ? reportedBy(connection) : `estimated: ${basis.by}; of each request at least ${Math.floor(basis.confidence * 100)}% sure`;
}

function reportedBy({ report, requests }: Pick<Connection, 'report' | 'requests'>): string {
  const said = requests[0]?.observations.find(({ source }) => source === 'har');
  return `id reported by ${report !== undefined ? 'NetLog' : said === undefined ? 'HAR' : sourceName(said)}`;
}

export function statusText({ method, status, error, resourceType, end }: Request): string {
  const outcome = error ?? (status ? String(status) : end === null ? 'running' : status === null ? 'status not reported' : 'no answer');
  return [[method, outcome].filter(Boolean).join(' '), resourceType].filter(Boolean).join(' · ');
}
