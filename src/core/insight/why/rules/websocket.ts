import { isWebSocket } from '../../../model/protocol.ts';
import type { Rule } from '../verdict.ts';

/** Fetch, "obtain a WebSocket connection": it is never one of the pool; RFC 6455 section 4.1. Over HTTP/2 (RFC 8441) it is a stream, and opens none. */
export const websocket: Rule = {
  reason: 'websocket',
  check: ({ protocol }) =>
    protocol !== null && isWebSocket(protocol)
      ? { confidence: 'certain', evidence: ['A WebSocket opens a connection of its own and takes none from the pool (RFC 6455, section 4.1).'], fix: null }
      : null,
};
