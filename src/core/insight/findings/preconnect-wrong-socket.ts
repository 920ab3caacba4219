import type { Request } from '../../model/request.ts';
import { credentialsOf } from '../protocols/credentials.ts';
import { usedNetwork } from '../protocols/moments.ts';
import { preconnectsOf, type Preconnect } from '../protocols/preconnects.ts';
import type { Context } from './context.ts';
import type { Fix } from './finding.ts';
import { connectionsOf, idsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupsOf } from './stretches.ts';
import { count, pathsOf } from './words.ts';

const about = {
  id: 'preconnect-wrong-socket',
  title: 'A preconnect warms a connection that the requests cannot use',
  severity: 'medium',
  threshold: {
    value: 1,
    unit: 'request that opened a connection in spite of the preconnect',
    reason: 'Requests with and without credentials never share a connection, so one preconnect serves one kind.',
    source: 'Fetch, "connections" (the pool\'s key has a credentials flag); HTML, "preconnect"',
  },
} as const;

/** For so long a preconnect may still be the reason that a connection is there: the shortest that a browser keeps an unused one. */
const PRECONNECT_LASTS_MS = 10_000;

export const preconnectWrongSocket: Rule = {
  ...about,
  find: (context) => {
    const hints = preconnectsOf(context.analysis.requests);
    return hints.flatMap((hint) => {
      const asked = requestsAfter(context, hint);
      // Both kinds were announced, or one request may be of the kind that was: then nothing is wrong, or nothing is known.
      const isBoth = hints.some((other) => other.origin === hint.origin && other.credentials !== hint.credentials);
      const other = hint.credentials === 'sent' ? 'omitted' : 'sent';
      const paid = asked.filter(opened);
      if (isBoth || paid.length < about.threshold.value || !asked.every((request) => credentialsOf(request) === other)) return [];
      return [report(about, {
        origin: hint.origin,
        requests: [hint.request, ...idsOf(paid)],
        connections: connectionsOf(paid),
        evidence: [
          `An answer asked to preconnect to ${hint.origin} ${hint.credentials === 'sent' ? 'without' : 'with'} "crossorigin": that opens a connection for requests ${hint.credentials === 'sent' ? 'with' : 'without'} credentials.`,
          `All ${count(asked.length, 'request')} to it in the next ${PRECONNECT_LASTS_MS / 1000} s went ${other === 'sent' ? 'with' : 'without'} credentials; ${count(paid.length, 'opened a connection of its own', 'opened connections of their own')}: ${pathsOf(paid)}.`,
        ],
        saving: savingOver(setupsOf(paid.slice(0, 1)), context.analysis),
        fix: fixFor(hint, other),
      })];
    });
  },
};

const requestsAfter = ({ analysis }: Context, { origin, at }: Preconnect): readonly Request[] =>
  analysis.origins.find((summary) => summary.origin === origin)?.requests.filter((request) => usedNetwork(request) && request.start >= at && request.start < at + PRECONNECT_LASTS_MS) ?? [];

const fixFor = ({ origin }: Preconnect, needed: 'sent' | 'omitted'): Fix => ({
  text: needed === 'omitted' ? 'Add "crossorigin" to the preconnect: fonts, module scripts and fetch() across origins go without credentials.' : 'Take "crossorigin" from the preconnect: images, style sheets and scripts without that attribute go with credentials.',
  snippet: `<link rel="preconnect" href="${origin}"${needed === 'omitted' ? ' crossorigin' : ''}>`,
  language: 'html',
});
