import { groupBy } from '../../base/group.ts';
import type { OriginSummary } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { countBelow } from '../bisect.ts';
import { CLOCK_MS } from '../clock.ts';
import { isPreflight } from '../pool/credentials.ts';
import { loggedOf } from '../protocols/logged.ts';
import { count, timeOf } from '../words.ts';
import { asOpened } from './confidence.ts';
import { connectionsOf, idsOf, opened, verdictOn } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { begunAt, exchangesOf, setupsOf } from './stretches.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'preflight-on-cold-connection',
  title: 'A CORS preflight waits for a new connection',
  severity: 'low',
  threshold: {
    value: 1,
    unit: 'preflight that opened a connection',
    reason: 'The request behind it waits for the handshake and one round trip more.',
    source: 'Fetch, "CORS-preflight fetch"',
  },
} as const;

export const preflightOnColdConnection: Rule = {
  ...about,
  find(context) {
    const { analysis } = context;
    return analysis.origins.flatMap((summary) => {
      const cold = summary.requests.filter((request) => opened(request) && isPreflight(request));
      if (cold.length < about.threshold.value) return [];
      const { origin } = summary;
      const apart = followersApart(summary, cold);
      const connecting = savingOver(setupsOf(cold), analysis);
      return [report(about, {
        origin,
        confidence: asOpened(cold),
        requests: [...idsOf(cold), ...idsOf(apart)],
        connections: connectionsOf([...cold, ...apart]),
        evidence: [
          `${count(cold.length, 'preflight')} opened a connection to ${origin}${connecting === null ? '' : `, which took ${timeOf(connecting.upTo)} of the clock`}: ${pathsOf(cold)}.`,
          ...(apart.length > 0 ? [`${apart.length} of the requests behind them opened yet another connection${apart.every((request) => verdictOn(context, request)?.reason === 'credentials') ? ': preflights have no credentials, and may not share with requests that have' : ''}.`] : []),
        ],
        // From the page's own origin neither is needed, nor the connection of the request behind it.
        saving: savingOver([...exchangesOf(cold), ...setupsOf(apart)], analysis),
        fix: cold.every(isRemembered)
          ? { text: `${SPARE} Else connect early: browsers are told already to remember the answer.`, snippet: null, language: null }
          : { text: `${SPARE} Else connect early, and let browsers remember the answer (Chromium for 2 hours at most, Firefox for 24; without the header 5 s).`, snippet: `Access-Control-Max-Age: ${REMEMBERED_S}`, language: 'http' },
      })];
    });
  },
};

const SPARE = 'Spare the preflight: serve the API from the page\'s own origin, or use only what needs none (GET, HEAD, POST with a form\'s content type, no headers of your own).';

/** As long as Chromium remembers at most. */
const REMEMBERED_S = 7200;

const isRemembered = (preflight: Request): boolean => Number(loggedOf(preflight)?.accessControlMaxAge ?? 0) >= REMEMBERED_S;

/** The requests that these preflights were for, where they too had to connect. */
function followersApart({ requests }: OriginSummary, preflights: readonly Request[]): readonly Request[] {
  const others = groupBy(requests.filter(({ method }) => method !== 'OPTIONS').map((request) => ({ request, at: begunAt(request) })).sort((a, b) => a.at - b.at), ({ request }) => request.url);
  return preflights.flatMap(({ url, end }) => {
    const begun = others.get(url);
    if (begun === undefined || end === null) return [];
    const next = begun[countBelow(begun.length, (i) => begun[i]!.at, end - CLOCK_MS, false)];
    return next !== undefined && next.at < end + SENT_AFTER_MS && opened(next.request) ? [next.request] : [];
  });
}

/** A browser sends the request as soon as it may (Chromium dates it from before its preflight, and lets it wait); one much later has had its answer from the preflight cache. */
const SENT_AFTER_MS = 1000;
