import type { Connection } from '../../model/connection.ts';
import { isEndUntold } from '../../model/ends.ts';
import { LATEST_END_MS } from '../../model/late-end.ts';
import { isSerial } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { CLOCK_MS } from '../clock.ts';
import type { Browser } from '../engine.ts';
import { HARDLY_A_PAUSE_MS } from '../pause.ts';
import type { Apart } from '../pool/credentials.ts';
import { apartnessOf, type Pool } from '../pool/pools.ts';
import { answeredAt } from '../protocols/moments.ts';
import { endOf, inFlightAt, servedBefore, type Uses } from '../uses.ts';
import { isAborted } from './history.ts';

/** Another connection, as it stood when the one in question was opened. */
export interface Other {
  readonly connection: Connection;
  readonly uses: Uses;
  /** Requests sent on it before. */
  readonly served: number;
  /** The last of them; `null` while its setup runs. */
  readonly last: Request | null;
  /**
   * - `connecting`: its setup was not done.
   * - `busy`: requests were on it.
   * - `idle`: none was; it may have been closed since, unseen.
   * - `closed`: its last answer, or the end of its WebSocket, closed it.
   */
  readonly state: 'connecting' | 'busy' | 'idle' | 'closed';
  /** Requests on it. */
  readonly inFlight: number;
  /** How long it may have been idle although it is not said to be: nobody tells whether the answers on it have ended. 0 where that is out of the question. */
  readonly perhapsIdleMs: number;
  /** When its last request ended, if none was on it. */
  readonly idleMs: number;
  /** A request was sent on it later: it was there. */
  readonly usedAgain: boolean;
  readonly pool: Pool;
  readonly byCredentials: Apart;
  readonly byPlace: Apart;
  /** It has explained an earlier opening, and was not used since. */
  readonly spent: boolean;
}

/**
 * A connection is given to a waiting request before that is sent on it: 1.3 ms
 * in a capture where the next request of the same moment opened a connection
 * of its own meanwhile; 23 ms on a machine with more work than cores. Pools
 * serve in the order of asking, so what asked before the one in question and
 * got the connection soon after was given it first.
 */
const GIVEN_MS = 10;
const GIVEN_IN_TURN_MS = 100;

export interface Asking {
  /** When it began, its wait included. */
  readonly asked: number;
  readonly at: number;
  pool(): Pool;
  readonly browser: Browser | null;
}

export function otherAt(uses: Uses, pool: Pool, { asked, at, pool: ownPool, browser }: Asking, spent: boolean): Other {
  const own = ownPool();
  const { connection } = uses;
  const sent = servedBefore(uses, at);
  const served = isGiven(uses, sent, asked, at) ? sent + 1 : sent;
  const lastEnd = served === 0 ? -Infinity : uses.endedSoFar[served - 1]!;
  const state = stateAt(uses, { at, served, lastEnd });
  return {
    connection,
    uses,
    served,
    last: uses.requests[served - 1] ?? null,
    state,
    inFlight: state === 'busy' ? Math.max(inFlightAt(uses, at), 1) : 0,
    perhapsIdleMs: state === 'busy' ? perhapsIdleAt(uses, served, at) : 0,
    idleMs: state === 'idle' || state === 'closed' ? Math.max(at - lastEnd, 0) : 0,
    usedAgain: served < uses.requests.length,
    pool,
    ...apartnessOf(own, pool, browser),
    spent,
  };
}

/** What was given to a request that came before this moment is taken, although that was not sent yet. */
function isGiven({ connection: { protocol }, requests, sent }: Uses, next: number, asked: number, at: number): boolean {
  const [request, later] = [requests[next], (sent[next] ?? Infinity) - at];
  if (!isSerial(protocol) || request === undefined || request.start > at) return false;
  return later <= (request.start < asked ? GIVEN_IN_TURN_MS : GIVEN_MS);
}

function stateAt({ connection, readyAt }: Uses, { at, served, lastEnd }: { readonly at: number; readonly served: number; readonly lastEnd: number }): Other['state'] {
  const { closed } = connection;
  if (closed !== null && closed.at <= at + CLOCK_MS) return 'closed';
  if (at < readyAt) return 'connecting';
  return served === 0 || lastEnd > at - CLOCK_MS ? 'busy' : 'idle';
}

/** Since the last of its answers had come, or begun where no end of it is told. */
function perhapsIdleAt({ requests }: Uses, served: number, at: number): number {
  let since = -Infinity;
  for (const request of requests.slice(0, served)) {
    const done = isEndUntold(request) ? (answeredAt(request) ?? request.start) : endOf(request);
    if (done > at) return 0;
    since = Math.max(since, done);
  }
  return served === 0 ? 0 : at - since;
}

/** By what was sent, it was in another pool. */
export const isStranger = ({ byCredentials, byPlace }: Other): boolean => byCredentials === 'apart' || byPlace === 'apart';

/** In the same pool, if requests were made as they usually are. */
export const isAlike = ({ byCredentials, byPlace }: Pick<Other, 'byCredentials' | 'byPlace'>): boolean => (byCredentials === 'same' || byCredentials === 'presumed-same') && byPlace === 'same';

/** HTTP/1 and not free, or not yet there. */
export const isTaken = ({ state, connection }: Other): boolean => state === 'connecting' || (state === 'busy' && isSerial(connection.protocol));

/** It could have carried the request, for all that is known, unless it was gone by then. */
export const isAvailable = (other: Other): boolean => other.state !== 'closed' && !isTaken(other);

/** An HTTP/1 connection whose answer was not read to its end can't be used again (RFC 9112 section 9.3). */
export const hasBrokenOff = ({ state, usedAgain, last, connection }: Other): boolean => state === 'idle' && !usedAgain && isSerial(connection.protocol) && last !== null && last.error !== null;

/** The last request on it that broke off, if nothing was sent on it after that: until then, or a little later, for failures are told late. */
export function brokeOffOn({ uses: { requests, sent }, served }: Other, at: number): Request | null {
  const lastSent = sent[served - 1] ?? Infinity;
  return requests.slice(0, served).findLast((request) => isBroken(request) && endOf(request) >= lastSent && endOf(request) <= at + LATEST_END_MS) ?? null;
}

/** Not by the page, nor by a browser that withholds an answer that arrived (a CORS check, Opaque Response Blocking): these end a stream alone. */
const isBroken = (request: Request): boolean => request.error !== null && !isAborted(request) && !/ERR_(FAILED|BLOCKED_)/.test(request.error);

/** Nothing suggests that it was gone unseen: it was in use, or was used again, or was hardly idle. */
export const isThere = (other: Other): boolean => other.state === 'connecting' || (other.state === 'busy' && (other.usedAgain || other.perhapsIdleMs < HARDLY_A_PAUSE_MS)) || (other.state === 'idle' && (other.usedAgain || (other.idleMs < HARDLY_A_PAUSE_MS && !hasBrokenOff(other))));

/** When the request that held it is known to have ended; ∞ while it runs. */
export const heldUntil = ({ last }: Other): number => (last === null ? Infinity : endOf(last));
