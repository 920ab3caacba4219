import { sentAt, setUpAt } from '../analysis/moments.ts';
import type { Connection } from '../model/connection.ts';
import { PHASES } from '../model/phase.ts';
import type { Request } from '../model/request.ts';
import { below, upTo } from './bisect.ts';
import { once } from './once.ts';

/** When a connection was used, ready to be asked about any moment. */
export interface Uses {
  readonly connection: Connection;
  /** From when it is known to be there: its setup's start, else its first request. */
  readonly since: number;
  /** When its setup was done; `since` where nobody saw it. */
  readonly readyAt: number;
  /** In the order in which they were sent. */
  readonly requests: readonly Request[];
  readonly sent: readonly number[];
  /** Sorted for themselves; ∞ for one that runs. */
  readonly ended: readonly number[];
  /** The latest end of the first n + 1 requests. */
  readonly endedSoFar: readonly number[];
}

/** In Firefox one that reused a connection may tell of the connect that it waited for until that was free (analysis/sent-elsewhere.ts), or ready (analysis/multiplexed-lanes.ts). */
export const sentAtOf = ({ phases, start, origination }: Request): number => (origination.opening === 'reused' ? setUpAt(phases) : null) ?? sentAt(phases, start);
export const endOf = (request: Request): number => request.end ?? Infinity;

const known = new WeakMap<Connection, Uses>();

/** Worked out once for each connection. */
export function usesOf(connection: Connection): Uses {
  const found = known.get(connection) ?? usesIn(connection);
  known.set(connection, found);
  return found;
}

/** Most connections are the only one of their origin and are asked for nothing but `since`: the rest is worked out when it is asked for. */
function usesIn(connection: Connection): Uses {
  const since = connection.openedAt ?? connection.requests.reduce((first, request) => Math.min(first, sentAtOf(request)), Infinity);
  const timetable = once(() => timetableOf(connection));
  return {
    connection,
    since,
    get readyAt() {
      return connection.openedAt === null ? since : readyAt(connection.requests[0]!);
    },
    get requests() {
      return timetable().requests;
    },
    get sent() {
      return timetable().sent;
    },
    get ended() {
      return timetable().ended;
    },
    get endedSoFar() {
      return timetable().endedSoFar;
    },
  };
}

function timetableOf(connection: Connection): Pick<Uses, 'requests' | 'sent' | 'ended' | 'endedSoFar'> {
  const requests = inOrderOf(connection.requests, sentAtOf);
  const ends = requests.map(endOf);
  let latest = -Infinity;
  return {
    requests,
    sent: requests.map(sentAtOf),
    ended: inOrderOf(ends, (end) => end),
    endedSoFar: ends.map((end) => (latest = Math.max(latest, end))),
  };
}

/** Sorted; as it is, and that is most of the time, when it was. */
function inOrderOf<T>(items: readonly T[], valueOf: (item: T) => number): readonly T[] {
  const isSorted = items.every((item, i) => i === 0 || valueOf(items[i - 1]!) <= valueOf(item));
  return isSorted ? items : items.toSorted((a, b) => ascending(valueOf(a), valueOf(b)));
}

/** ∞ is no number to subtract. */
const ascending = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** When a request's own setup was done: its first measured phase after it begins. */
export function readyAt(request: Request): number {
  for (const name of PHASES.slice(PHASES.indexOf('send'))) {
    const phase = request.phases[name];
    if (phase.state === 'measured') return phase.start;
  }
  return endOf(request);
}

/** Requests sent before this moment. */
export const servedBefore = ({ sent }: Uses, at: number): number => below(sent, at);

/** Requests that were sent by then and had not ended. */
export const inFlightAt = ({ sent, ended }: Uses, at: number): number => upTo(sent, at) - upTo(ended, at);
