import type { Connection } from '../../model/connection.ts';
import { isReusable } from './browser-limits.ts';

/** What a limit on requests per connection would have cost. */
export interface CapCost {
  readonly requests: number;
  /** Further connections that would have had to be opened. */
  readonly connections: number;
  readonly source: string;
}

/** The limits that servers set unasked. */
export const USUAL_CAPS: readonly Pick<CapCost, 'requests' | 'source'>[] = [
  { requests: 100, source: 'Apache httpd MaxKeepAliveRequests; Tomcat maxKeepAliveRequests; nginx keepalive_requests before 1.19.10' },
  { requests: 1000, source: 'nginx keepalive_requests since 1.19.10' },
];

export const usualCaps = (connections: readonly Connection[]): readonly CapCost[] => USUAL_CAPS.map((cap) => ({ ...cap, connections: connectionsBeyond(connections, cap.requests) }));

/** A connection of n requests would have been one for each `cap` of them. */
export const connectionsBeyond = (connections: readonly Connection[], cap: number): number =>
  connections.filter(({ protocol }) => isReusable(protocol)).reduce((sum, { requests }) => sum + Math.max(Math.ceil(requests.length / cap) - 1, 0), 0);
