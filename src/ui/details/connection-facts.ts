import { doubtfulOf, hasSureEnd, isSettled } from '../../core/model/candidates.ts';
import { OPENED_FOR, type ClosedBecause, type Connection, type ConnectionReport } from '../../core/model/connection.ts';
import { isCleartext } from '../../core/model/cleartext.ts';
import { isEndUntold } from '../../core/model/ends.ts';
import type { Phase } from '../../core/model/phase.ts';
import { isSurelyPlaced, requestsBetween } from '../../core/model/placing.ts';
import { isWebSocket } from '../../core/model/protocol.ts';
import { isSetupCut } from '../../core/model/setup-cut.ts';
import { laneStart } from '../../timeline/intervals.ts';
import { originName } from '../../timeline/origin-names.ts';
import { closedText, type TimeText } from '../../timeline/words.ts';
import { plural } from '../base/figures.ts';
import { rangeText } from '../base/placing.ts';
import { idleBetween, lastUsedBetween } from './connection-doubt.ts';
import { basisText, exactText, NO_ENCRYPTION, type Fact } from './facts.ts';
import { hiddenText, sourceOf, sourceOfPhase } from './sources.ts';

/** How the reason of an end is known. */
const CLOSE_SOURCES: Readonly<Record<ClosedBecause, string>> = {
  'connection-close': 'response header',
  'http/1.0': 'HTTP/1.0 without keep-alive',
  'websocket-closed': 'end of the WebSocket',
  reported: 'the browser\'s NetLog',
};

/** When it closed only a NetLog reports, and of what the server ended when the browser found out; else it is the end of the last response. */
function closeTimeSource(closed: ClosedBecause, report: ConnectionReport | undefined): string {
  if (report?.closed == null) return closed === 'websocket-closed' ? '' : '; time: end of that response';
  return report.closed.by === 'server' ? '; time: when the browser found out (NetLog)' : closed === 'reported' ? '' : '; time: NetLog';
}

export function connectionFacts(connection: Connection, zero: number, now: number, time: TimeText): readonly Fact[] {
  const { basis, closed, peakConcurrency, remoteAddress, requests } = connection;
  const at = (instant: number): string => time(instant - zero);
  const carriers = requests.filter(({ end }) => end === null);
  return [
    { name: 'Known by', value: basis.kind === 'reported' ? `id ${basis.key}` : 'estimate', source: basisText(connection) },
    ...requestsFact(connection),
    { name: 'Protocol', value: connection.protocol ?? '?', source: connection.protocol === null ? 'not reported' : isWebSocket(connection.protocol) ? 'scheme of the URL' : ofRequests(connection, 'protocol') },
    { name: 'Address', value: remoteAddress ?? '?', source: remoteAddress === null ? 'not reported' : ofRequests(connection, 'remoteAddress') },
    openedFact(connection, at),
    ...setupFacts(connection),
    { name: 'Last used', value: carriers.length === 0 ? rangeText(lastUsedBetween(connection, now), at) : carriers.every(isEndUntold) ? '?' : 'now', source: carriers.length > 0 ? `${plural(carriers.length, 'request')} ${carriers.every(isEndUntold) ? 'without an end told' : 'running'}` : `end of its last response${unlessSure(connection)}` },
    lifetimeFact(connection, now, time),
    ...gapFacts(connection, now, time),
    { name: 'At once', value: String(peakConcurrency), source: 'most requests at the same time, from setup to end' },
    ...originFacts(connection),
    closed === null
      ? { name: 'Closed', value: '?', source: 'no sign of it in the data' }
      : { name: 'Closed', value: `${hasSureEnd(connection) ? '' : 'perhaps '}${at(closed.at)} · ${closedText(connection)}`, source: `${CLOSE_SOURCES[closed.reason]}${closeTimeSource(closed.reason, connection.report)}${hasSureEnd(connection) ? '' : '; if that request was on it'}` },
    ...(connection.report === undefined ? [] : reportFacts(connection.report, at)),
  ];
}

/** Who said it first of one of its requests. */
function ofRequests(connection: Connection, field: 'protocol' | 'remoteAddress'): string {
  const first = connection.requests.find((request) => request[field] === connection[field]);
  return `${(first && sourceOf(first, field)) || 'told'} of its requests`;
}

const openedFact = (connection: Connection, at: TimeText): Fact => {
  const { openedAt, report } = connection;
  const isCut = hasCutSetup(connection);
  if (report !== undefined && (openedAt === null || isCut)) return { name: 'Opened', value: at(report.openedAt), source: NETLOG };
  return openedAt === null
    ? { name: 'Opened', value: '?', source: 'before its first request here, or beside this recording' }
    : isCut
      ? { name: 'Opened', value: `before ${at(openedAt)}`, source: 'inferred from its times: its setup had begun when its first request came' }
      : { name: 'Opened', value: at(openedAt), source: 'start of the setup of its first request' };
};

export const NETLOG = 'NetLog';

const BY = { server: 'the server', browser: 'the browser' } as const;

/** What the NetLog tells of it. */
export function reportFacts(report: ConnectionReport, at: TimeText): readonly Fact[] {
  const { openedFor, pool, closed, goAwayAt, facts } = report;
  const told = [
    ...(openedFor === null ? [] : [{ name: 'Opened for', value: OPENED_FOR[openedFor] }]),
    ...(pool === null ? [] : [{ name: 'Pool', value: pool }]),
    ...(closed?.by == null ? [] : [{ name: 'Closed by', value: `${BY[closed.by]}: ${closed.words}` }]),
    ...(goAwayAt === null ? [] : [{ name: 'GOAWAY at', value: at(goAwayAt) }]),
    ...facts,
  ];
  return told.map((fact) => ({ ...fact, source: NETLOG }));
}

/** Of what came before, the browser tells nothing. */
const hasCutSetup = ({ requests: [first] }: Connection): boolean => first !== undefined && isSetupCut(first);

function setupFacts({ setup, requests: [first] }: Connection): readonly Fact[] {
  if (setup !== null && first !== undefined && isSetupCut(first)) return [{ name: 'Setup', value: `${exactText((setup.dnsMs ?? 0) + (setup.connectMs ?? 0))} or more`, source: `${sourceOfPhase(first, 'tcp')}, what was left of it when its first request came` }];
  if (setup === null || first === undefined) return [{ name: 'Setup', value: '?', source: 'no request here waited for it' }];
  const by = (phase: 'dns' | 'tcp' | 'tls'): string => `${sourceOfPhase(first, phase)} of its first request`.trim();
  const { dns, tcp, tls } = first.phases;
  return [
    stepFact('DNS', setup.dnsMs, by('dns'), [dns]),
    stepFact('Connect', setup.connectMs, `TCP and TLS, or QUIC; ${by('tcp')}`, [tcp, tls]),
    isCleartext(first) ? { name: 'of it TLS', value: '–', source: NO_ENCRYPTION } : stepFact('of it TLS', setup.tlsMs, by('tls'), [tls]),
  ];
}

/** @param of what a length that is not there was, or may have been: none is not unknown */
function stepFact(name: string, ms: number | null, source: string, of: readonly Phase[]): Fact {
  if (ms !== null) return { name, value: exactText(ms), source };
  const hidden = of.find((phase) => phase.state === 'hidden');
  return hidden === undefined ? { name, value: '–', source: 'did not happen' } : { name, value: '?', source: hiddenText(hidden.why) };
}

function lifetimeFact(connection: Connection, now: number, time: TimeText): Fact {
  const { openedAt, requests, report } = connection;
  const closed = hasSureEnd(connection) ? connection.closed : null;
  const from = openedAt ?? report?.openedAt ?? requests.reduce((first, request) => Math.min(first, laneStart(request)), Infinity);
  const value = time((closed?.at ?? lastUsedBetween(connection, now).least) - from);
  if ((openedAt !== null || report !== undefined) && closed !== null) return { name: 'Lifetime', value, source: 'from its opening to its end' };
  const open = openedAt === null && report === undefined ? 'its opening' : '';
  const end = closed === null ? 'its end' : '';
  return { name: 'Lifetime', value: `at least ${value}`, source: `${[open, end].filter(Boolean).join(' and ')} not seen` };
}

function gapFacts(connection: Connection, now: number, time: TimeText): readonly Fact[] {
  const { least, most } = idleBetween(connection, now);
  if (most.gaps === 0) return [{ name: 'Idle', value: '–', source: 'no gap between its requests' }];
  if (isSettled(connection) && most.gaps === 1) return [{ name: 'Idle', value: time(most.sumMs), source: 'the one gap between its requests' }];
  const longest = `longest ${rangeText({ least: least.longestMs, most: most.longestMs }, time)}`;
  const sum = isSettled(connection) ? `sum of ${plural(most.gaps, 'gap')} between its requests` : 'sum of the gaps between its requests';
  return [{ name: 'Idle', value: rangeText({ least: least.sumMs, most: most.sumMs }, time), source: `${sum}, ${longest}${unlessSure(connection)}` }];
}

const unlessSure = (connection: Connection): string => (isSettled(connection) ? '' : '; which those were is not sure');

/** Where that is not simply the list below. */
function requestsFact(connection: Connection): readonly Fact[] {
  if (isSettled(connection)) return [];
  const unsure = connection.requests.filter((request) => !isSurelyPlaced(request)).length;
  const elsewhere = doubtfulOf(connection).length;
  const parts = [...(unsure > 0 ? [`${unsure} shown here may be on another`] : []), ...(elsewhere > 0 ? [`${elsewhere} shown on another may be here`] : [])];
  return [{ name: 'Requests', value: rangeText(requestsBetween(connection)), source: parts.join(', ') }];
}

function originFacts({ origins, requests }: Connection): readonly Fact[] {
  if (origins.length < 2) return [];
  const counts = origins.map((origin) => `${originName(origin)} ${requests.filter((request) => request.origin === origin).length}`);
  return [{ name: 'Shared by', value: counts.join(', '), source: 'coalesced; requests of each origin' }];
}
