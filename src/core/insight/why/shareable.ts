import { groupBy } from '../../base/group.ts';
import { isSecure, portOf, siteOf } from '../../base/url.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { countBelow } from '../bisect.ts';
import { once } from '../once.ts';
import type { Pools } from '../pool/pools.ts';
import { addressesTell, serverAddressOf } from '../protocols/coalescing.ts';
import type { Uses } from '../uses.ts';
import { isThere, otherAt, type Asking, type Other } from './other.ts';

/** Of as many as this the latest are looked at. */
const MOST = 6;

/**
 * Connections of other origins that were open and might have been shared:
 * HTTPS, HTTP/2 or HTTP/3, same remote address, port and protocol (RFC 9113
 * section 9.1.1), and of the same site, because a certificate for two names is
 * likely only there.
 */
export function shareables({ connections }: Analysis, usesOf: (connection: Connection) => Uses, pools: Pools): (request: Request, asking: Asking, own: Connection | null) => readonly Other[] {
  const keys = new Map<Connection, string | null>();
  const keyFor = (connection: Connection): string | null => {
    const known = keys.get(connection);
    if (known !== undefined) return known;
    const key = keyOf(connection);
    keys.set(connection, key);
    return key;
  };
  const canTell = once(() => addressesTell(connections));
  let index: ReadonlyMap<string | null, readonly Uses[]> | null = null;
  return (request, asking, own) => {
    const key = own === null ? null : keyFor(own);
    if (key === null || !canTell()) return [];
    index ??= new Map([...groupBy(connections, keyFor)].map(([shared, some]) => [shared, shared === null ? [] : some.map(usesOf).sort((a, b) => a.since - b.since)]));
    const alike = index.get(key) ?? [];
    const before = countBelow(alike.length, (i) => alike[i]!.since, asking.at, false);
    return alike
      .slice(Math.max(before - MOST, 0), before)
      .filter(({ connection }) => connection !== own && !connection.origins.includes(request.origin))
      .map((uses) => otherAt(uses, pools.ofConnection(uses.connection), asking, false))
      .filter((other) => other.state !== 'connecting' && isThere(other));
  };
}

function keyOf(connection: Connection): string | null {
  const { protocol, origins: [origin] } = connection;
  const address = serverAddressOf(connection);
  if (origin === undefined || address === null || !isMultiplexed(protocol) || !isSecure(origin)) return null;
  return `${siteOf(origin)} ${portOf(origin)} ${protocol} ${address}`;
}
