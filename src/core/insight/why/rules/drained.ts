import { count, timeOf } from '../../words.ts';
import { isGuessed, mayHaveBeenUsed, networkChange, perhapsClosed, unlessDoubted } from '../case.ts';
import { expiryOf } from '../expiry.ts';
import { HARDLY_A_PAUSE_MS, isShared } from '../history.ts';
import { isAlike } from '../other.ts';
import type { Rule } from '../verdict.ts';

/** The server took no new requests on it: GOAWAY (RFC 9113 section 6.8, RFC 9114 section 5.2), or it closed it. No browser tells an extension which. */
export const drained: Rule = {
  reason: 'drained',
  check(one) {
    const { free, isNew } = one;
    const other = free.find((candidate) => isShared(candidate.connection.protocol) && !candidate.usedAgain);
    if (other === undefined) return null;
    if (isGuessed(one, other)) return `which requests ${other.connection.label} carried is a guess, and so is that it took no more`;
    const { connection, idleMs, perhapsIdleMs } = other;
    // What is not known to have ended proves no more than what has.
    const inFlight = perhapsIdleMs > 0 ? 0 : other.inFlight;
    const pauseMs = Math.max(idleMs, perhapsIdleMs);
    // What is refused by the old connection is sent again on one that then is there already; idle, it may have been opened for another reason.
    if (!isNew && inFlight === 0) return null;
    if (inFlight === 0 && (pauseMs >= HARDLY_A_PAUSE_MS || expiryOf(other, one.browser) !== null)) return perhapsIdleMs > 0 ? perhapsClosed(other) : `${connection.label} had been idle for ${timeOf(idleMs)}: an idle timeout explains it as well`;
    const changed = networkChange(one, other);
    if (changed !== null) return changed;
    return {
      confidence: unlessDoubted(isAlike(other) && connection.protocol === 'h2' ? 'likely' : 'guess', one, other),
      evidence: [
        inFlight > 0 ? `${connection.label} still had ${count(inFlight, 'request')} on it, and yet nothing new was sent on it.` : `${connection.label} was in use ${perhapsIdleMs > 0 ? '' : 'until '}${timeOf(pauseMs)} before, and nothing${mayHaveBeenUsed(one, other) ? ' that the browser names' : ''} was sent on it afterwards.`,
        `It had carried ${count(other.served, 'request')}. A server that sends GOAWAY, or closes, has the browser open another.`,
      ],
      fix: 'Look for a reload, a deployment, a limit of requests or of age on the server or its proxy (nginx `keepalive_requests` and `keepalive_time`, Envoy `max_connection_duration`).',
      spends: connection.id,
    };
  },
};
