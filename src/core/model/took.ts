import type { Problem } from './problem.ts';
import type { Request } from './request.ts';

/** Problems of which each leaves a request without a length, if nothing else gives it one. */
const UNTIMED: ReadonlySet<Problem['code']> = new Set(['bad-date', 'negative-timing', 'absurd-timing', 'missing-timing', 'bad-timing', 'written-with-problems']);

/** How long a request took, ms; `null` while it runs, and where no length is told that can be one: its end is then its start. */
export function tookMs({ start, end, problems }: Pick<Request, 'start' | 'end' | 'problems'>): number | null {
  if (end === null || (end === start && problems.some(({ code }) => UNTIMED.has(code)))) return null;
  return end - start;
}
