import type { Protocol } from '../model/protocol.ts';
import { isChromium, type Browser } from './engine.ts';

/**
 * HTTP/1 connections that a browser opens to one host in one pool: Chromium
 * net/socket/client_socket_pool_manager.cc (g_max_sockets_per_group; read in
 * copies up to version 154), Firefox network.http.max-persistent-connections-per-server.
 * With fewer, nobody can have waited for one to become free.
 */
export const SLOTS = 6;

/**
 * How long each browser itself keeps an idle connection that was used, ms;
 * `null`: no limit was found.
 * - Chromium: 300 s (net/socket/client_socket_pool.cc, g_used_idle_socket_timeout_s),
 *   HTTP/3 30 s (kIdleConnectionTimeoutSeconds of its QUIC session pool).
 * - Firefox: 115 s (network.http.keep-alive.timeout), HTTP/2 170 s
 *   (network.http.http2.timeout), HTTP/3 30 s (network.http.http3.idle_timeout).
 */
export function browserKeepsIdleMs(browser: Browser | null, protocol: Protocol): number | null {
  if (browser === null) return null;
  if (protocol === 'h3') return 30_000;
  if (isChromium(browser)) return protocol === 'h2' ? null : 300_000;
  return protocol === 'h2' ? 170_000 : 115_000;
}
