import { isMultiplexed } from '../../../model/protocol.ts';
import { HARDLY_A_PAUSE_MS } from '../../pause.ts';
import { count, pathOf, timeOf } from '../../words.ts';
import { isGuessed, mayHaveBeenUsed, networkChange, perhapsClosed, unlessDoubted, type Case } from '../case.ts';
import { brokeOffOn, isAlike, type Other } from '../other.ts';
import type { Rule } from '../verdict.ts';

/** The server took no new requests on it: GOAWAY (RFC 9113 section 6.8, RFC 9114 section 5.2), or it closed it. No browser tells an extension which. */
export const drained: Rule = {
  reason: 'drained',
  check(one) {
    const { free, isNew, at } = one;
    const other = free.find((candidate) => isMultiplexed(candidate.connection.protocol) && !candidate.usedAgain);
    if (other === undefined) return null;
    if (isGuessed(one, other)) return `which requests ${other.connection.label} carried is a guess, and so is that it took no more`;
    const { connection, idleMs, perhapsIdleMs } = other;
    // What is not known to have ended proves no more than what has.
    const inFlight = perhapsIdleMs > 0 ? 0 : other.inFlight;
    const pauseMs = Math.max(idleMs, perhapsIdleMs);
    // What is refused by the old connection is sent again on one that then is there already; idle, it may have been opened for another reason.
    if (!isNew && inFlight === 0) return null;
    if (inFlight === 0 && pauseMs >= HARDLY_A_PAUSE_MS) return perhapsIdleMs > 0 ? perhapsClosed(other) : `${connection.label} had been idle for ${timeOf(idleMs)}: an idle timeout explains it as well`;
    const changed = networkChange(one, other);
    if (changed !== null) return changed;
    const isBare = isWithoutItsCookie(one, other);
    const broke = brokeOffOn(other, at);
    return {
      confidence: unlessDoubted(isAlike(other) && connection.protocol === 'h2' && !isBare && broke === null ? 'likely' : 'guess', one, other),
      evidence: [
        inFlight > 0 ? `${connection.label} still had ${count(inFlight, 'request')} on it, and yet no new one was answered on it.` : `${connection.label} was in use ${perhapsIdleMs > 0 ? '' : 'until '}${timeOf(pauseMs)} before, and no request${mayHaveBeenUsed(one, other) ? ' whose connection the browser names' : ' of the recording'} was answered on it afterwards.`,
        `It had carried ${count(other.served, 'request')}. A server that sends GOAWAY, or closes, has the browser open another.`,
        ...(broke === null ? [] : [`Or the browser gave it up: ${pathOf(broke)} on it broke off with ${broke.error}.`]),
        ...(isBare ? [`Or it was made without credentials (\`credentials: 'omit'\` in fetch()), which may not use ${connection.label}: it had no cookie, and earlier requests to this origin on ${connection.label} had one.`] : []),
      ],
      fix: 'Look for a reload, a deployment, a limit of requests or of age on the server or its proxy (nginx `keepalive_requests` and `keepalive_time`, Envoy `max_connection_duration`).',
      spends: connection.id,
    };
  },
};

/** A cookie may have been removed, or be for other paths: no proof of another pool, and enough to doubt that it was the same. */
const isWithoutItsCookie = ({ request }: Case, { uses, served }: Other): boolean =>
  request.asked?.hasCookie === false && uses.requests.slice(0, served).some(({ origin, asked }) => origin === request.origin && asked?.hasCookie === true);
