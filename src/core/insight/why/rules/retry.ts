import { pathOf, timeOf } from '../../words.ts';
import { isOfTheNetwork } from '../environment.ts';
import type { Rule } from '../verdict.ts';

/** Pages that try again wait 0.25 to 30 s (what the projects do whose reconnect code was read); later it is another poll. */
const LONGEST_PAUSE_MS = 30_000;

/** A failure is told late, as ends are (see core/analysis/inferred-lanes.ts). */
const LATE_FAILURE_MS = 100;

/** The same request failed just before: what it was sent on is lost, or never came about. */
export const retry: Rule = {
  reason: 'retry',
  check({ request, at, isNew, free, history }) {
    const failed = isNew ? history.failedBefore(request) : null;
    if (failed === null) return null;
    const late = (failed.end ?? failed.start) - at;
    const ago = Math.max(-late, 0);
    // It still ran, or failed for a reason of its own, such as an abort that only looks alike.
    if (late > LATE_FAILURE_MS || failed.start >= request.start) return null;
    if (ago > LONGEST_PAUSE_MS) return `the same request failed, but ${timeOf(ago)} before`;
    if (free.some(({ usedAgain }) => usedAgain)) return 'the same request failed before, but another connection stayed open';
    return {
      confidence: 'likely',
      evidence: [`${failed.method} ${pathOf(failed)} failed ${timeOf(ago)} before with ${failed.error}; a connection that fails is not used again.`],
      fix: isOfTheNetwork(failed) ? null : 'Find out why the first attempt failed; the new connection only follows from it.',
    };
  },
};
