import { groupBy } from '../../base/group.ts';
import type { Request } from '../../model/request.ts';
import { preconnectsOf, type Preconnect } from '../protocols/preconnects.ts';
import { asAttribute, timeOf } from '../words.ts';
import { report, type Rule } from './rule.ts';

const about = {
  id: 'unused-preconnect',
  title: 'A preconnect to an origin that is not asked in time',
  severity: 'low',
  needs: ['links'],
  threshold: {
    value: 10_000,
    unit: 'ms without a request',
    reason: 'After that a browser may have closed the unused connection, and the work was for nothing.',
    source: 'web.dev, "Establish network connections early" (10 s); Chromium, net/socket/client_socket_pool.cc (10 s in older versions, 60 s in newer ones)',
  },
} as const;

/** A connection that nobody used is in no log but a NetLog; what is seen in each is the wish for it, in a `Link` header, and that nobody came. */
export const unusedPreconnect: Rule = {
  ...about,
  find({ analysis }) {
    const { span } = analysis;
    if (span === null) return [];
    const askedBy = new Map(analysis.origins.map(({ origin, requests }) => [origin, requests]));
    return [...groupBy(preconnectsOf(analysis.requests), ({ origin }) => origin)].flatMap(([origin, hints]) => {
      // What a cache answered would have used it, had the cache been empty.
      const asked = askedBy.get(origin) ?? [];
      // Where one of several pages makes use of it, it may be there for that one.
      if (!hints.every((hint) => isUnused(hint, asked, span.end))) return [];
      return [report(about, {
        origin,
        confidence: 'certain',
        requests: hints.map(({ request }) => request),
        evidence: [`An answer asked to preconnect to ${origin}; in the ${timeOf(about.threshold.value)} after it no request went there.`],
        fix: { text: 'Take the preconnect out, or put it where the origin is really needed. "dns-prefetch" is the cheaper hint for what may come later.', snippet: `<link rel="dns-prefetch" href="${asAttribute(origin)}">`, language: 'html' },
      })];
    });
  },
};

/** A recording that ends sooner cannot tell what would have come. */
function isUnused({ at }: Preconnect, asked: readonly Request[], end: number): boolean {
  const until = at + about.threshold.value;
  return end >= until && !asked.some((request) => request.start < until && (request.end ?? Infinity) >= at);
}
