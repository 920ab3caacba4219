import { isSerial, type Protocol } from '../../model/protocol.ts';
import { isChromium, type Browser } from '../engine.ts';

/** How long a browser itself keeps an idle connection that it has used. */
export interface BrowserLimit {
  readonly browser: 'Chromium' | 'Firefox';
  /** `null`: it has no such limit; the server decides. */
  readonly keepsMs: number | null;
  readonly source: string;
}

/** Those whose connections take more than one request, one after another or at once. */
export type Reusable = Extract<Protocol, 'http/1.0' | 'http/1.1' | 'h2' | 'h3'>;

const HTTP1: readonly BrowserLimit[] = [
  { browser: 'Chromium', keepsMs: 300_000, source: 'net/socket/client_socket_pool.cc, g_used_idle_socket_timeout_s' },
  // Told a `Keep-Alive: timeout`, Firefox takes that instead, be it shorter or longer (netwerk/protocol/http/nsHttpConnection.cpp, OnHeadersAvailable).
  { browser: 'Firefox', keepsMs: 115_000, source: 'network.http.keep-alive.timeout, unless the response says Keep-Alive: timeout' },
];

/**
 * Untold; Firefox takes a longer time that HTTP/1 names, and of Safari nothing
 * is known. A server that keeps a connection longer than Chromium does gains
 * nothing by it there. From the sources of Chromium 154 and Firefox 157; for
 * HTTP/2 and QUIC in Chromium from older ones (about 2023).
 */
const LIMITS: Readonly<Record<Reusable, readonly BrowserLimit[]>> = {
  'http/1.0': HTTP1,
  'http/1.1': HTTP1,
  h2: [
    // Idle sessions are closed when sockets run short, memory is low or the network changes, never by a timer (net/spdy/spdy_session_pool.cc).
    { browser: 'Chromium', keepsMs: null, source: 'net/spdy/spdy_session_pool.cc: no timer' },
    { browser: 'Firefox', keepsMs: 170_000, source: 'network.http.http2.timeout' },
  ],
  // QUIC takes the smaller of what both ends announce (RFC 9000 section 10.1).
  h3: [
    { browser: 'Chromium', keepsMs: 30_000, source: 'net/quic/quic_context.h, kIdleConnectionTimeout' },
    { browser: 'Firefox', keepsMs: 30_000, source: 'network.http.http3.idle_timeout' },
  ],
};

export const isReusable = (protocol: Protocol | null): protocol is Reusable => protocol !== null && protocol in LIMITS;

export const browserLimits = (protocol: Reusable): readonly BrowserLimit[] => LIMITS[protocol];

/** How long this browser keeps one, ms; `null` where it has no limit, or nobody knows which browser it is. */
export function keptMs(browser: Browser | null, protocol: Protocol | null): number | null {
  if (browser === null || !isReusable(protocol)) return null;
  const name = isChromium(browser) ? 'Chromium' : 'Firefox';
  return LIMITS[protocol].find((limit) => limit.browser === name)?.keepsMs ?? null;
}

/**
 * The longest that a server can have this browser keep one, ms: Firefox takes a longer time that HTTP/1
 * names, and HTTP/2 has no header for it. An unknown browser is taken for the most patient one.
 */
export const withinReachMs = (browser: Browser | null, protocol: Reusable): number => (browser === 'firefox' && !isSerial(protocol) ? (keptMs(browser, protocol) ?? Infinity) : longestKept(protocol));

/** The longest that one of these keeps one untold, ms: in each protocol that is Chromium's. Infinite where it has no limit. */
export const longestKept = (protocol: Reusable): number => Math.max(...LIMITS[protocol].map(({ keepsMs }) => keepsMs ?? Infinity));
