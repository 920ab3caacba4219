import { isWebSocket } from '../../../model/protocol.ts';
import type { Rule } from '../verdict.ts';

/** Fetch, "obtain a WebSocket connection": it is never one of the pool; RFC 6455 section 4.1. Over HTTP/2 (RFC 8441) it is a stream, and opens none. */
export const websocket: Rule = {
  reason: 'websocket',
  check({ protocol, request, browser }) {
    if (!isWebSocket(protocol)) return null;
    // HTTP/2 has no 101 (Chromium 156 and Firefox 153 write 200), and browsers speak it over TLS only.
    const isOwn = protocol === 'ws' || (request.status === 101 && browser !== null);
    return {
      confidence: isOwn ? 'certain' : 'likely',
      evidence: ['A WebSocket opens a connection of its own and takes none from the pool (RFC 6455, section 4.1).', ...(isOwn ? [] : ['Unless it was a stream of an HTTP/2 connection (RFC 8441): nothing tells.'])],
      fix: null,
    };
  },
};
