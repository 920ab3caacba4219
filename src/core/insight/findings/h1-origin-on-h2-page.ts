import { isSecure } from '../../base/url.ts';
import { isMultiplexed, isSerial } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { documentsOf } from '../protocols/documents.ts';
import { count, nameOf } from '../words.ts';
import { HTTP2_IN_NGINX, waitedForSlot } from './h1-limit.ts';
import { connectionsOf, idsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { isStaticFile } from './static-files.ts';
import { readyAt, setupsOf, stallsOf } from './stretches.ts';
import { serverFixes } from './whose.ts';

const about = {
  id: 'h1-origin-on-h2-page',
  title: 'An origin still on HTTP/1.1 beside a page on HTTP/2 or 3',
  severity: 'medium',
  needs: ['protocol', 'type', 'page'],
  threshold: {
    value: 6,
    unit: 'static files over HTTP/1.1',
    reason: 'With fewer than a browser has connections for, HTTP/2 gains little.',
    source: 'Chrome DevTools, models/trace/insights/ModernHTTP.ts (six static assets from one origin)',
  },
} as const;

export const h1OriginOnH2Page: Rule = {
  ...about,
  find(context) {
    const { analysis } = context;
    const documents = documentsOf(analysis);
    const onServer = serverFixes(analysis);
    return analysis.origins.flatMap(({ origin, requests }) => {
      if (!isSecure(origin) || isLocal(origin)) return [];
      const own = requests.filter(isStaticOverH1);
      if (own.length < about.threshold.value || !pageIsMultiplexed(own, documents)) return [];
      const connections = connectionsOf(own);
      // With one connection for all of it, only the first handshake would remain, and nobody would wait for a slot.
      const first = requests.find(opened);
      const saved = [...setupsOf(own.filter((request) => opened(request) && request !== first)), ...stallsOf(own.filter((request) => waitedForSlot(context, request)))];
      return [report(about, {
        origin,
        confidence: 'certain',
        requests: idsOf(own),
        connections,
        evidence: [`${count(own.length, 'static file')} of ${origin} came over ${spoken(own)}${connections.length < own.length ? '' : ` on ${count(new Set(connections).size, 'connection')}`}, while the page itself came over HTTP/2 or 3.`],
        saving: savingOver(saved, analysis, readyAt(first)),
        fix: onServer(origin, {
          text: 'Turn on HTTP/2 for this host as well.',
          snippet: HTTP2_IN_NGINX,
          language: 'nginx',
        }),
      })];
    });
  },
};

const isStaticOverH1 = (request: Request): boolean => isSerial(request.protocol) && isStaticFile(request);

const spoken = (requests: readonly Request[]): string => [...new Set(requests.flatMap(({ protocol }) => protocol ?? []))].map(nameOf).join(' and ');

/** Every page that asked for them, and of which the recording has the document. */
function pageIsMultiplexed(files: readonly Request[], documents: ReadonlyMap<string, Request>): boolean {
  const asking = [...new Set(files.map(({ page }) => page))].flatMap((page) => documents.get(page ?? '')?.protocol ?? []);
  return asking.length > 0 && asking.every(isMultiplexed);
}

/** HTTP/2 is a burden on a developer's own machine, and no gain there. */
const isLocal = (origin: string): boolean => /^https:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[^/:]*\.localhost)(:\d+)?$/.test(origin);
