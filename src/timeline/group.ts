import type { Analysis, OriginSummary } from '../core/model/analysis.ts';
import { doubtfulOf, isSettled } from '../core/model/candidates.ts';
import type { Connection } from '../core/model/connection.ts';
import { usesNetwork } from '../core/model/network-use.ts';
import type { Request } from '../core/model/request.ts';
import { queueOf, type Queue } from './queue.ts';
import { remember } from './remember.ts';

/** A connection with the requests of it that are shown in one place. */
export interface Lane {
  readonly connection: Connection;
  readonly requests: readonly Request[];
  /** Of those shown on another connection, which this one may have carried. */
  readonly possible: readonly Request[];
}

/** What one origin shows when it is open. */
export interface Group {
  readonly lanes: readonly Lane[];
  /** Connections of other origins that served requests of this one. */
  readonly ghosts: readonly Lane[];
  /** Closed connections of one request each, when there are enough of them to fold. */
  readonly single: readonly Lane[];
  /** Requests that used a connection, nobody tells which. */
  readonly unknown: readonly Request[];
  readonly queue: Queue;
}

/** Fewer are easier to read one by one. */
const FEWEST_TO_STACK = 4;

/** `null` shows everything. */
export type Shown = ReadonlySet<Request> | null;

export const pick = (requests: readonly Request[], shown: Shown): readonly Request[] =>
  shown === null ? requests : requests.filter((request) => shown.has(request));

const using = remember((requests: readonly Request[]) => requests.filter(usesNetwork));

/** The origins to which anything was sent. */
export const originsUsed = remember(({ origins }: Analysis) => origins.filter(({ requests }) => requests.some(usesNetwork)));

/** The requests of the list that are shown and used a connection. */
export const pickUsing = (requests: readonly Request[], shown: Shown): readonly Request[] => pick(using(requests), shown);

const wholeGroup = remember((summary: OriginSummary) => makeGroup(summary, null));

export const groupOf = (summary: OriginSummary, shown: Shown): Group => (shown === null ? wholeGroup(summary) : makeGroup(summary, shown));

function makeGroup(summary: OriginSummary, shown: Shown): Group {
  const requests = pickUsing(summary.requests, shown);
  const own = summary.connections.filter((connection) => connection.origins[0] === summary.origin);
  const lanes = own
    .map((connection) => ({ connection, requests: pick(connection.requests, shown), possible: pick(connection.possible, shown) }))
    .filter(isWanted);
  const single = lanes.filter(isSingleUse);
  const stacked = single.length >= FEWEST_TO_STACK;
  return {
    lanes: stacked ? lanes.filter((lane) => !isSingleUse(lane)) : lanes,
    single: stacked ? single : [],
    ghosts: ghostsOf(summary, requests),
    unknown: requests.filter((request) => request.connection === null),
    queue: queueOf(requests),
  };
}

/** A filter keeps the lanes of what it shows, also those on which that may have been. */
const isWanted = (lane: Lane): boolean => lane.requests.length > 0 || doubtfulOf(lane).length > 0;

/** One that is still open may serve a second request: it is only unused so far. */
const isSingleUse = ({ connection }: Lane): boolean => connection.requests.length === 1 && isSettled(connection) && connection.closed !== null;

function ghostsOf(summary: OriginSummary, requests: readonly Request[]): readonly Lane[] {
  return summary.connections
    .filter((connection) => connection.origins[0] !== summary.origin)
    .map((connection) => ({
      connection,
      requests: requests.filter((request) => request.connection === connection.id),
      possible: [],
    }))
    .filter((lane) => lane.requests.length > 0);
}
