import { groupBy } from '../../base/group.ts';
import { hostNameOf, isAddress, originOf, withoutFragment } from '../../base/url.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { CLOCK_MS } from '../clock.ts';
import { documentsOf, domainAsking, domainOf, isDocument } from '../protocols/documents.ts';
import { loggedOf } from '../protocols/logged.ts';
import { startedWithin } from '../protocols/moments.ts';
import { asAttribute, count, timeOf } from '../words.ts';
import { asOpened } from './confidence.ts';
import type { Fix } from './finding.ts';
import { connectionsOf, idsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { exchangeOf } from './stretches.ts';
import { pathsOf } from './words.ts';
import { harOf } from '../../model/sources.ts';

const about = {
  id: 'redirect-opens-connection',
  title: 'A redirect leads to another connection',
  severity: 'medium',
  needs: ['page'],
  threshold: {
    value: 1,
    unit: 'redirect to an origin that had to be connected to',
    reason: 'The answer waits for two handshakes and two requests in a row.',
    source: 'RFC 9110 section 15.4',
  },
} as const;

export const redirectOpensConnection: Rule = {
  ...about,
  find: ({ analysis }) =>
    [...groupBy(hopsIn(analysis), ({ from, to }) => `${from.origin} ${to.origin}`).values()].map((hops) => {
      const [{ from, to }] = hops as [Hop, ...Hop[]];
      const [sources, targets] = [hops.map((hop) => hop.from), hops.map((hop) => hop.to)];
      const saving = savingOver(sources.map((request) => ({ request: request.id, doing: 'sent on', over: exchangeOf(request) })), analysis);
      return report(about, {
        origin: from.origin,
        confidence: asOpened(targets),
        requests: [...idsOf(sources), ...idsOf(targets)],
        connections: connectionsOf([...sources, ...targets]),
        evidence: [
          `${count(hops.length, 'redirect')} from ${from.origin} to ${to.origin} had to connect there: ${pathsOf(sources)}.`,
          ...(saving === null ? [] : [`Before anything could begin there, ${timeOf(saving.upTo)} had gone into being sent on.`]),
        ],
        saving,
        fix: fixFor(from, to),
      });
    }),
};

function fixFor(from: Request, to: Request): Fix {
  if (isUpgrade(from, to)) {
    const host = hostNameOf(to.origin);
    if (LASTING.test(loggedOf(to)?.strictTransportSecurity ?? '')) {
      return { text: `Link to https:// directly. ${host} does send Strict-Transport-Security (HSTS): only browsers that have not seen it, or have forgotten it, still ask over http.`, snippet: null, language: null };
    }
    return {
      text: `Link to https:// directly. And send the header below (HSTS) with the answers of ${host} over https: browsers that have seen it ask that host no more over http.`,
      snippet: 'Strict-Transport-Security: max-age=31536000',
      language: 'http',
    };
  }
  const text = 'Link to the final address directly. Where the redirect must stay, let it lead to the same host.';
  // Whether markup, styles or a script name anything but a document, no source tells for certain; and what sends on itself is not the final address.
  return isDocument(to) && targetOf(to) === null ? { text, snippet: `<a href="${asAttribute(to.origin)}/">`, language: 'html' } : { text, snippet: null, language: null };
}

/** `max-age=0` makes browsers forget it (RFC 6797 section 6.1.1). */
const LASTING = /max-age\s*=\s*"?0*[1-9]/i;

interface Hop {
  readonly from: Request;
  readonly to: Request;
}

/** In which a browser takes up a redirect; a later request of the same address is another one. */
const TAKEN_UP_MS = 1000;

function hopsIn(analysis: Analysis): readonly Hop[] {
  const { requests } = analysis;
  const sources = requests.flatMap((from) => {
    const target = targetOf(from);
    return target === null ? [] : [{ from, target, end: from.end! }];
  });
  if (sources.length === 0) return [];
  const byUrl = groupBy(requests.filter(opened), ({ url }) => url);
  const documents = documentsOf(analysis);
  return sources.flatMap(({ from, target, end }) => {
    const [to] = startedWithin(byUrl.get(target) ?? [], end - CLOCK_MS, end + TAKEN_UP_MS);
    return to !== undefined && isThePages(from, to, documents) ? [{ from, to }] : [];
  });
}

/** The site's own doing, or the way to the page itself. What third parties send on among themselves, nobody can mend here. */
const isThePages = (from: Request, to: Request, documents: ReadonlyMap<string, Request>): boolean => domainAsking(from, documents) === domainOf(from.url) || documents.get(to.page ?? '')?.id === to.id;

/** Where a redirect leads, when that is another origin. One that used no connection was the browser's own, to https (HSTS): that costs nothing. */
function targetOf(request: Request): string | null {
  const said = harOf(request)?.redirectTo ?? null;
  const { status } = request;
  if (said === null || status === null || status < 300 || status >= 400 || request.end === null || request.connection === null || !URL.canParse(said, request.url)) return null;
  const target = withoutFragment(new URL(said, request.url).href);
  return originOf(target) === request.origin ? null : target;
}

/** HSTS is of one host with a name, and changes the scheme alone (RFC 6797 sections 8.1.1 and 8.3): of two hosts neither can spare the way to the other. */
const isUpgrade = (from: Request, to: Request): boolean => from.origin.replace(/^http:/, 'https:') === to.origin && from.origin !== to.origin && !isAddress(hostNameOf(to.origin));
