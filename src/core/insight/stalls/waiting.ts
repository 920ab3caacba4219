import { indexById } from '../../base/group.ts';
import type { Analysis, OriginSummary } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { isSerial } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import type { Browser } from '../engine.ts';
import { apartByCredentials } from '../pool/credentials.ts';
import { apartByPlace } from '../pool/place.ts';
import { countBelow } from '../bisect.ts';
import { poolsOf, type Pool, type Pools } from '../pool/pools.ts';
import { atOnce, holdingOf, inTurns, type Held, type Holding } from './holding.ts';

/** A request that waited, and what can be asked about it. */
export interface Waiting {
  readonly request: Request;
  readonly from: number;
  readonly to: number;
  readonly ms: number;
  /** That it got in the end; `null` where nobody names it. */
  readonly connection: Connection | null;
  readonly browser: Browser | null;
  /** HTTP/1 requests to the origin, of the same pool for all that is known. */
  slots(): Holding;
  /** All requests on its own connection. */
  streams(): Holding;
  /** The last few of the same address that began before it. */
  sameAddress(): readonly Request[];
}

/** A cache has one writer at a time: the one that is waited for is one of the last. */
const MOST_ALIKE = 8;

export type Wait = Pick<Waiting, 'request' | 'from' | 'to'>;

/** Makes a wait one that can be asked. What it is asked for is worked out once for all waits. */
export function waitings(analysis: Analysis): (wait: Wait) => Waiting {
  const pools = poolsOf(analysis);
  const connections = indexById(analysis.connections);
  const origins = new Map(analysis.origins.map((summary) => [summary.origin, summary]));
  const streams = new Map<Connection, Holding>();
  const slots = new Map<string, Holding>();
  const lanes = new Map<string, readonly Lane[]>();
  let byAddress: ReadonlyMap<string, readonly Request[]> | null = null;

  const slotsFor = (request: Request, pool: Pool): Holding => {
    const key = `${request.origin} ${pool.credentials?.pool} ${pool.place.topSite} ${pool.place.inCrossSiteFrame}`;
    const summary = origins.get(request.origin);
    const ofOrigin = lanes.get(request.origin) ?? (summary === undefined ? [] : lanesOf(summary, pools));
    lanes.set(request.origin, ofOrigin);
    const holding = slots.get(key) ?? holdingOf(ofOrigin.flatMap((lane) => heldInPool(lane, pool, pools.browser)));
    slots.set(key, holding);
    return holding;
  };
  return ({ request, from, to }) => {
    const connection = request.connection === null ? null : (connections.get(request.connection) ?? null);
    return {
      request,
      from,
      to,
      ms: to - from,
      connection,
      browser: pools.browser,
      slots: () => slotsFor(request, connection === null ? pools.ofRequest(request) : pools.ofConnection(connection)),
      streams() {
        const holding = connection === null ? holdingOf([]) : (streams.get(connection) ?? holdingOf(atOnce(connection)));
        if (connection !== null) streams.set(connection, holding);
        return holding;
      },
      sameAddress() {
        byAddress ??= repeated(analysis.requests);
        const all = byAddress.get(request.url) ?? [];
        const before = countBelow(all.length, (i) => all[i]!.start, request.start, true);
        return all.slice(Math.max(before - MOST_ALIKE, 0), before).filter((other) => other !== request);
      },
    };
  };
}

/** A connection of one request at a time, or a request of which nobody knows on which it was. */
interface Lane {
  readonly pool: Pool;
  readonly held: readonly Held[];
}

function lanesOf({ connections, requests }: OriginSummary, pools: Pools): readonly Lane[] {
  const named = connections.filter(({ protocol }) => isSerial(protocol)).map((connection) => ({ pool: pools.ofConnection(connection), held: inTurns(connection.requests) }));
  const unnamed = requests
    .filter(({ connection, origination, protocol }) => connection === null && origination.opening !== 'none' && protocol !== null && isSerial(protocol))
    .map((request) => ({ pool: pools.ofRequest(request), held: inTurns([request]) }));
  return [...named, ...unnamed];
}

/** Whoever is only presumed to be in another pool is not counted: rather no reason than a wrong one. */
function heldInPool({ pool: its, held }: Lane, pool: Pool, browser: Browser | null): readonly Held[] {
  const apart = [apartByCredentials(its.credentials, pool.credentials), apartByPlace(its.place, pool.place, browser)];
  if (apart.some((told) => told.endsWith('apart'))) return [];
  return apart.includes('unknown') ? held.map((one) => ({ ...one, unsure: true })) : held;
}

function repeated(requests: readonly Request[]): ReadonlyMap<string, readonly Request[]> {
  const first = new Map<string, Request>();
  const groups = new Map<string, Request[]>();
  for (const request of requests) {
    const twin = first.get(request.url);
    const group = groups.get(request.url);
    if (group) group.push(request);
    else if (twin) groups.set(request.url, [twin, request]);
    else first.set(request.url, request);
  }
  return groups;
}
