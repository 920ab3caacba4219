import { groupBy } from '../../base/group.ts';
import { isSecure, portOf, siteOf } from '../../base/url.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { hasProxyAddress } from '../../model/network-use.ts';
import { isMultiplexed, type Protocol } from '../../model/protocol.ts';
import { HARDLY_A_PAUSE_MS } from '../pause.ts';
import { apartnessOf, poolsOf, type Pools } from '../pool/pools.ts';
import { writtenAt } from './moments.ts';

/** Which origins shared a connection, which could have, and which must not. */
export interface CoalescingMap {
  readonly shared: readonly { readonly connection: string; readonly origins: readonly string[] }[];
  readonly possible: readonly CouldShare[];
  /** 421 (RFC 9110 section 15.5.20): the server does not want this origin on that connection. */
  readonly refused: readonly { readonly origin: string; readonly request: string; readonly connection: string | null }[];
}

/**
 * RFC 9113 section 9.1.1 wants the same address and a certificate that is
 * valid for both names, and Fetch one pool. Address, port, protocol, site, and
 * in part the pool, are known here; no source tells the certificate.
 */
export interface CouldShare {
  /** The one that was there, and the one that got a connection of its own. */
  readonly origins: readonly [there: string, own: string];
  readonly connections: readonly [there: string, own: string];
  readonly address: string;
  readonly protocol: Protocol;
}

export function coalescingOf(analysis: Analysis): CoalescingMap {
  const { connections, requests, origins } = analysis;
  const places = new Map(origins.map(({ origin }) => [origin, { site: siteOf(origin), port: portOf(origin) }]));
  return {
    shared: connections.filter(({ origins }) => origins.length > 1).map(({ id, origins }) => ({ connection: id, origins })),
    possible: addressesTell(connections) ? possiblePairs(connections, places, poolsOf(analysis)) : [],
    refused: requests.filter(({ status }) => status === 421).map(({ id, origin, connection }) => ({ origin, request: id, connection })),
  };
}

/** The address of the server, where the browser does not show that it is a proxy's. */
export const serverAddressOf = ({ remoteAddress, requests: [first] }: Connection): string | null => (first !== undefined && hasProxyAddress(first) ? null : remoteAddress);

/** Behind a proxy every origin has the proxy's address. Where two sites and more have all one address, addresses say nothing. */
export function addressesTell(connections: readonly Connection[]): boolean {
  const addressed = connections.filter((connection) => serverAddressOf(connection) !== null);
  if (new Set(addressed.map(({ remoteAddress }) => remoteAddress)).size > 1) return true;
  return new Set([...new Set(addressed.flatMap(({ origins }) => origins))].map(siteOf)).size < 2;
}

/** Site and port of each origin: told once, because there may be many connections. */
type Places = ReadonlyMap<string, { readonly site: string; readonly port: string | null }>;

/** The first connection of each origin, and kind of credentials, with the first of another that was there. Those that came later repeat the question. */
function possiblePairs(connections: readonly Connection[], places: Places, pools: Pools): readonly CouldShare[] {
  const beside = groupBy(connections.filter(canShare), ({ protocol, remoteAddress, origins: [first = ''], requests: [request] }) => {
    const place = places.get(first);
    return `${protocol} ${remoteAddress} ${place?.port} ${place?.site} ${request?.page}`;
  });
  const several = [...beside.values()].filter(({ length }) => length > 1);
  return several.flatMap((members) => [...groupBy(members, (connection) => isWithoutCredentials(connection, pools)).values()]).flatMap((members) => {
    const firsts = [...groupBy(members, ({ origins }) => origins[0]!).values()].map(([first]) => first!);
    const found = therebyOf(firsts, pools);
    return firsts.flatMap((own): readonly CouldShare[] => {
      const there = found.get(own);
      if (there === undefined) return [];
      return [{ origins: [there.origins[0]!, own.origins[0]!], connections: [there.id, own.id], address: own.remoteAddress!, protocol: own.protocol! }];
    });
  });
}

/** As far as the recording tells. Where the headers are not in it, a font shows it: one of another origin has none (CSS Fonts 4, "font fetching requirements"). */
function isWithoutCredentials(connection: Connection, pools: Pools): boolean {
  const { credentials } = pools.ofConnection(connection);
  return credentials === null ? connection.requests[0]?.resourceType === 'font' : credentials.pool === 'without';
}

/** Those that are asked for by frames of different sites share nothing, whatever the certificate says. */
function mayBeOnePlace(there: Connection, own: Connection, pools: Pools): boolean {
  const { byPlace } = apartnessOf(pools.ofConnection(there), pools.ofConnection(own), pools.browser);
  return byPlace !== 'apart' && byPlace !== 'presumed-apart';
}

/**
 * Of each connection the first other that could have carried it: that stood when it began to connect (two that begin
 * together race, and no server could mend that), and did not serve that origin. One address may have thousands of hosts: in the order
 * in which they began to connect, those that stand are taken up once, and those that are past dropped for good.
 */
function therebyOf(firsts: readonly Connection[], pools: Pools): ReadonlyMap<Connection, Connection> {
  const found = new Map<Connection, Connection>();
  const standing = firsts.filter(({ closed }) => closed === null).toSorted((a, b) => writtenAt(a.requests[0]!) - writtenAt(b.requests[0]!));
  let past = 0;
  for (const own of firsts.filter(({ openedAt }) => openedAt !== null).toSorted((a, b) => a.openedAt! - b.openedAt!)) {
    while (past < standing.length && isPast(standing[past]!, own.openedAt!)) past += 1;
    for (let i = past; i < standing.length && writtenAt(standing[i]!.requests[0]!) <= own.openedAt!; i++) {
      const there = standing[i]!;
      if (isPast(there, own.openedAt!) || there.origins.some((origin) => own.origins.includes(origin)) || !mayBeOnePlace(there, own, pools)) continue;
      found.set(own, there);
      break;
    }
  }
  return found;
}

const canShare = (connection: Connection): boolean => isMultiplexed(connection.protocol) && serverAddressOf(connection) !== null && isSecure(connection.origins[0] ?? '');

/** Nobody knows whether it still stood then. */
const isPast = ({ lastUsedAt }: Connection, at: number): boolean => lastUsedAt + HARDLY_A_PAUSE_MS < at;
