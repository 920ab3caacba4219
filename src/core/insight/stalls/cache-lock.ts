import type { Request } from '../../model/request.ts';
import { endOf, sentAtOf } from '../uses.ts';
import { pathOf, timeOf } from '../words.ts';
import { heldBy, LATE_MS, MAIN, type Reason } from './reason.ts';

/**
 * A cache lets one request at a time write an entry; others of the same
 * address wait for it (Chromium's net/http/http_cache.h, "ActiveEntry" with
 * its writer and its queue). They go on when it has its answer's head, or has
 * ended.
 */
export const cacheLock: Reason = (waiting) => {
  const { request, from, to, ms } = waiting;
  if (request.method !== 'GET') return null;
  for (const other of waiting.sameAddress()) {
    if (other.method !== 'GET' || other.origination.opening === 'none') continue;
    const answered = answeredAt(other);
    const released = [answered, endOf(other)].find((at) => at !== null && Math.abs(at - to) <= LATE_MS);
    if (released === undefined || released === null || Math.min(released, to) - Math.max(sentAtOf(other), from) < ms * MAIN) continue;
    return {
      why: 'cache-lock',
      confidence: 'likely',
      holders: heldBy([{ request: other, from: sentAtOf(other), to: released }]),
      evidence: [`The same address was being fetched already (${pathOf(other)}), and the wait ended within ${timeOf(LATE_MS)} of that request's ${released === answered ? 'first answer' : 'end'}: browsers let one request at a time write to the cache.`],
    };
  }
  return null;
};

const answeredAt = ({ phases: { receive } }: Request): number | null => (receive.state === 'measured' ? receive.start : null);
