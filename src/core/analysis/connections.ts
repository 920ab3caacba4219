import { groupBy } from '../base/group.ts';
import { instant, type Instant } from '../base/units.ts';
import type { Connection, Setup } from '../model/connection.ts';
import { LATE_END_MS } from '../model/late-end.ts';
import { lengthOf, type Phase } from '../model/phase.ts';
import type { Problem } from '../model/problem.ts';
import { isSerial } from '../model/protocol.ts';
import type { Origination, Request } from '../model/request.ts';
import { givenBefore } from '../model/run.ts';
import { closingOf } from './closing.ts';
import { peakConcurrency } from './concurrency.ts';
import type { Draft } from './draft.ts';
import { doubtLastTries } from './last-tries.ts';
import { hasId, laneGroupOf, lanesOfGroup, originOf } from './lane-groups.ts';
import { busyUntil, type Lane } from './lane.ts';
import { byKey } from './match.ts';
import { setUpAt } from './moments.ts';
import { sentBeforeAnswer } from './reported-lanes.ts';

export interface Assigned {
  readonly requests: readonly Request[];
  readonly connections: readonly Connection[];
}

/** Puts every request on exactly one connection, or on none with a reason. */
export function assignConnections(drafts: readonly Draft[]): Assigned {
  const named = new Set(drafts.filter(hasId).map(originOf));
  const idsExist = named.size > 0;
  const groups = groupBy(drafts, (draft) => laneGroupOf(draft, idsExist));
  const lanes = [...groups].flatMap(([group, members]) => (group === null ? [] : lanesOfGroup(group, members, named)));
  const ids = numbered(lanes);
  const connections = [...ids.keys()].map((lane) => connectionOf(lane, ids));
  const assigned = new Set(lanes.flatMap((lane) => lane.members));
  for (const draft of drafts) if (!assigned.has(draft)) finishWithout(draft, idsExist);
  const failed = new Set(drafts.filter(({ noConnection }) => noConnection === 'failed').map(({ facts }) => facts.origin));
  for (const [origin, own] of groupBy(failed.size === 0 ? [] : drafts, ({ facts }) => facts.origin)) if (failed.has(origin)) doubtLastTries(own);
  return { requests: drafts.map((draft) => draft.facts), connections };
}

/** The lanes in order of first use, each with its id: the browser's own, or `~n`. */
export function numbered(lanes: readonly Lane[]): ReadonlyMap<Lane, string> {
  let inferred = 0;
  return new Map(lanes.toSorted(byFirstUse).map((lane) => [lane, lane.basis.kind === 'reported' ? lane.basis.key : `~${(inferred += 1)}`]));
}

function byFirstUse(a: Lane, b: Lane): number {
  const [x, y] = [a.members[0]!, b.members[0]!];
  return x.gotConnectionAt - y.gotConnectionAt || byKey(x.facts.id, y.facts.id);
}

/** For a request that is on no lane. */
export const finishWithout = (draft: Draft, idsExist: boolean): Request => finish(draft, withoutLane(draft, idsExist), { connection: null, placing: null }, null);

/** Also tells its requests that they are on it. */
export function connectionOf(lane: Lane, ids: ReadonlyMap<Lane, string>): Connection {
  const [first] = lane.members;
  const id = ids.get(lane)!;
  const members = lane.members.map((draft, index) => finish(draft, inLane(lane, index), { connection: id, placing: placingOf(lane, draft, ids) }, connectOnUsed(lane, index) ?? overlap(lane, index)));
  return {
    id,
    label: lane.basis.kind === 'reported' ? `#${id}` : id,
    basis: lane.basis,
    protocol: lane.protocol,
    origins: [...new Set(members.map((request) => request.origin))],
    remoteAddress: members.find((request) => request.remoteAddress !== null)?.remoteAddress ?? null,
    requests: members,
    possible: lane.possible.map(({ facts }) => facts),
    openedAt: lane.openedByFirst === true ? setupStart(first!) : null,
    lastUsedAt: instant(lane.members.reduce((last, { facts, gotConnectionAt }) => Math.max(last, facts.end ?? gotConnectionAt), 0)),
    setup: lane.openedByFirst === true ? setupOf(members[0]!) : null,
    peakConcurrency: isSerial(lane.protocol) ? 1 : peakConcurrency(lane.members.map((draft) => ({ start: draft.gotConnectionAt, end: busyUntil(draft) }))),
    closed: closingOf(lane),
  };
}

function inLane(lane: Lane, index: number): Origination {
  const { kind: basis } = lane.basis;
  if (index > 0) return lane.basis.kind === 'reported' ? REUSED_BY_ID : { opening: 'reused', basis, by: lane.basis.by };
  if (lane.openedByFirst === null) return { opening: 'unknown', basis: 'hidden', reason: 'timing-silent' };
  if (lane.openedByFirst && usedId(lane) !== null) return { opening: 'new', basis: 'inferred', by: 'its own connect time, on a connection id that another connection had before' };
  return lane.openedByFirst
    ? { opening: 'new', basis, by: lane.basis.kind === 'reported' ? 'connection id seen for the first time, with its connect time' : lane.basis.by }
    : { opening: 'opened-earlier', basis, by: lane.basis.kind === 'reported' ? 'connection id seen for the first time, without a connect' : lane.basis.by };
}

/** By far the most common of all; shared. */
const REUSED_BY_ID: Origination = { opening: 'reused', basis: 'reported', by: 'connection id seen before' };

function withoutLane(draft: Draft, idsExist: boolean): Origination {
  // That a WebSocket was never sent is read from its missing date.
  if (draft.noConnection !== null) return { opening: 'none', basis: draft.dated ? 'reported' : 'inferred', reason: draft.noConnection };
  // A connect time is a fact even where nobody names the connection (a load from before DevTools was opened).
  if (idsExist && draft.sign === 'opened' && !draft.idWithheld) return { opening: 'new', basis: 'inferred', by: 'its own connect time' };
  return { opening: 'unknown', basis: 'hidden', reason: draft.unknownBecause };
}

function placingOf(lane: Lane, draft: Draft, ids: ReadonlyMap<Lane, string>): Request['placing'] {
  const placing = lane.placings.get(draft);
  return placing === undefined ? null : { confidence: placing.confidence, others: placing.others.map((other) => ids.get(other)!) };
}

/** Fills in what a draft lacks. */
function finish({ facts, problems }: Draft, origination: Origination, { connection, placing }: Pick<Request, 'connection' | 'placing'>, problem: Problem | null): Request {
  facts.origination = origination;
  facts.connection = connection;
  facts.placing = placing;
  facts.problems = problem ? [...problems, problem] : problems;
  return facts;
}

function overlap(lane: Lane, index: number): Problem | null {
  const next = lane.members[index + 1];
  if (lane.protocol === null && isSerial(lane.members[index]!.facts.protocol)) return notSerial(lane, index);
  if (!next || !isSerial(lane.protocol) || !lane.members[index]!.dated || !next.dated) return null;
  const by = busyUntil(lane.members[index]!) - (setUpAt(next.facts.phases) ?? next.gotConnectionAt);
  if (!(by > LATE_END_MS)) return null;
  // Of what a page does not read to its end none is told (core/model/ends.ts).
  if (by === Infinity) return null;
  return { code: 'overlap-on-serial-connection', message: `Its end is reported ${by.toFixed(1)} ms after the next request was sent on the same connection. HTTP/1 carries one at a time, so one of these times is not right.` };
}

function notSerial({ members }: Lane, index: number): Problem | null {
  const by = sentBeforeAnswer(members[index]!, members[index + 1]);
  return by === null ? null : { code: 'overlap-on-serial-connection', message: `It is said to be over HTTP/1, but the next request on the same connection was sent ${by.toFixed(1)} ms before its answer began. HTTP/1 carries one at a time, so the connection spoke something else; what, the file does not say.` };
}

/** The id under which the source had named another connection. */
const usedId = ({ basis }: Lane): string | null => (basis.kind === 'reported' ? givenBefore(basis.key) : null);

function connectOnUsed(lane: Lane, index: number): Problem | null {
  const id = index > 0 ? null : usedId(lane);
  return id === null ? null : { code: 'connect-on-used-connection', message: `It tells of a connect, though connection ${id} had carried requests before: it is taken for another of that id.` };
}

function setupStart({ gotConnectionAt }: Draft): Instant {
  return instant(gotConnectionAt);
}

function setupOf({ phases }: Request): Setup | null {
  const dnsMs = happened(phases.dns);
  const tcpMs = happened(phases.tcp);
  const tlsMs = happened(phases.tls);
  if (dnsMs === null && tcpMs === null && tlsMs === null) return null;
  return { dnsMs, connectMs: tcpMs === null && tlsMs === null ? null : (tcpMs ?? 0) + (tlsMs ?? 0), tlsMs };
}

const happened = (phase: Phase): number | null => (phase.state === 'measured' ? lengthOf(phase) : null);
