import { groupBy } from '../../base/group.ts';
import { originOf } from '../../base/url.ts';
import type { Page } from '../../model/analysis.ts';
import { usesNetwork } from '../../model/network-use.ts';
import { isWebSocket } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { documentsOf } from '../protocols/documents.ts';
import { timeOf } from '../words.ts';
import { asOpened } from './confidence.ts';
import { connectionsOf, idsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupsOf } from './stretches.ts';
import { listed } from './words.ts';

const about = {
  id: 'origins-contacted-once',
  title: 'Many origins, each for one request',
  severity: 'low',
  needs: ['load'],
  threshold: {
    value: 5,
    unit: 'origins asked once before the load event',
    reason: 'Up to four can be hidden by preconnects; more of them are too many.',
    source: 'Chrome DevTools, models/trace/insights/NetworkDependencyTree.ts, TOO_MANY_PRECONNECTS_THRESHOLD (4)',
  },
} as const;

export const originsContactedOnce: Rule = {
  ...about,
  find({ analysis }) {
    const byPage = groupBy(analysis.requests.filter(usesNetwork), ({ page }) => page);
    const documents = documentsOf(analysis);
    return analysis.pages.flatMap((page) => {
      const lone = loneRequests(page, documents.get(page.id)?.origin ?? originOf(page.url), byPage.get(page.id) ?? []);
      if (lone.length < about.threshold.value) return [];
      const saving = savingOver(setupsOf(lone), analysis);
      return [report(about, {
        origin: null,
        confidence: asOpened(lone),
        requests: idsOf(lone),
        connections: connectionsOf(lone),
        evidence: [
          `${lone.length} origins were connected to for one request each before the load event: ${listed(lone.map(({ origin }) => origin))}.`,
          ...(saving === null ? [] : [`For ${timeOf(saving.upTo)} of the clock at least one of them was connecting.`]),
        ],
        saving,
        fix: {
          text: 'Serve what is yours from one origin, host small third-party files yourself, and load the rest after the load event. Each origin costs a name lookup and a handshake, however small its answer.',
          snippet: '<script src="/vendor/widget.js" defer></script>',
          language: 'html',
        },
      })];
    });
  },
};

/** A WebSocket opens a connection of its own wherever it leads, also to the page's own host, under another scheme. */
function loneRequests({ load }: Page, own: string | null, requests: readonly Request[]): readonly Request[] {
  if (load === null) return [];
  return [...groupBy(requests, ({ origin }) => origin)].flatMap(([origin, [request, ...others]]) =>
    request !== undefined && others.length === 0 && origin !== own && opened(request) && !isWebSocket(request.protocol) && request.start < load ? [request] : [],
  );
}
