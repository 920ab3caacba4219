import { nameOf, pathOf, timeOf } from '../../words.ts';
import { hasRival, type Case } from '../case.ts';
import { expiryOf } from '../expiry.ts';
import { isAborted } from '../history.ts';
import type { Other } from '../other.ts';
import type { Rule } from '../verdict.ts';

/** From HTTP/3 back to TCP: the browser races the two, or has found QUIC broken on this network. */
export const quicFallback: Rule = {
  reason: 'quic-fallback',
  check(one) {
    const { protocol, isNew, otherProtocol, browser, history, at } = one;
    const [other] = otherProtocol;
    if (protocol === null || !isNew || other?.connection.protocol !== 'h3') return null;
    const left = leftFor(other, one);
    if (left.length === 0 && hasRival(one)) return null;
    const { connection, state, idleMs, usedAgain } = other;
    const failed = history.failedBetween(at - idleMs, at);
    const brokeOff = failed !== null && !isAborted(failed);
    return {
      confidence: usedAgain || (!brokeOff && expiryOf(other, browser) !== null) ? 'guess' : 'likely',
      evidence: [
        `${connection.label} speaks HTTP/3 and ${state === 'idle' ? `had been idle for ${timeOf(idleMs)}` : 'was in use'}; this connection speaks ${nameOf(protocol)}.`,
        ...(brokeOff ? [`${pathOf(failed)} failed in between with ${failed.error}.`] : []),
        ...left.map(({ connection: { label } }) => `${label} had not been used since HTTP/3 was.`),
        usedAgain ? 'HTTP/3 was used again later: the browser may have raced both and taken the first.' : 'HTTP/3 was not used again.',
      ],
      fix: 'See whether UDP port 443 reaches the server from this network, and whether its HTTP/3 endpoint answers.',
      spends: connection.id,
    };
  },
};

/**
 * The connections of this one's own protocol, if all of them were given up for
 * HTTP/3: Firefox closes them itself then, and what nobody uses its server
 * closes. That they were gone is not why HTTP/3 was.
 */
function leftFor(h3: Other, { free, taken, closed }: Case): readonly Other[] {
  const rivals = [...free, ...taken, ...closed];
  const firstOverH3 = h3.uses.sent[0] ?? -Infinity;
  return rivals.every(({ uses, served, inFlight, usedAgain }) => inFlight === 0 && !usedAgain && (uses.sent[served - 1] ?? Infinity) < firstOverH3) ? rivals : [];
}
