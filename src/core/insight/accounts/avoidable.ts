import type { Reason, WhyNew } from '../why/why.ts';

/** Reasons that a change to the server or the page removes, so that a connection that was there is used instead. */
const REMOVABLE: ReadonlySet<Reason> = new Set(['credentials', 'server-close', 'idle-timeout', 'request-cap', 'drained', 'not-coalesced', 'parallel']);

/** Whether reuse was to be had instead of this opening. Where the verdict guesses, or has no fix, nothing is claimed. */
export const isAvoidable = (verdict: WhyNew | undefined): boolean => verdict !== undefined && verdict.fix !== null && verdict.confidence !== 'guess' && REMOVABLE.has(verdict.reason);
