import { closingHeader, type ClosedBecause } from '../../../model/connection.ts';
import { endsWithConnection } from '../../../model/ends.ts';
import { LATE_END_MS } from '../../../model/late-end.ts';
import type { Request } from '../../../model/request.ts';
import { endOf } from '../../uses.ts';
import { pathOf, timeOf } from '../../words.ts';
import { SLOTS } from '../../../model/slots.ts';
import { sureOfPool, unlessDoubted, type Case } from '../case.ts';
import { brokeOffOn, type Other } from '../other.ts';
import type { Found, Rule } from '../verdict.ts';

/** The server said that it closes the connection, or speaks HTTP/1.0, which closes it (RFC 9112 section 9.3). */
export const serverClose: Rule = {
  reason: 'server-close',
  check(one) {
    const { closed, free, taken, isNew } = one;
    if (!isNew) return null;
    // What the browser's own log says of an end is another rule's, see reported.ts.
    const other = closed.find(({ connection }) => connection.closed?.reason !== 'reported') ?? closingWhenFull(one);
    if (other === undefined) return withoutEnd(one) ?? broken(one) ?? (free.length + taken.length > 0 ? 'no answer on a connection that could be used said that it closes' : null);
    const said = other.connection.closed?.reason;
    const reason = said === 'reported' ? undefined : said;
    return {
      confidence: unlessDoubted(sureOfPool(one, other), one, other),
      evidence: [
        `The last answer on ${other.connection.label}${other.last === null ? '' : ` (${pathOf(other.last)})`}, ${timeOf(other.idleMs)} before, ${reason === undefined ? 'closed it' : reason === 'connection-close' ? `said \`${closingHeader(other.connection)}\`` : SAID[reason]}.`,
        `It had carried ${other.served === 1 ? 'one request' : `${other.served} requests`}.`,
      ],
      fix: reason === 'http/1.0' ? 'Let the server, or the proxy in front of it, answer in HTTP/1.1: it keeps connections unless told otherwise.' : 'Let the server keep connections: find what sends `Connection: close` (a server without keep-alive, a proxy, an application that says so, a worker that is being replaced).',
      spends: other.connection.id,
    };
  },
};

/** All slots in use, and yet a new one: the connection that closes next was gone already, its end is reported late. */
function closingWhenFull({ taken, at }: Case): Other | undefined {
  return taken.length < SLOTS ? undefined : taken.find(({ connection }) => connection.closed !== null && connection.closed.reason !== 'reported' && connection.closed.at <= at + LATE_END_MS);
}

/**
 * An HTTP/1.1 answer with neither `Content-Length` nor chunks ends with its
 * connection (RFC 9112 section 6.3). Likely only: something may have taken the
 * header out on the way to the log. A file that was read has no headers but a few.
 */
function withoutEnd(one: Case): Found | null {
  const other = one.free.find(({ state, usedAgain, last }) => state === 'idle' && !usedAgain && last !== null && endsWithConnection(last));
  if (other === undefined || other.last === null) return null;
  return {
    confidence: unlessDoubted('likely', one, other),
    evidence: [`The last answer on ${other.connection.label} (${pathOf(other.last)}), ${timeOf(other.idleMs)} before, had neither a \`Content-Length\` nor chunks: over HTTP/1.1 it ends with its connection (RFC 9112, section 6.3).`],
    fix: 'Let the server, or the proxy in front of it, say where an answer ends: `Content-Length`, or `Transfer-Encoding: chunked`.',
    spends: other.connection.id,
  };
}

/** A request failed because its connection broke off under it; whatever that was, the next one needs another. */
function broken(one: Case): Found | null {
  const { free, history, at } = one;
  const other = free.find(({ usedAgain }) => !usedAgain);
  if (other === undefined) return null;
  const failed = brokeOffOn(other, at) ?? history.failedBetween(at - other.idleMs, at);
  if (failed === null || !wasCutOff(failed)) return null;
  return {
    confidence: unlessDoubted('likely', one, other),
    evidence: [`${pathOf(failed)} failed ${timeOf(Math.max(at - endOf(failed), 0))} before with ${failed.error}: its connection broke off in the middle, at the server or on the way. ${other.connection.label} was not used afterwards.`],
    fix: 'Find out what breaks it off: the new connection only follows from it.',
    spends: other.connection.id,
  };
}

/** Chromium's net/base/net_error_list.h, Firefox's xpcom/base/ErrorList.py: the transport ended before the answer did. An HTTP/2 stream error leaves the connection as it is. */
const CLOSED_UNDER_IT = /ERR_(CONNECTION_(RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH|HTTP2_(SERVER_REFUSED_STREAM|PING_FAILED)|QUIC_PROTOCOL_ERROR)|NS_ERROR_NET_(RESET|INTERRUPT|PARTIAL_TRANSFER)/;

export const wasCutOff = ({ error }: Pick<Request, 'error'>): boolean => CLOSED_UNDER_IT.test(error ?? '');

const SAID: Readonly<Record<Exclude<ClosedBecause, 'connection-close' | 'reported'>, string>> = {
  'http/1.0': 'was HTTP/1.0 without keep-alive',
  'websocket-closed': 'ended its WebSocket',
};
