import type { OriginSummary } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { poolsOf, type Pools } from '../pool/pools.ts';
import { documentsOf, domainAsking, domainOf } from '../protocols/documents.ts';
import { count } from '../words.ts';
import { asJudged } from './confidence.ts';
import { connectionsOf, idsOf, openedBecause } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { firstBeside, readyAt, setupsOf } from './stretches.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'third-party-pools',
  title: 'A third party is connected to once more for each site that embeds it',
  severity: 'low',
  needs: ['asked', 'page'],
  threshold: {
    value: 1,
    unit: 'connection opened because page and frame are of different sites',
    reason: 'Browsers keep connections apart by the sites that ask, so that none can follow people by them.',
    source: 'Fetch, "network partition keys"; Chromium, net/base/network_anonymization_key.h',
  },
} as const;

export const thirdPartyPools: Rule = {
  ...about,
  find(context) {
    const documents = documentsOf(context.analysis);
    const pools = poolsOf(context.analysis);
    return [...openedBecause(context, ['partition'])].flatMap(([summary, candidates]) => {
      const { origin } = summary;
      const again = candidates.filter((request) => domainAsking(request, documents) !== domainOf(origin) && isOnBothSides(request, summary, pools));
      if (again.length < about.threshold.value) return [];
      return [report(about, {
        origin,
        confidence: asJudged(context, again),
        requests: idsOf(again),
        connections: connectionsOf(again),
        evidence: [
          `${count(again.length, 'connection')} to ${origin} ${again.length === 1 ? 'was' : 'were'} opened although there was one, because the page and its frames are of different sites: ${pathsOf(again)}.`,
          ...(asJudged(context, again) === 'certain' ? [] : ['That the sites are the reason is likely, not certain.']),
        ],
        saving: savingOver(setupsOf(again), context.analysis, readyAt(firstBeside(again, summary))),
        fix: { text: 'Nothing on the server changes this. Load the third party in one place only (the page or the frame), host its files yourself, or let frames of other sites load late.', snippet: '<iframe src="https://widget.example/" loading="lazy"></iframe>', language: 'html' },
      })];
    });
  },
};

/** The same page had a connection there that was asked for by its frame, where this one is the page's own, or the other way round. Pages of different sites are visits, and nothing to mend. */
function isOnBothSides(request: Request, { connections }: OriginSummary, pools: Pools): boolean {
  const own = connections.find(({ id }) => id === request.connection);
  if (own === undefined) return false;
  const { topSite, inCrossSiteFrame } = pools.ofConnection(own).place;
  return connections.some((other) => {
    if (!other.requests.some(({ page, start }) => page === request.page && start <= request.start)) return false;
    const { place } = pools.ofConnection(other);
    return place.topSite === topSite && inCrossSiteFrame !== null && place.inCrossSiteFrame === !inCrossSiteFrame;
  });
}
