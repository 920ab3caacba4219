import type { Request } from '../../model/request.ts';
import { readServerTiming, type ServerMetric } from './server-timing.ts';

/**
 * The second hop: what the proxy in front of the server told of its own
 * connection, in `Server-Timing`. Only metrics whose meaning is documented by
 * who sends them are read; the same word means different things elsewhere
 * (h2o's `connect` is the time since the *browser's* connection was made).
 */
export interface Upstream {
  readonly request: string;
  /** Whose convention it is. */
  readonly by: string;
  /**
   * - `opened`: the proxy connected for this request.
   * - `at-hand`: it took 0: the connection was reused, or was made in less than the clock's 1 ms.
   * - `waited`: the proxy waited for its pool, to connect or for a free place: the metric does not say which.
   * - `not-told`: no metric says.
   */
  readonly connection: 'opened' | 'at-hand' | 'waited' | 'not-told';
  /** As the proxy sent it. It should be ms, and is seconds where nginx's variable was copied as it is: to read, not to add up. */
  readonly took: number | null;
  readonly cache: 'hit' | 'miss' | 'revalidated' | null;
}

interface Convention {
  readonly by: string;
  /** Time to connect to the next server, 0 where that was reused. */
  readonly connect?: string;
  /** Time until the pool had a connection ready. */
  readonly ready?: string;
  /** The metric's name, or its description, says what the cache did. */
  readonly cache?: RegExp;
}

const CONVENTIONS: readonly Convention[] = [
  // Amazon CloudFront Developer Guide, "Server-Timing header": cdn-upstream-connect is 0 for a reused connection.
  { by: 'CloudFront', connect: 'cdn-upstream-connect', cache: /^cdn-cache-(hit|miss|refresh)$/i },
  // h2o.examp1e.net, "Server Timing Directives": proxy.connect is the access log's proxy.connect-time.
  { by: 'h2o', connect: 'proxy.connect' },
  // The lines of `send-server-timing.ts`.
  { by: 'nginx, HAProxy', connect: 'upstream_connect' },
  // Envoy, "Access logging": "from when the upstream request was created to when the connection pool is ready".
  { by: 'Envoy', ready: 'upstream_pool_ready' },
  // Seen in the wild; they tell of the cache alone.
  { by: 'Akamai', cache: /^cdn-cache$/ },
  { by: 'Cloudflare', cache: /^cfCacheStatus$/ },
];

const KNOWN = /cdn-upstream-connect|proxy\.connect|upstream_connect|upstream_pool_ready|cdn-cache|cfCacheStatus/i;

/** `null` where the answer has no metric that we know. */
export function upstreamOf({ id, headers }: Request): Upstream | null {
  const value = headers['server-timing'];
  // Looked for before it is read: most of these headers are about databases and templates.
  if (value === undefined || !KNOWN.test(value)) return null;
  const metrics = readServerTiming(value);
  for (const convention of CONVENTIONS) {
    const took = metrics.find(({ name }) => name === (convention.connect ?? convention.ready))?.durationMs ?? null;
    const cache = cacheOf(metrics, convention);
    // HAProxy writes −1 where no connection came about.
    if ((took === null || took < 0) && cache === null) continue;
    return { request: id, by: convention.by, connection: connectionBy(took, convention), took, cache };
  }
  return null;
}

function connectionBy(took: number | null, { connect }: Convention): Upstream['connection'] {
  if (took === null || took < 0) return 'not-told';
  if (took === 0) return 'at-hand';
  return connect === undefined ? 'waited' : 'opened';
}

function cacheOf(metrics: readonly ServerMetric[], { cache }: Convention): Upstream['cache'] {
  if (cache === undefined) return null;
  for (const { name, description } of metrics) {
    const said = cache.exec(name);
    if (!said) continue;
    const word = (said[1] ?? description ?? '').toLowerCase();
    if (word === 'hit') return 'hit';
    if (word.startsWith('refresh') || word.startsWith('revalidate')) return 'revalidated';
    return word === 'miss' || word === 'dynamic' || word === 'bypass' || word === 'expired' ? 'miss' : null;
  }
  return null;
}
