import type { Asked } from '../../../model/observation.ts';
import type { Request } from '../../../model/request.ts';
import { QUIC_ERRORS } from '../../protocols/quic-errors.ts';
import { nameOf, pathOf, timeOf } from '../../words.ts';
import { hasRival, type Case } from '../case.ts';
import { expiryOf } from '../expiry.ts';
import { isAborted } from '../history.ts';
import { isAlike, type Other } from '../other.ts';
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
    // Of another pool, the one over HTTP/3 was none that this request could have used.
    const isOfPool = isAlike(other) || isAskedLike(one.request, other);
    const isBroken = brokeOff && QUIC_ERRORS.test(failed.error ?? '');
    return {
      confidence: usedAgain || (!brokeOff && expiryOf(other, browser) !== null) || !(isOfPool || isBroken) ? 'guess' : 'likely',
      evidence: [
        `${connection.label} speaks HTTP/3 and ${state === 'idle' ? `had been idle for ${timeOf(idleMs)}` : 'was in use'}; this connection speaks ${nameOf(protocol)}.`,
        ...(brokeOff ? [`${pathOf(failed)} failed in between with ${failed.error}.`] : []),
        ...left.map(({ connection: { label } }) => `${label} had not been used since HTTP/3 was.`),
        usedAgain ? 'HTTP/3 was used again later: the browser may have raced both and taken the first.' : 'HTTP/3 was not used again.',
        ...(isOfPool ? [] : [`That ${connection.label} was of the same pool is not known (credentials, or the frame that asked); for a connection of another pool the browser may race HTTP/3 and TCP anew, and take the first.`]),
      ],
      fix: 'See whether UDP reaches the server from this network (port 443, unless Alt-Svc names another), and whether its HTTP/3 endpoint answers.',
      spends: connection.id,
    };
  },
};

/** Asked by the same page, with all the same headers that decide about pools, whatever these mean. */
const isAskedLike = ({ asked, page, resourceType }: Request, { uses, served }: Other): boolean =>
  asked !== null && page !== null && uses.requests.slice(0, served).some((request) => request.page === page && request.resourceType === resourceType && request.asked !== null && ASKED.every((field) => request.asked![field] === asked[field]));

const ASKED = ['mode', 'dest', 'site', 'origin', 'referrer', 'hasCookie', 'storageAccess', 'allows'] as const satisfies readonly (keyof Asked)[];

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
