import { groupBy } from '../base/group.ts';
import type { OriginSummary, Totals } from '../model/analysis.ts';
import type { Connection } from '../model/connection.ts';
import { PROTOCOLS, type Protocol } from '../model/protocol.ts';
import type { Opening, Request } from '../model/request.ts';

/** Counts and sums over some requests. `connections` are those that at least one of them used. */
export function totalsOf(requests: readonly Request[]): Totals {
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

export function originSummaries(requests: readonly Request[], connections: readonly Connection[]): readonly OriginSummary[] {
  const byOrigin = groupBy(requests, (request) => request.origin);
  const serving = connections.flatMap((connection) => connection.origins.map((origin) => ({ origin, connection })));
  const connectionsOf = groupBy(serving, ({ origin }) => origin);
  return [...byOrigin].map(([origin, own]) => {
    const totals = totalsOf(own);
    return { origin, protocols: PROTOCOLS.filter((protocol) => totals.byProtocol[protocol] !== undefined), totals, requests: own, connections: (connectionsOf.get(origin) ?? []).map(({ connection }) => connection) };
  });
}
