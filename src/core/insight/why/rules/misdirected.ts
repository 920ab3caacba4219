import { isMultiplexed } from '../../../model/protocol.ts';
import type { Request } from '../../../model/request.ts';
import { pathOf, timeOf } from '../../words.ts';
import { endOf } from '../../uses.ts';
import { sureOf, unlessDoubted, type Case } from '../case.ts';
import type { Other } from '../other.ts';
import type { Found, Rule } from '../verdict.ts';

/**
 * 421 says: not on this connection (RFC 9110 section 15.5.20). Browsers may
 * repeat the request by themselves, and tell only of the second answer: Chromium
 * once, with sharing between hosts and Alt-Svc turned off, on a new connection or
 * on one that is there (net/http/http_network_transaction.cc, HandleIOError;
 * web-platform-tests, fetch/api/basic/request-upload-421). What was shared with
 * nobody this does not part in Chromium; Firefox repeats once without keep-alive
 * (netwerk/protocol/http/nsHttpTransaction.cpp, HandleContentStart), and gives the
 * connection that it repeats on nothing more (Http2Session.cpp, AddStream).
 */
export const misdirected: Rule = {
  reason: 'misdirected',
  check(one) {
    const { request, at, isNew, history, others, shareable, browser } = one;
    if (!isNew) return null;
    const meant = request.status === 421 ? [...others, ...shareable].find((other) => isElsewhere(other, one)) : undefined;
    if (meant !== undefined) {
      return { confidence: 'likely', evidence: [`It was answered with 421 (Misdirected Request), and ${placeOf(meant, one)} was there. A browser may repeat such a request on another connection, and then tells of the second answer only.`], fix: FIX };
    }
    const before = history.misdirectedBefore(at);
    const refused = before === null ? undefined : others.find(({ connection }) => connection.id === before.connection);
    if (before === null || refused === undefined || refused.spent) return null;
    if (!isElsewhere(refused, one)) return browser === 'firefox' ? leftAfter(before, refused, one) : null;
    if (refused.usedAgain && before.url !== request.url) return `${refused.connection.label} answered 421 before, and was used again`;
    return {
      confidence: before.url === request.url ? sureOf(one, refused) : 'likely',
      evidence: [`${refused.connection.label} answered ${before.url === request.url ? 'the same request' : 'a request of this origin'} with 421 (Misdirected Request) ${timeOf(at - endOf(before))} before.`],
      fix: FIX,
      spends: refused.connection.id,
    };
  },
};

/** Firefox leaves it by itself; its server took it no further than this answer. */
function leftAfter(before: Request, refused: Other, one: Case): Found | null {
  const { connection: { label, id, protocol }, usedAgain } = refused;
  if (usedAgain || !isMultiplexed(protocol)) return null;
  return {
    confidence: unlessDoubted('likely', one, refused),
    evidence: [`${label} answered ${pathOf(before)} with 421 (Misdirected Request) ${timeOf(one.at - endOf(before))} before. Firefox repeats such a request once by itself, and gives the connection that it repeats it on nothing more.`],
    fix: FIX,
    spends: id,
  };
}

/** Where a request of this origin may not belong: on a connection that carries another host, or that Alt-Svc led to. */
const isElsewhere = ({ connection: { origins, protocol: its } }: Other, { request, protocol }: Case): boolean => isMultiplexed(its) && (origins.some((origin) => origin !== request.origin) || (its === 'h3' && protocol !== 'h3'));

function placeOf({ connection: { label, origins } }: Other, { request }: Case): string {
  const another = origins.find((origin) => origin !== request.origin);
  return another === undefined ? `${label}, which speaks HTTP/3,` : `${label}, which carried requests to ${another},`;
}

const FIX = 'Let every server behind this address answer for all names in its certificate, or give the names certificates of their own.';
