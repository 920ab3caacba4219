import { groupBy, indexById } from '../../base/group.ts';
import { usesNetwork } from '../../model/network-use.ts';
import type { Request } from '../../model/request.ts';
import { apartnessOf, poolsOf, type Pools } from '../pool/pools.ts';
import { startedWithin } from '../protocols/moments.ts';
import { preconnectsOf, type Preconnect } from '../protocols/preconnects.ts';
import { asAttribute, count } from '../words.ts';
import { asOpened } from './confidence.ts';
import type { Fix } from './finding.ts';
import { connectionsOf, idsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupSooner } from './stretches.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'preconnect-wrong-socket',
  title: 'A preconnect warms a connection that the requests cannot use',
  severity: 'medium',
  needs: ['links', 'asked'],
  threshold: {
    value: 1,
    unit: 'request that opened a connection in spite of the preconnect',
    reason: 'By the standard, requests with and without credentials share no connection, so one preconnect serves one kind.',
    source: 'Fetch, "connections" (the pool\'s key has a credentials flag); HTML, "preconnect"',
  },
} as const;

/** For so long a preconnect may still be the reason that a connection is there: the shortest that a browser keeps an unused one. */
const PRECONNECT_LASTS_MS = 10_000;

export const preconnectWrongSocket: Rule = {
  ...about,
  find({ analysis }) {
    const announced = [...groupBy(preconnectsOf(analysis.requests), ({ origin }) => origin)];
    if (announced.length === 0) return [];
    const pools = poolsOf(analysis);
    const byId = indexById(analysis.requests);
    const askedBy = new Map(analysis.origins.map(({ origin, requests }) => [origin, requests]));
    return announced.flatMap(([origin, hints]) => {
      const [{ credentials: warmed }] = hints as [Preconnect, ...Preconnect[]];
      const needed = warmed === 'with' ? 'without' : 'with';
      const inTime = [...new Set(hints.flatMap(({ at, request: told }) => startedWithin(askedBy.get(origin) ?? [], at, at + PRECONNECT_LASTS_MS).filter((request) => mayBeOnePlace(request, byId.get(told)!, pools))))];
      // Both kinds were announced, or one request, though a cache answered it this time, may be of the kind that was: then nothing is wrong, or nothing is known.
      if (hints.some(({ credentials }) => credentials !== warmed) || !inTime.every((request) => isOf(needed, request, pools))) return [];
      const asked = inTime.filter(usesNetwork);
      const paid = asked.filter(opened);
      if (paid.length < about.threshold.value) return [];
      return [report(about, {
        origin,
        confidence: asOpened(paid),
        requests: [...hints.map(({ request }) => request), ...idsOf(paid)],
        connections: connectionsOf(paid),
        evidence: [
          `An answer asked to preconnect to ${origin} ${warmed === 'with' ? 'without' : 'with'} "crossorigin": that asks for a connection for requests ${warmed} credentials.`,
          `${count(asked.length, 'request')} to it in the next ${PRECONNECT_LASTS_MS / 1000} s went ${needed} credentials, and none the other way; ${count(paid.length, 'opened a connection of its own', 'opened connections of their own')}: ${pathsOf(paid)}.`,
        ],
        saving: savingOver(firstOfEach(paid).map((request) => ({ request: request.id, doing: 'in setup that could have been done before', over: setupSooner(request, announcedAt(hints, request)) })), analysis),
        fix: fixFor(origin, needed),
      })];
    });
  },
};

/** What a frame of another site asks for uses none that its page warmed, whatever its credentials; nor the other way round. */
function mayBeOnePlace(asked: Request, told: Request, pools: Pools): boolean {
  const { byPlace } = apartnessOf(pools.ofRequest(asked), pools.ofRequest(told), pools.browser);
  return byPlace !== 'apart' && byPlace !== 'presumed-apart';
}

/** Its headers prove it: how such requests are usually made is not enough. */
function isOf(kind: Preconnect['credentials'], request: Request, pools: Pools): boolean {
  const { credentials } = pools.ofRequest(request);
  return credentials !== null && credentials.sure && credentials.pool === kind;
}

/** It would have begun to connect then, and no sooner. */
const announcedAt = (hints: readonly Preconnect[], { start }: Request): number => hints.find(({ at }) => at <= start && start < at + PRECONNECT_LASTS_MS)?.at ?? start;

/** Of each page: one preconnect opens one connection. */
const firstOfEach = (paid: readonly Request[]): readonly Request[] => [...groupBy(paid, ({ page }) => page).values()].flatMap(([first]) => first ?? []);

const fixFor = (origin: string, needed: Preconnect['credentials']): Fix => ({
  text: needed === 'without' ? 'Add "crossorigin" to the preconnect: fonts, module scripts and fetch() across origins go without credentials.' : 'Take "crossorigin" from the preconnect: images, style sheets and scripts without that attribute go with credentials.',
  snippet: `<link rel="preconnect" href="${asAttribute(origin)}"${needed === 'without' ? ' crossorigin' : ''}>`,
  language: 'html',
});
