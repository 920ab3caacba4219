import { timeOf } from '../../words.ts';
import { endOf } from '../../uses.ts';
import { sureOf } from '../case.ts';
import type { Rule } from '../verdict.ts';

/**
 * 421 says: not on this connection (RFC 9110 section 15.5.20). Browsers repeat
 * the request once on a new one by themselves (web-platform-tests,
 * fetch/api/basic/request-upload-421), and tell only of the second answer.
 */
export const misdirected: Rule = {
  reason: 'misdirected',
  check(one) {
    const { request, at, isNew, history, others, shareable } = one;
    if (!isNew) return null;
    if (request.status === 421 && others.length + shareable.length > 0) {
      return { confidence: 'likely', evidence: ['It was answered with 421 (Misdirected Request); browsers repeat such a request once on a new connection, and the 421 that is seen is the second.'], fix: FIX };
    }
    const before = history.misdirectedBefore(at);
    const refused = before === null ? undefined : others.find(({ connection }) => connection.id === before.connection);
    if (before === null || refused === undefined || refused.spent) return null;
    if (refused.usedAgain && before.url !== request.url) return `${refused.connection.label} answered 421 before, and was used again`;
    return {
      confidence: before.url === request.url ? sureOf(one, refused) : 'likely',
      evidence: [`${refused.connection.label} answered ${before.url === request.url ? 'the same request' : 'a request of this origin'} with 421 (Misdirected Request) ${timeOf(at - endOf(before))} before.`],
      fix: FIX,
      spends: refused.connection.id,
    };
  },
};

const FIX = 'Let every server behind this address answer for all names in its certificate, or give the names certificates of their own.';
