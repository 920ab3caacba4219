import { isPreflight } from '../pool/credentials.ts';
import { endOf } from '../uses.ts';
import { pathOf, timeOf } from '../words.ts';
import { heldBy, LATE_MS, MAIN, type Reason } from './reason.ts';

/**
 * What CORS does not let through unasked is sent when an OPTIONS to its
 * address has been answered (Fetch, "CORS-preflight fetch"). Chromium dates
 * the OPTIONS 0.3 to 0.5 ms after the request, whose `blocked` ends as soon
 * after the answer to it (three logs of public sites). Not all logs call it a
 * preflight: one that ends when the wait does is taken for it.
 */
export const preflight: Reason = (waiting) => {
  const { from, to, ms } = waiting;
  const asked = waiting.options().map((request) => ({ request, from: Math.max(request.start, from), to: endOf(request) }));
  const within = asked.filter(({ request, to: end }) => end <= to + LATE_MS && (isPreflight(request) || end >= to - LATE_MS));
  const [longest] = within.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  if (longest === undefined || longest.to - longest.from < ms * MAIN) return null;
  const underWay = `was under way for ${timeOf(longest.to - longest.from)} of the ${timeOf(ms)}`;
  const path = pathOf(longest.request);
  return {
    why: 'preflight',
    confidence: 'likely',
    holders: heldBy([longest]),
    evidence: [
      isPreflight(longest.request)
        ? `An OPTIONS to the same address, its CORS preflight (${path}), ${underWay}: it is sent when that has been answered.`
        : `An OPTIONS to the same address (${path}) ${underWay}, and ended when that did, as a CORS preflight does. Nothing else says that it was one.`,
    ],
  };
};
