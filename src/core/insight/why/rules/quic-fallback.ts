import { nameOf, timeOf } from '../../words.ts';
import { hasRival } from '../case.ts';
import { expiryOf } from '../expiry.ts';
import type { Rule } from '../verdict.ts';

/** From HTTP/3 back to TCP: the browser races the two, or has found QUIC broken on this network. */
export const quicFallback: Rule = {
  reason: 'quic-fallback',
  check(one) {
    const { protocol, isNew, otherProtocol, browser } = one;
    const [other] = otherProtocol;
    if (protocol === null || !isNew || hasRival(one) || other?.connection.protocol !== 'h3') return null;
    const { connection, state, idleMs, usedAgain } = other;
    return {
      confidence: usedAgain || expiryOf(other, browser) !== null ? 'guess' : 'likely',
      evidence: [
        `${connection.label} speaks HTTP/3 and ${state === 'idle' ? `had been idle for ${timeOf(idleMs)}` : 'was in use'}; this connection speaks ${nameOf(protocol)}.`,
        usedAgain ? 'HTTP/3 was used again later: the browser may have raced both and taken the first.' : 'HTTP/3 was not used again.',
      ],
      fix: 'See whether UDP port 443 reaches the server from this network, and whether its HTTP/3 endpoint answers.',
      spends: connection.id,
    };
  },
};
