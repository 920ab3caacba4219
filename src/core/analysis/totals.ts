import { groupBy } from '../base/group.ts';
import type { OriginSummary, Totals } from '../model/analysis.ts';
import type { Connection } from '../model/connection.ts';
import { PROTOCOLS, type Protocol } from '../model/protocol.ts';
import type { Opening, Request } from '../model/request.ts';

/** Counts and sums over some requests. `connections` are those that at least one of them used. */
function totalsOf(requests: readonly Request[]): Totals {
  const count: Record<Opening, number> = { new: 0, 'opened-earlier': 0, reused: 0, none: 0, unknown: 0 };
  const connections = new Set<string>();
  const byProtocol: Partial<Record<Protocol, number>> = {};
  let setupMs = 0;
  let stalledMs = 0;
  for (const request of requests) {
    count[request.origination.opening] += 1;
    if (request.connection !== null) connections.add(request.connection);
    if (request.origination.opening === 'none') continue;
    if (request.protocol !== null) byProtocol[request.protocol] = (byProtocol[request.protocol] ?? 0) + 1;
    setupMs += request.setup ?? 0;
    stalledMs += request.stalled ?? 0;
  }
  const known = count.new + count['opened-earlier'] + count.reused;
  return {
    requests: requests.length,
    connections: connections.size,
    new: count.new,
    openedEarlier: count['opened-earlier'],
    reused: count.reused,
    none: count.none,
    unknown: count.unknown,
    reuseRatio: known === 0 ? null : count.reused / known,
    setupMs,
    stalledMs,
    byProtocol,
  };
}

/** The same over whole origins: every request is of one, a connection may be of several. */
export function totalsOfAll(origins: readonly OriginSummary[], connections: number): Totals {
  const all = { requests: 0, new: 0, openedEarlier: 0, reused: 0, none: 0, unknown: 0, setupMs: 0, stalledMs: 0 };
  const counts: Partial<Record<Protocol, number>> = {};
  for (const { totals, protocols } of origins) {
    all.requests += totals.requests;
    all.new += totals.new;
    all.openedEarlier += totals.openedEarlier;
    all.reused += totals.reused;
    all.none += totals.none;
    all.unknown += totals.unknown;
    all.setupMs += totals.setupMs;
    all.stalledMs += totals.stalledMs;
    for (const protocol of protocols) counts[protocol] = (counts[protocol] ?? 0) + (totals.byProtocol[protocol] ?? 0);
  }
  const byProtocol: Partial<Record<Protocol, number>> = {};
  for (const protocol of PROTOCOLS) if (counts[protocol] !== undefined) byProtocol[protocol] = counts[protocol];
  const known = all.new + all.openedEarlier + all.reused;
  return { ...all, connections, reuseRatio: known === 0 ? null : all.reused / known, byProtocol };
}

/** Requests in order of start, connections in order of first use. */
export function originSummary(origin: string, requests: readonly Request[], connections: readonly Connection[]): OriginSummary {
  const totals = totalsOf(requests);
  return { origin, protocols: PROTOCOLS.filter((protocol) => totals.byProtocol[protocol] !== undefined), totals, requests, connections };
}

export function originSummaries(requests: readonly Request[], connections: readonly Connection[]): readonly OriginSummary[] {
  const serving = connectionsByOrigin(connections);
  return [...groupBy(requests, (request) => request.origin)].map(([origin, own]) => originSummary(origin, own, serving.get(origin) ?? []));
}

/** Of all origins, or of these. */
export function connectionsByOrigin(connections: readonly Connection[], wanted?: ReadonlySet<string>): ReadonlyMap<string, readonly Connection[]> {
  const serving = new Map<string, Connection[]>();
  for (const connection of connections) {
    for (const origin of connection.origins) {
      if (wanted && !wanted.has(origin)) continue;
      const others = serving.get(origin);
      if (others) others.push(connection);
      else serving.set(origin, [connection]);
    }
  }
  return serving;
}
