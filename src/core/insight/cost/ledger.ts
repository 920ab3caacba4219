import { SETUP_PHASES, stretchOf, union, within, type Interval, type SetupPhase } from '../../analysis/held-up.ts';
import { groupBy } from '../../base/group.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';

/** Time in ms, counted in two ways. */
export interface Spent {
  /** Over all setups. They run side by side, so it may exceed the clock. */
  readonly sumMs: number;
  /** With what overlaps counted once. */
  readonly clockMs: number;
}

/** What setups cost. QUIC's one handshake counts as `tls` (RFC 9001 section 3). */
export interface SetupCost extends Readonly<Record<SetupPhase, Spent>> {
  /** How many requests had a setup of their own, also where it took no time that the browser's clock shows. */
  readonly requests: number;
  readonly all: Spent;
  readonly avoidable: AvoidableCost;
}

/**
 * What reuse would have saved, as far as the verdicts tell.
 * `clockMs` is the time in which no other setup ran than avoidable ones, so
 * that what stays behind is not counted as saved.
 */
interface AvoidableCost extends Spent {
  readonly requests: number;
}

/** The setup of one connection, as the request tells it that opened it. */
interface ConnectionSetup {
  readonly connection: string;
  /** The origin that opened it. A coalesced connection costs the others nothing. */
  readonly origin: string;
  /** Id of the request that opened it. */
  readonly request: string;
  readonly dnsMs: number;
  readonly tcpMs: number;
  readonly tlsMs: number;
  readonly totalMs: number;
  readonly isAvoidable: boolean;
}

export interface SetupLedger {
  readonly total: SetupCost;
  /** Sums of the pages, and those of the origins, add up to the total's. */
  readonly pages: readonly { readonly page: string | null; readonly cost: SetupCost }[];
  readonly origins: readonly { readonly origin: string; readonly cost: SetupCost }[];
  readonly connections: readonly ConnectionSetup[];
  /**
   * Setups that belong to no connection of the list: a request whose connection
   * nobody names, and one that raced a connect of its own but was carried by a
   * connection that was there. Connections and this add up to the total.
   */
  readonly beside: SetupCost;
  /** Connections whose setup nobody tells: opened earlier, or hidden. What they cost is in no sum. */
  readonly unseen: number;
}

/** One request's own setup. Everything below is a sum or a union of these, so nothing is counted twice. */
export interface Charge {
  readonly request: Request;
  readonly stretches: Readonly<Partial<Record<SetupPhase, Interval>>>;
  readonly isAvoidable: boolean;
}

/** @param isAvoidable says whether reuse was to be had instead of this request's setup. */
export function setupLedger(analysis: Analysis, isAvoidable: (request: Request) => boolean): SetupLedger {
  const charges = chargesOf(analysis.requests, isAvoidable);
  const chargeOfRequest = new Map(charges.map((charge) => [charge.request, charge]));
  const openings = analysis.connections.flatMap((connection) => openingCharge(connection, chargeOfRequest) ?? []);
  const onConnections = new Set(openings.map(({ charge }) => charge));
  const total = costOf(charges);
  // A page, or an origin, that is alone costs the total: no need to merge it all again.
  const cost = (own: readonly Charge[]): SetupCost => (own.length === charges.length ? total : costOf(own));
  return {
    total,
    pages: [...groupBy(charges, ({ request }) => request.page)].map(([page, own]) => ({ page, cost: cost(own) })),
    origins: [...groupBy(charges, ({ request }) => request.origin)].map(([origin, own]) => ({ origin, cost: cost(own) })),
    connections: openings.map(({ connection, charge }) => connectionSetup(connection, charge)),
    beside: cost(charges.filter((charge) => !onConnections.has(charge))),
    unseen: analysis.connections.length - openings.length,
  };
}

export const chargesOf = (requests: readonly Request[], isAvoidable: (request: Request) => boolean): readonly Charge[] => requests.flatMap((request) => chargeOf(request, isAvoidable));

function chargeOf(request: Request, isAvoidable: (request: Request) => boolean): Charge[] {
  // As in the totals: what came from a cache may carry the times of the load that filled it.
  if (request.origination.opening === 'none') return [];
  if (SETUP_PHASES.every((phase) => request.phases[phase].state !== 'measured')) return [];
  const stretches: Partial<Record<SetupPhase, Interval>> = {};
  for (const phase of SETUP_PHASES) {
    const stretch = stretchOf(request.phases[phase]);
    if (stretch !== null) stretches[phase] = stretch;
  }
  return [{ request, stretches, isAvoidable: isAvoidable(request) }];
}

/** A connection is set up once, by the request that opened it, whatever its other requests report. */
function openingCharge(connection: Connection, charges: ReadonlyMap<Request, Charge>): { readonly connection: Connection; readonly charge: Charge } | null {
  const [first] = connection.requests;
  const charge = first?.origination.opening === 'new' ? charges.get(first) : undefined;
  return charge === undefined ? null : { connection, charge };
}

function connectionSetup({ id }: Connection, { request, stretches, isAvoidable }: Charge): ConnectionSetup {
  const [dnsMs, tcpMs, tlsMs] = [lengthOf(stretches.dns), lengthOf(stretches.tcp), lengthOf(stretches.tls)];
  return { connection: id, origin: request.origin, request: request.id, dnsMs, tcpMs, tlsMs, totalMs: dnsMs + tcpMs + tlsMs, isAvoidable };
}

export function costOf(charges: readonly Charge[]): SetupCost {
  const by: Record<SetupPhase, Interval[]> = { dns: [], tcp: [], tls: [] };
  const all: Interval[] = [];
  const avoidable: Interval[] = [];
  const unavoidable: Interval[] = [];
  for (const { stretches, isAvoidable } of charges) {
    for (const phase of SETUP_PHASES) {
      const stretch = stretches[phase];
      if (stretch === undefined) continue;
      by[phase].push(stretch);
      all.push(stretch);
      (isAvoidable ? avoidable : unavoidable).push(stretch);
    }
  }
  const whole = spent(all);
  return {
    requests: charges.length,
    dns: spent(by.dns),
    tcp: spent(by.tcp),
    tls: spent(by.tls),
    all: whole,
    avoidable: { requests: charges.filter((charge) => charge.isAvoidable).length, sumMs: sumOf(avoidable), clockMs: whole.clockMs - clockOf(unavoidable) },
  };
}

const spent = (intervals: readonly Interval[]): Spent => ({ sumMs: sumOf(intervals), clockMs: clockOf(intervals) });

const clockOf = (intervals: readonly Interval[]): number => within(union(intervals), -Infinity, Infinity);

const lengthOf = (interval: Interval | undefined): number => (interval === undefined ? 0 : interval[1] - interval[0]);

const sumOf = (intervals: readonly Interval[]): number => intervals.reduce((sum, interval) => sum + lengthOf(interval), 0);
