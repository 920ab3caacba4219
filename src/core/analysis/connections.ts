import { instant, type Instant } from '../base/units.ts';
import type { Connection, Setup } from '../model/connection.ts';
import { lengthOf, type Phase } from '../model/phase.ts';
import type { Problem } from '../model/problem.ts';
import { isSerial } from '../model/protocol.ts';
import type { Origination, Request } from '../model/request.ts';
import { closingOf } from './closing.ts';
import { peakConcurrency } from './concurrency.ts';
import type { Draft } from './draft.ts';
import { canInfer, inferredLanes } from './inferred-lanes.ts';
import { busyUntil, type Lane } from './lane.ts';
import { reportedLanes } from './reported-lanes.ts';

export interface Assigned {
  readonly requests: readonly Request[];
  readonly connections: readonly Connection[];
}

/**
 * Puts every request on exactly one connection, or on none with a reason.
 * Reported ids decide where there are any; the rest is inferred, unless the
 * same source names connections and withheld this one.
 */
export function assignConnections(drafts: readonly Draft[]): Assigned {
  const usedOne = drafts.filter((draft) => draft.noConnection === null);
  const named = reportedLanes(usedOne);
  const inLane = new Set(named.flatMap((lane) => lane.members));
  const idsExist = named.length > 0;
  const rest = usedOne.filter((draft) => !inLane.has(draft) && canInfer(draft) && !(idsExist && mayHaveHiddenId(draft)));
  const lanes = [...named, ...inferredLanes(rest)].sort((a, b) => firstUse(a) - firstUse(b));

  let inferred = 0;
  const connections = lanes.map((lane) => {
    const id = lane.basis.kind === 'reported' ? lane.basis.key : `~${(inferred += 1)}`;
    return connectionOf(lane, id);
  });
  const assigned = new Set(lanes.flatMap((lane) => lane.members));
  for (const draft of drafts) {
    if (!assigned.has(draft)) finish(draft, withoutLane(draft, idsExist), null, null);
  }
  return { requests: drafts.map((draft) => draft.facts), connections };
}

/** WebSockets never have an id, and always a connection of their own: a lane for one contradicts nothing. */
const mayHaveHiddenId = (draft: Draft): boolean => draft.facts.protocol !== 'ws' && draft.facts.protocol !== 'wss';

const firstUse = (lane: Lane): number => lane.members[0]!.gotConnectionAt;

function connectionOf(lane: Lane, id: string): Connection {
  const [first] = lane.members;
  const members = lane.members.map((draft, index) => finish(draft, inLane(lane, index), id, overlap(lane, index)));
  return {
    id,
    label: lane.basis.kind === 'reported' ? `#${id}` : id,
    basis: lane.basis,
    protocol: lane.protocol,
    origins: [...new Set(members.map((request) => request.origin))],
    remoteAddress: members.find((request) => request.remoteAddress !== null)?.remoteAddress ?? null,
    requests: members,
    openedAt: lane.openedByFirst === true ? setupStart(first!) : null,
    lastUsedAt: instant(members.reduce((last, request) => Math.max(last, request.end ?? request.start), 0)),
    setup: lane.openedByFirst === true ? setupOf(members[0]!) : null,
    peakConcurrency: isSerial(lane.protocol) ? 1 : peakConcurrency(lane.members.map((draft) => ({ start: draft.gotConnectionAt, end: busyUntil(draft) }))),
    closed: closingOf(lane),
  };
}

function inLane(lane: Lane, index: number): Origination {
  const { kind: basis } = lane.basis;
  if (index > 0) return lane.basis.kind === 'reported' ? REUSED_BY_ID : { opening: 'reused', basis, by: lane.basis.by };
  if (lane.openedByFirst === null) return { opening: 'unknown', basis: 'hidden', reason: 'timing-silent' };
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

/** Fills in what a draft lacks; from here on the request does not change. */
function finish({ facts }: Draft, origination: Origination, connection: string | null, problem: Problem | null): Request {
  facts.origination = origination;
  facts.connection = connection;
  if (problem) facts.problems = [...facts.problems, problem];
  return facts;
}

/** A response is said to end when the page's process has it; on a busy page that is after the socket was used again. */
const NOTABLE_OVERLAP_MS = 10;

function overlap(lane: Lane, index: number): Problem | null {
  const next = lane.members[index + 1];
  if (!next || !isSerial(lane.protocol)) return null;
  const by = busyUntil(lane.members[index]!) - next.gotConnectionAt;
  if (!(by > NOTABLE_OVERLAP_MS)) return null;
  const howLong = Number.isFinite(by) ? `${by.toFixed(1)} ms after` : 'after';
  return { code: 'overlap-on-serial-connection', message: `Its end is reported ${howLong} the next request was sent on the same connection. HTTP/1 carries one at a time, so its true end was earlier.` };
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
