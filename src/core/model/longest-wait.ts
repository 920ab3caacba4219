import type { HarDialect } from './observation.ts';
import type { Problem } from './problem.ts';
import type { Request } from './request.ts';

/** Whose times begin as the page asks and end with the answer, the wait among them: the browsers' own. Tools leave it out (Playwright's `time` does), or do not say. */
export const timesAll = (dialect: HarDialect): boolean => dialect === 'chromium' || dialect === 'firefox';

/**
 * Its wait is counted from when Chromium's network stack had it: what the page's process held back before that (Blink's own
 * scheduler) is not in it. chrome-har has that in `_queued`; one load had 373 ms stalled in Chromium's HAR, 69 in its NetLog.
 */
export const waitsFromNetwork = ({ observations }: Request): boolean => observations.some((seen) => seen.source === 'har' && (seen.dialect === 'sitespeed' || seen.dialect === 'netlog'));

/** What is shown of such a request's times is not what was written, and may be shorter. */
const UNTRUSTED: ReadonlySet<Problem['code']> = new Set(['bad-date', 'negative-timing', 'absurd-timing', 'missing-timing', 'bad-timing', 'time-mismatch', 'written-with-problems']);

/** A request that does not tell its wait has waited no longer than it took, ms; `Infinity` where nobody knows how long that was. */
export function longestWait({ start, end, observations, problems }: Request): number {
  const log = observations[0];
  const isTimed = log?.source === 'har' && log.dated && timesAll(log.dialect) && problems.every(({ code }) => !UNTRUSTED.has(code));
  return isTimed && end !== null ? end - start : Infinity;
}
