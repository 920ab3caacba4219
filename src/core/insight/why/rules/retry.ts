import { LATEST_END_MS } from '../../../model/late-end.ts';
import { isMultiplexed } from '../../../model/protocol.ts';
import { pathOf, timeOf } from '../../words.ts';
import { endOf } from '../../uses.ts';
import { isOfTheNetwork } from '../environment.ts';
import { cameToNone } from '../history.ts';
import type { Rule } from '../verdict.ts';

/** Pages that try again wait 0.25 to 30 s (what the projects do whose reconnect code was read); later it is another poll. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * What ends a connection (without one nothing failed on it, see history.ts): Chromium's
 * net/base/net_error_list.h, Firefox's xpcom/base/ErrorList.py. Not among them
 * are errors of one HTTP/2 or QUIC stream, nor what the browser withholds of an
 * answer that arrived (ERR_FAILED of a CORS check, ERR_BLOCKED_BY_ORB).
 */
const OF_THE_TRANSPORT = /ERR_(CONNECTION_|TIMED_OUT|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INVALID_HTTP_RESPONSE|HTTP2_PING_FAILED|QUIC_HANDSHAKE_FAILED)|NS_ERROR_NET_/;

/** Firefox says the same where a server resets one stream of HTTP/2 or HTTP/3 (netwerk/protocol/http/Http2Session.cpp, Http3Session.cpp). */
const PERHAPS_OF_A_STREAM = /NS_ERROR_NET_(RESET|INTERRUPT|PARTIAL_TRANSFER|HTTP)/;

/** The same request failed just before: what it was sent on is lost, or never came about. */
export const retry: Rule = {
  reason: 'retry',
  check({ request, at, isNew, others, free, taken, protocol, history }) {
    const failed = isNew ? history.failedBefore(request) : null;
    if (failed === null) return null;
    // It took none along: what was there is another rule's.
    if (cameToNone(failed) && others.length > 0) return null;
    const late = (failed.end ?? failed.start) - at;
    const ago = Math.max(-late, 0);
    // It still ran, or failed for a reason of its own, such as an abort that only looks alike.
    if (late > LATEST_END_MS || failed.start >= request.start) return null;
    if (ago > LONGEST_PAUSE_MS) return `the same request failed, but ${timeOf(ago)} before`;
    if (free.some(({ usedAgain }) => usedAgain)) return 'the same request failed before, but another connection stayed open';
    if (!isOfTheNetwork(failed) && !OF_THE_TRANSPORT.test(failed.error ?? '')) return `the same request failed before with ${failed.error}, which says nothing of its connection`;
    if ([...free, ...taken].some(({ uses, served }) => (uses.sent[served - 1] ?? -Infinity) >= endOf(failed))) return 'the same request failed before, but another connection carried requests after that';
    return {
      confidence: isMultiplexed(protocol) && PERHAPS_OF_A_STREAM.test(failed.error ?? '') ? 'guess' : 'likely',
      evidence: [`${failed.method} ${pathOf(failed)} failed ${timeOf(ago)} before with ${failed.error}; ${cameToNone(failed) ? 'it came to no connection' : 'a connection that fails is not used again'}.`],
      fix: isOfTheNetwork(failed) ? null : 'Find out why the first attempt failed; the new connection only follows from it.',
    };
  },
};
