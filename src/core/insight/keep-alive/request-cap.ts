import { groupBy } from '../../base/group.ts';
import type { Connection } from '../../model/connection.ts';
import type { Protocol } from '../../model/protocol.ts';
import { isReusable, type Reusable } from './browser-limits.ts';

/** What a limit on requests per connection would have cost. */
export interface CapCost {
  readonly requests: number;
  /** Further connections that would have had to be opened. */
  readonly connections: number;
  /** Over which servers set it. */
  readonly protocols: readonly Reusable[];
  readonly source: string;
}

/** A limit that servers set unasked, and for which protocols. */
interface UsualCap extends Pick<CapCost, 'requests' | 'protocols' | 'source'> {
  /** Few servers have it: that a connection ends there may be chance. */
  readonly isRare?: true;
}

const USUAL_CAPS: readonly UsualCap[] = [
  { requests: 100, protocols: ['http/1.0', 'http/1.1'], source: 'Apache httpd MaxKeepAliveRequests; Tomcat maxKeepAliveRequests; nginx keepalive_requests before 1.19.10' },
  { requests: 1000, protocols: ['http/1.0', 'http/1.1'], source: 'nginx keepalive_requests since 1.19.10' },
  // nginx.org/en/CHANGES: http2_max_requests was 1000; since 1.19.7 keepalive_requests counts for HTTP/2, and was 100 until 1.19.10.
  { requests: 100, protocols: ['h2'], source: 'nginx 1.19.7 to 1.19.9, keepalive_requests', isRare: true },
  { requests: 1000, protocols: ['h2'], source: 'nginx keepalive_requests since 1.19.10, http2_max_requests before 1.19.7' },
  { requests: 1000, protocols: ['h3'], source: 'nginx keepalive_requests' },
];

/** The limit that is reached with so many requests. */
export const usualCapOf = (protocol: Protocol | null, requests: number): UsualCap | undefined => USUAL_CAPS.find((cap) => cap.requests === requests && cap.protocols.some((one) => one === protocol));

/** Of the protocols that these speak, the lowest first. */
export function usualCaps(connections: readonly Connection[]): readonly CapCost[] {
  const spoken = new Set(connections.map(({ protocol }) => protocol));
  const byRequests = groupBy(USUAL_CAPS.filter(({ protocols }) => protocols.some((one) => spoken.has(one))), ({ requests }) => requests);
  return [...byRequests.entries()].map(([requests, caps]) => {
    const protocols = caps.flatMap((cap) => cap.protocols);
    return { requests, protocols, source: caps.map(({ source }) => source).join('; '), connections: connectionsBeyond(connections.filter(({ protocol }) => protocols.some((one) => one === protocol)), requests) };
  });
}

/** A connection of n requests would have been one for each `cap` of them. */
export const connectionsBeyond = (connections: readonly Connection[], cap: number): number =>
  connections.filter(({ protocol }) => isReusable(protocol)).reduce((sum, { requests }) => sum + Math.max(Math.ceil(requests.length / cap) - 1, 0), 0);
