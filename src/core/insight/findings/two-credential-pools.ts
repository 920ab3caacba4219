import type { OriginSummary } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { isPreflight, type Credentials } from '../pool/credentials.ts';
import { poolsOf, type Pools } from '../pool/pools.ts';
import { asAttribute, count, timeOf } from '../words.ts';
import { asJudged } from './confidence.ts';
import { connectionsOf, idsOf, openedBecause } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { firstBeside, readyAt, setupsOf } from './stretches.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'two-credential-pools',
  title: 'One origin, two sets of connections: with and without credentials',
  severity: 'medium',
  needs: ['asked'],
  threshold: {
    value: 1,
    unit: 'connection opened for the other kind of credentials',
    reason: 'Each such connection repeats a handshake with a server that the page was connected to.',
    source: 'Fetch, "connections" (the pool\'s key has a credentials flag)',
  },
} as const;

export const twoCredentialPools: Rule = {
  ...about,
  find(context) {
    const pools = poolsOf(context.analysis);
    return [...openedBecause(context, ['credentials'])].flatMap(([summary, candidates]) => {
      const { origin } = summary;
      const again = candidates.filter((request) => isThePages(request, summary, pools));
      if (again.length < about.threshold.value) return [];
      const connecting = savingOver(setupsOf(again), context.analysis);
      return [report(about, {
        origin,
        confidence: asJudged(context, again),
        requests: idsOf(again),
        connections: connectionsOf(again),
        evidence: [
          `${count(again.length, 'connection')} to ${origin} ${again.length === 1 ? 'was' : 'were'} opened beside one that could not be used, because credentials differ: ${pathsOf(again)}.`,
          ...(connecting === null ? [] : [`Connecting again took ${timeOf(connecting.upTo)} of the clock.`]),
          ...(asJudged(context, again) === 'certain' ? [] : ['That credentials are the reason is likely, not certain.']),
        ],
        saving: savingOver(setupsOf(again), context.analysis, readyAt(firstBeside(again, summary))),
        fix: {
          text: 'Ask the origin in one way: give "crossorigin" to all of its scripts, style sheets and images (they then load only where its answers say Access-Control-Allow-Origin), or to none, and let fetch() match. Fonts always go without credentials across origins. Where both kinds are needed, preconnect to both.',
          snippet: `<script src="${asAttribute(origin)}/app.js" crossorigin></script>\n<link rel="stylesheet" href="${asAttribute(origin)}/site.css" crossorigin>`,
          language: 'html',
        },
      })];
    });
  },
};

/** What the page asks for in both ways. A preflight has no credentials whatever the page does: what opens a connection beside one is told by preflight-on-cold-connection. */
function isThePages(request: Request, { requests }: OriginSummary, pools: Pools): boolean {
  if (BY_THE_BROWSER.has(request.resourceType ?? '') || isPreflight(request)) return false;
  const own = kindOf(request, pools);
  return requests.some((other) => other.connection !== request.connection && !isPreflight(other) && (own === null || kindOf(other, pools) !== own));
}

const kindOf = (request: Request, pools: Pools): Credentials['pool'] | null => pools.ofRequest(request).credentials?.pool ?? null;

/** The words of Chromium and webRequest for an app's manifest: the browser asks for it when it has time, without credentials unless told otherwise, and nobody waits. */
const BY_THE_BROWSER: ReadonlySet<string> = new Set(['manifest', 'web_manifest']);
