/**
 * ALPN ids (IANA "TLS ALPN Protocol IDs") as Resource Timing's
 * `nextHopProtocol` gives them, plus the two URL schemes of WebSocket, whose
 * traffic is no longer HTTP after the upgrade.
 */
export type Protocol = 'http/1.0' | 'http/1.1' | 'h2' | 'h3' | 'ws' | 'wss';

/** In the order in which they are listed and drawn. */
export const PROTOCOLS: readonly Protocol[] = ['http/1.0', 'http/1.1', 'h2', 'h3', 'ws', 'wss'];

/** One request at a time: RFC 9112 section 9.3.2 allows pipelining, but no browser does it. */
export const isSerial = (protocol: Protocol | null): boolean => protocol === 'http/1.0' || protocol === 'http/1.1';

/** Many requests at once: RFC 9113 section 5, RFC 9114 section 4.1. */
export const isMultiplexed = (protocol: Protocol | null): boolean => protocol === 'h2' || protocol === 'h3';

export const isWebSocket = (protocol: Protocol | null): boolean => protocol === 'ws' || protocol === 'wss';

/** A WebSocket's bytes are not HTTP any more, whatever its handshake was. */
export function webSocketOf(url: string): 'ws' | 'wss' | null {
  if (url.startsWith('ws:')) return 'ws';
  return url.startsWith('wss:') ? 'wss' : null;
}

/** What follows a 101 (Switching Protocols) to a WebSocket. Proxies and packet captures write the handshake under the `http:` address that it went to. */
export const switchedTo = (url: string): 'ws' | 'wss' => (url.startsWith('https:') ? 'wss' : 'ws');

export const protocolText = (protocol: Protocol | null): string => protocol ?? 'protocol unknown';
