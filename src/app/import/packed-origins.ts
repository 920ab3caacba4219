import type { OriginSummary, Totals } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import { PROTOCOLS, type Protocol } from '../../core/model/protocol.ts';
import type { Request } from '../../core/model/request.ts';
import { listFrom, type Packer, type Unpacker } from './packing.ts';

/** Where requests and connections stand in the lists of all. */
export interface Places {
  readonly request: (request: Request) => number;
  readonly connection: (connection: Connection) => number;
}

export function packOrigin(to: Packer, { origin, totals, requests, connections }: OriginSummary, places: Places): void {
  to.word(origin);
  for (const name of COUNTS) to.code(totals[name]);
  to.number(totals.reuseRatio);
  to.number(totals.setupMs);
  to.number(totals.stalledMs);
  for (const protocol of PROTOCOLS) to.code(totals.byProtocol[protocol] ?? 0);
  for (const request of requests) to.code(places.request(request));
  to.code(connections.length);
  for (const connection of connections) to.code(places.connection(connection));
}

export function unpackOrigin(from: Unpacker, all: { readonly requests: readonly Request[]; readonly connections: readonly Connection[] }): OriginSummary {
  const origin = from.word()!;
  const counts = Object.fromEntries(COUNTS.map((name) => [name, from.code()])) as Record<(typeof COUNTS)[number], number>;
  const reuseRatio = from.number();
  const setupMs = from.number()!;
  const stalledMs = from.number()!;
  const byProtocol: Partial<Record<Protocol, number>> = {};
  for (const protocol of PROTOCOLS) {
    const count = from.code();
    if (count > 0) byProtocol[protocol] = count;
  }
  return {
    origin,
    protocols: PROTOCOLS.filter((protocol) => byProtocol[protocol] !== undefined),
    totals: { ...counts, reuseRatio, setupMs, stalledMs, byProtocol },
    requests: listFrom(counts.requests, () => all.requests[from.code()]!),
    connections: listFrom(from.code(), () => all.connections[from.code()]!),
  };
}

const COUNTS = ['requests', 'connections', 'new', 'openedEarlier', 'reused', 'none', 'unknown'] as const satisfies readonly (keyof Totals)[];
