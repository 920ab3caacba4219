import { groupBy, indexById } from '../base/group.ts';
import type { Analysis, Totals } from '../model/analysis.ts';
import type { Request } from '../model/request.ts';
import { isSerial } from '../model/protocol.ts';
import { givenBefore, idInRun } from '../model/run.ts';

/** What holds of any recording, whatever was heard: a sentence for each thing that does not. */
export function brokenInvariants(analysis: Analysis): readonly string[] {
  return [...placing(analysis), ...doubts(analysis), ...openings(analysis), ...reportedIds(analysis), ...addresses(analysis), ...times(analysis), ...sums(analysis)];
}

/** Every request is on exactly one connection, or on none and says why. */
function* placing({ requests, connections }: Analysis): Generator<string> {
  const carriers = groupBy(connections.flatMap(({ id, requests: members }) => members.map((request) => ({ id, request }))), ({ request }) => request);
  for (const request of requests) {
    const ids = (carriers.get(request) ?? []).map(({ id }) => id);
    if (ids.length > 1 || (ids[0] ?? null) !== request.connection) yield `${request.id} says that it is on ${request.connection}, and is on ${ids.join(', ') || 'none'}`;
    const { origination } = request;
    if ('reason' in origination && (origination.reason as string) === '') yield `${request.id} is ${origination.opening} without a reason`;
    if ((origination.opening === 'reused' || origination.opening === 'opened-earlier') && ids.length !== 1) yield `${request.id} is ${origination.opening}, and on no connection`;
    carriers.delete(request);
  }
  if (carriers.size > 0) yield `${carriers.size} requests of connections are not among the requests`;
  for (const [id, same] of groupBy(connections, (connection) => connection.id)) if (same.length > 1) yield `${same.length} connections are called ${id}`;
  for (const { id, requests: members } of connections) if (members.length === 0) yield `connection ${id} has no requests`;
}

/** How surely is told where no browser names the connection, and only there; which others it may have been on is told on both sides. What opened one is on it. */
function* doubts({ requests, connections }: Analysis): Generator<string> {
  const byId = indexById(connections);
  const mayBeOn = new Set(connections.flatMap(({ id, possible }) => possible.map((request) => `${request.id} on ${id}`)));
  for (const { id, connection, placing: told, origination, protocol } of requests) {
    const isInferred = connection !== null && byId.get(connection)?.basis.kind === 'inferred';
    if ((told !== null) !== isInferred) yield `${id} is on ${connection}, and ${told === null ? 'nothing tells' : 'something tells'} how surely`;
    if (told === null) continue;
    if (!(told.confidence > 0 && told.confidence <= 1)) yield `${id} is on ${connection} by ${told.confidence}`;
    if (told.others.includes(connection!) || new Set(told.others).size !== told.others.length) yield `${id} is on ${connection}, or else on ${told.others.join(', ')}`;
    if (origination.opening === 'new' && told.others.length > 0 && !isSerial(protocol)) yield `${id} opened ${connection}, and may have been on ${told.others.join(', ')}`;
    for (const other of told.others) {
      if (byId.get(other)?.basis.kind !== 'inferred') yield `${id} may have been on ${other}, which is none that is estimated`;
      if (!mayBeOn.delete(`${id} on ${other}`)) yield `${id} may have been on ${other}, which does not know of it`;
    }
  }
  for (const one of mayBeOn) yield `${one} is possible, and the request does not say so`;
}

/** A connection is opened at most once, by its first request. */
function* openings({ connections }: Analysis): Generator<string> {
  for (const { id, requests: [, ...later] } of connections) for (const request of later) if (request.origination.opening !== 'reused') yield `${request.id} is ${request.origination.opening} on connection ${id}, which others used before`;
}

/** Where the source names connections, lanes are exactly those names. */
function* reportedIds({ requests, connections }: Analysis): Generator<string> {
  const named = new Set<string>();
  for (const request of requests) {
    const id = reportedOf(request);
    if (id === null) continue;
    named.add(request.connection ?? id);
    // An id that was given again is another connection's: "58 (2)".
    const [on, by] = [request.connection ?? '', id].map((one) => givenBefore(one) ?? one);
    if (on !== by) yield `${request.id} names connection ${id}, and is on ${request.connection}`;
  }
  for (const { id, basis, requests: members } of connections) {
    if (basis.kind === 'reported' && !named.has(basis.key)) yield `connection ${id} is said to be reported, and no request names it`;
    const strangers = members.filter((request) => (reportedOf(request) === null) !== (basis.kind === 'inferred'));
    if (strangers.length > 0) yield `connection ${id} is ${basis.kind}, and ${strangers.length} of its requests are not`;
  }
}

function reportedOf({ observations, origination }: Request): string | null {
  const har = observations.find((seen) => seen.source === 'har');
  return har === undefined || origination.opening === 'none' || har.reportedConnection === null ? null : idInRun(har.reportedConnection, har.run);
}

/** An inferred connection has one remote address. */
function* addresses({ connections }: Analysis): Generator<string> {
  for (const { id, basis, requests } of connections) {
    const told = new Set(requests.flatMap(({ remoteAddress }) => remoteAddress ?? []));
    if (basis.kind === 'inferred' && told.size > 1) yield `the inferred connection ${id} has the addresses ${[...told].join(', ')}`;
  }
}

/** Everything has a time that can be drawn, phases in their order within the request. */
function* times({ requests, connections, span }: Analysis): Generator<string> {
  for (const { id, start, end, phases } of requests) {
    if (!Number.isFinite(start) || !Number.isFinite(end ?? start) || (end ?? start) < start) yield `${id} goes from ${start} to ${end}`;
    let at: number = start;
    for (const [name, phase] of [['stalled', phases.stalled], ['dns', phases.dns], ['tcp', phases.tcp], ['tls', phases.tls], ['send', phases.send], ['wait', phases.wait], ['receive', phases.receive]] as const) {
      if (phase.state !== 'measured') continue;
      if (phase.start < at - ROUNDING_MS || phase.end < phase.start || phase.end > (end ?? Infinity) + ROUNDING_MS) yield `the phase ${name} of ${id} goes from ${phase.start - start} to ${phase.end - start} ms of ${end === null ? '…' : end - start}, after ${at - start}`;
      at = phase.end;
    }
    if (span !== null && (start < span.start || (end ?? start) > span.end)) yield `${id} lies outside of the recording`;
  }
  for (const { id, openedAt, requests: members } of connections) {
    if (openedAt !== null && members.some((request) => isDated(request) && (request.end ?? Infinity) < openedAt)) yield `a request of connection ${id} ended before it was opened`;
  }
}

const isDated = ({ problems }: Request): boolean => problems.every(({ code }) => code !== 'bad-date');

/** What adding up lengths of a tenth of a microsecond loses. */
const ROUNDING_MS = 0.01;

const COUNTS = ['requests', 'new', 'openedEarlier', 'reused', 'none', 'unknown'] as const satisfies readonly (keyof Totals)[];

/** Openings add up to requests, origins to the total, and the ratio is theirs. */
function* sums({ totals, origins, requests, connections }: Analysis): Generator<string> {
  const known = totals.new + totals.openedEarlier + totals.reused;
  if (known + totals.none + totals.unknown !== totals.requests) yield 'the openings do not add up to the requests';
  if (totals.reuseRatio !== (known === 0 ? null : totals.reused / known)) yield `the reuse ratio is ${totals.reuseRatio}`;
  if (totals.requests !== requests.length || totals.connections !== connections.length) yield 'the totals do not count what is there';
  for (const count of COUNTS) {
    const sum = origins.reduce((all, origin) => all + origin.totals[count], 0);
    if (sum !== totals[count]) yield `the origins have ${sum} ${count}, the total ${totals[count]}`;
  }
  const stalled = origins.reduce((all, origin) => all + origin.totals.stalledMs, 0);
  if (Math.abs(stalled - totals.stalledMs) > 1e-6 * Math.max(1, stalled)) yield `the origins stalled ${stalled} ms, the total ${totals.stalledMs}`;
}
