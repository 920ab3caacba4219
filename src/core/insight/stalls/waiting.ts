import { indexById } from '../../base/group.ts';
import type { Analysis, OriginSummary } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { isSerial } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import type { Browser } from '../engine.ts';
import { SLOTS } from '../../model/slots.ts';
import { countBelow } from '../bisect.ts';
import { CLOCK_MS } from '../clock.ts';
import { apartnessOf, poolsOf, type Pool, type Pools } from '../pool/pools.ts';
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
  /** OPTIONS to the same address that began while it waited, the last few. */
  options(): readonly Request[];
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
    const key = `${request.origin} ${pool.credentials?.pool} ${pool.place.topSite} ${pool.place.inCrossSiteFrame} ${pool.partition}`;
    const summary = origins.get(request.origin);
    const ofOrigin = lanes.get(request.origin) ?? (summary === undefined ? [] : lanesOf(summary, pools));
    lanes.set(request.origin, ofOrigin);
    const holding = slots.get(key) ?? holdingOf(heldInPool(ofOrigin, pool, pools.browser));
    slots.set(key, holding);
    return holding;
  };
  const lastOf = ({ url }: Request, until: number): readonly Request[] => {
    byAddress ??= repeated(analysis.requests);
    const all = byAddress.get(url) ?? [];
    const before = countBelow(all.length, (i) => all[i]!.start, until, true);
    return all.slice(Math.max(before - MOST_ALIKE, 0), before);
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
      sameAddress: () => lastOf(request, request.start).filter((other) => other !== request),
      options: () => (request.method === 'OPTIONS' ? [] : lastOf(request, to).filter(({ method, start }) => method === 'OPTIONS' && start >= from - CLOCK_MS)),
    };
  };
}

/** A connection of one request at a time, or a request of which nobody knows on which it was. */
interface Lane {
  readonly pool: Pool;
  readonly held: readonly Held[];
  /** Where a NetLog tells it. */
  readonly life: readonly [number, number] | null;
}

function lanesOf({ connections, requests }: OriginSummary, pools: Pools): readonly Lane[] {
  const named = connections.filter(({ protocol }) => isSerial(protocol)).map((connection) => ({ pool: pools.ofConnection(connection), held: inTurns(connection.requests), life: lifeOf(connection) }));
  const unnamed = requests
    .filter(({ connection, origination, protocol }) => connection === null && origination.opening !== 'none' && isSerial(protocol))
    .map((request) => ({ pool: pools.ofRequest(request), held: inTurns([request]), life: null }));
  return [...named, ...unnamed];
}

const lifeOf = ({ report }: Connection): Lane['life'] => (report === undefined ? null : [report.openedAt, report.closed?.at ?? Infinity]);

/** More at a time than a pool holds: then several profiles have one of this name each. */
function isCrowded(lanes: readonly Lane[]): boolean {
  const changes = lanes.flatMap(({ life }) => (life === null ? [] : [[life[0], 1], [life[1], -1]] as const)).sort(([a, opens], [b, closes]) => a - b || opens - closes);
  let open = 0;
  return changes.some(([, by]) => (open += by) > SLOTS);
}

/** Whoever is only presumed to be in another pool is not counted: rather no reason than a wrong one. */
function heldInPool(lanes: readonly Lane[], pool: Pool, browser: Browser | null): readonly Held[] {
  const own = lanes.flatMap((lane) => {
    const { byCredentials, byPlace } = apartnessOf(lane.pool, pool, browser);
    const apart = [byCredentials, byPlace];
    return apart.some((told) => told.endsWith('apart')) ? [] : [{ lane, isUnsure: apart.includes('unknown') }];
  });
  const areSeveral = isCrowded(own.map(({ lane }) => lane));
  return own.flatMap(({ lane: { held }, isUnsure }) => (isUnsure || areSeveral ? held.map((one) => ({ ...one, unsure: true as const })) : held));
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
