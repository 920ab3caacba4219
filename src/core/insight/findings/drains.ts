import type { Analysis, OriginSummary } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { isStream } from '../../model/ends.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { apartnessOf, poolsOf, type Pools } from '../pool/pools.ts';
import { sentAtOf } from '../uses.ts';
import { isOfTheNetwork } from '../why/environment.ts';

/** A connection that went on answering what it had, while a request that could have gone on it opened another. */
export interface Drain {
  readonly origin: string;
  readonly opener: Request;
  readonly connection: Connection;
  /** It was lost between its last new request and the opening. */
  readonly from: number;
  readonly to: number;
}

/** Of these openings, by origin, those whose connection was drained by its server, for all that is known. */
export function drainsOf(analysis: Analysis, openings: ReadonlyMap<OriginSummary, readonly Request[]>): readonly Drain[] {
  if (openings.size === 0) return [];
  const pools = poolsOf(analysis);
  const drains = [...openings].flatMap(([summary, requests]) => requests.flatMap((opener) => drainBefore(opener, summary, pools) ?? []));
  // The browser gives all its connections up then, by itself.
  const changes = analysis.requests.filter(isOfTheNetwork);
  return drains.filter((drain) => !changes.some(({ start, end }) => isWhile(drain, start, end ?? start)) && !drains.some((other) => isElsewhere(drain, other) && isWhile(drain, other.from, other.to)));
}

function drainBefore(opener: Request, { origin, connections }: OriginSummary, pools: Pools): Drain | null {
  const own = connections.find(({ id }) => id === opener.connection);
  if (own === undefined) return null;
  const to = sentAtOf(opener);
  for (const connection of connections) {
    if (connection === own || connection.protocol !== own.protocol || !isMultiplexed(connection.protocol) || !isAnsweringAfter(connection, to)) continue;
    const from = lastBegunOn(connection);
    if (from < to && mayBeOnePool(connection, own, pools)) return { origin, opener, connection, from, to };
  }
  return null;
}

/** What failed was not answered; and of what has no end, a stream alone is known to go on. */
const isAnsweringAfter = ({ requests }: Connection, at: number): boolean => requests.some((request) => request.error === null && (request.end === null ? isRunningStream(request) : request.end > at));

const isRunningStream = (request: Request): boolean => request.status !== null && isStream(request);

/** After this it was given nothing new. */
const lastBegunOn = ({ requests }: Connection): number => requests.reduce((last, { start }) => Math.max(last, start), -Infinity);

function mayBeOnePool(there: Connection, own: Connection, pools: Pools): boolean {
  const [a, b] = [pools.ofConnection(there), pools.ofConnection(own)];
  const { byCredentials, byPlace } = apartnessOf(a, b, pools.browser);
  return [byCredentials, byPlace].every((apart) => apart !== 'apart' && apart !== 'presumed-apart');
}

/** Two connections to two servers, for all that is told, lost together: what they have in common is the network, or the browser. */
const isElsewhere = (a: Drain, b: Drain): boolean => a.origin !== b.origin && (a.connection.remoteAddress === null || a.connection.remoteAddress !== b.connection.remoteAddress);

const isWhile = (drain: Drain, from: number, to: number): boolean => from <= drain.to && to >= drain.from;
