import { doubtfulOf } from '../../model/candidates.ts';
import type { Connection } from '../../model/connection.ts';
import { isSurelyPlaced } from '../../model/placing.ts';
import { isSerial } from '../../model/protocol.ts';
import { readKeepAlive, type KeepAliveHeader } from '../../model/keep-alive-header.ts';
import type { IdleGap } from './idle-gap.ts';

/** What a server says of its connections in `Keep-Alive`, beside what happened to them. */
export interface Advertised {
  /** The last that it said. */
  readonly header: KeepAliveHeader;
  /** Id of the request whose answer said it. */
  readonly request: string;
  /** Connections on which it said so. */
  readonly connections: number;
  readonly timeout: TimeoutKept | null;
  readonly max: MaxKept | null;
}

export interface TimeoutKept {
  readonly saidMs: number;
  /**
   * - `kept-longer`: a longer gap was bridged. Allowed, and a fact.
   * - `closed-sooner`: a connection was likely lost in a shorter gap.
   * - `as-said`: none was lost in a shorter gap, one was in a longer.
   * - `untested`: no gap came near it.
   */
  readonly verdict: 'kept-longer' | 'closed-sooner' | 'as-said' | 'untested';
  readonly longestBridgedMs: number | null;
  readonly shortestLostMs: number | null;
}

export interface MaxKept {
  /** The highest number of requests after a response that it allowed. */
  readonly said: number;
  /** Connections on which it said one. */
  readonly connections: number;
  /** Of those that took more requests than they were said to. */
  readonly exceeded: readonly Limit[];
  /** Of those that took exactly as many. */
  readonly usedUp: readonly Limit[];
}

/** How many more requests a response allowed on its connection, and how many came. */
interface Limit {
  /** Id of the request whose answer said it. */
  readonly request: string;
  readonly allowed: number;
  readonly came: number;
  /** With those that may have been on another connection, or may have come to this one. */
  readonly cameAtMost: number;
}

/** Timers tick in seconds; Node waits one more than it says (server.keepAliveTimeoutBuffer, since 24.6 and 22.19). */
export const SLACK_MS = 1000;

/** `null` when no response of an HTTP/1 connection says anything. */
export function advertisedOn(connections: readonly Connection[], gaps: readonly IdleGap[]): Advertised | null {
  const read = remembering(readKeepAlive);
  const said = connections.filter(({ protocol }) => isSerial(protocol)).flatMap((connection) => saidOn(connection, read) ?? []);
  const last = said.reduce<Said | null>((latest, one) => (latest === null || one.at > latest.at ? one : latest), null);
  if (last === null) return null;
  const { timeoutMs } = last.header;
  return { header: last.header, request: last.request, connections: said.length, timeout: timeoutMs === null ? null : timeoutKept(timeoutMs, gaps), max: maxKept(said) };
}

/** The last header of a connection, and the first limit that was told on it. */
interface Said {
  readonly header: KeepAliveHeader;
  readonly request: string;
  readonly at: number;
  readonly limit: Limit | null;
}

function saidOn(connection: Connection, read: typeof readKeepAlive): Said | null {
  const { requests } = connection;
  let said: Said | null = null;
  requests.forEach(({ id, headers, start }, index) => {
    const header = read(headers['keep-alive']);
    if (header === null) return;
    const limit = header.max === null ? null : { request: id, allowed: header.max, ...cameAfter(connection, index) };
    said = { header, request: id, at: start, limit: said?.limit ?? limit };
  });
  return said;
}

/** Whose own place is in doubt says nothing for sure of this connection. */
function cameAfter(connection: Connection, index: number): Pick<Limit, 'came' | 'cameAtMost'> {
  const { requests } = connection;
  const later = requests.slice(index + 1);
  const { start } = requests[index]!;
  const came = isSurelyPlaced(requests[index]!) ? later.filter(isSurelyPlaced).length : 0;
  return { came, cameAtMost: later.length + doubtfulOf(connection).filter((request) => request.start > start).length };
}

/** A server says the same few values again and again. */
function remembering<T>(read: (value: string | undefined) => T): (value: string | undefined) => T {
  const known = new Map<string | undefined, T>();
  return (value) => {
    if (!known.has(value)) known.set(value, read(value));
    return known.get(value)!;
  };
}

function timeoutKept(saidMs: number, gaps: readonly IdleGap[]): TimeoutKept {
  const serial = gaps.filter(({ protocol, isSure }) => isSure && isSerial(protocol));
  const bridged = serial.filter(({ outcome }) => outcome === 'bridged').reduce((longest, { ms }) => Math.max(longest, ms), -Infinity);
  const lost = serial.filter(({ outcome }) => outcome === 'lost').reduce((shortest, { ms }) => Math.min(shortest, ms), Infinity);
  const verdict = bridged > saidMs + SLACK_MS ? 'kept-longer' : lost < saidMs - SLACK_MS ? 'closed-sooner' : lost < Infinity ? 'as-said' : 'untested';
  return { saidMs, verdict, longestBridgedMs: bridged === -Infinity ? null : bridged, shortestLostMs: lost === Infinity ? null : lost };
}

function maxKept(said: readonly Said[]): MaxKept | null {
  const limits = said.flatMap(({ limit }) => limit ?? []);
  if (limits.length === 0) return null;
  return {
    said: limits.reduce((most, { allowed }) => Math.max(most, allowed), 0),
    connections: limits.length,
    exceeded: limits.filter(({ allowed, came }) => came > allowed),
    usedUp: limits.filter(({ allowed, came, cameAtMost }) => came === allowed && cameAtMost === came && came > 0),
  };
}
