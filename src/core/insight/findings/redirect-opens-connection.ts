import { groupBy } from '../../base/group.ts';
import { originOf, withoutFragment } from '../../base/url.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { usedNetwork } from '../protocols/moments.ts';
import { connectionsOf, idsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { wholesOf } from './stretches.ts';
import { count, inTime, pathsOf } from './words.ts';

const about = {
  id: 'redirect-opens-connection',
  title: 'A redirect leads to another connection',
  severity: 'medium',
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
      const saving = savingOver(wholesOf(sources), analysis);
      return report(about, {
        origin: from.origin,
        requests: [...idsOf(sources), ...idsOf(targets)],
        connections: connectionsOf([...sources, ...targets]),
        evidence: [
          `${count(hops.length, 'redirect')} from ${from.origin} to ${to.origin} had to connect there: ${pathsOf(sources)}.`,
          ...(saving === null ? [] : [`Before the second connection was begun, ${inTime(saving.upTo)} had gone to the first.`]),
        ],
        saving,
        fix: {
          text: isUpgrade(from, to) ? 'Link to https:// directly, and let browsers remember it (HSTS): they then never ask over http.' : 'Link to the final address directly. Where the redirect must stay, let it lead to the same host.',
          snippet: isUpgrade(from, to) ? 'Strict-Transport-Security: max-age=31536000; includeSubDomains' : `<a href="${to.origin}/">`,
          language: isUpgrade(from, to) ? 'http' : 'html',
        },
      });
    }),
};

interface Hop {
  readonly from: Request;
  readonly to: Request;
}

/** Clocks of 1 ms, and the time in which a browser takes up a redirect; a later request of the same address is another one. */
const TAKEN_UP_MS = 1000;

function hopsIn({ requests }: Analysis): readonly Hop[] {
  const sources = requests.flatMap((from) => {
    const target = targetOf(from);
    return target === null ? [] : [{ from, target }];
  });
  if (sources.length === 0) return [];
  const byUrl = groupBy(requests.filter(opened), ({ url }) => url);
  return sources.flatMap(({ from, target }) => {
    const to = byUrl.get(target)?.find(({ start }) => start >= from.end! - 2 && start < from.end! + TAKEN_UP_MS);
    return to === undefined ? [] : [{ from, to }];
  });
}

/** Where a redirect leads, when that is another origin. */
function targetOf(request: Request): string | null {
  const said = request.observations.find((seen) => seen.source === 'har')?.redirectTo ?? null;
  if (said === null || request.status < 300 || request.status >= 400 || request.end === null || !usedNetwork(request) || !URL.canParse(said, request.url)) return null;
  const target = withoutFragment(new URL(said, request.url).href);
  return originOf(target) === request.origin ? null : target;
}

const isUpgrade = (from: Request, to: Request): boolean => from.origin.startsWith('http:') && to.origin.startsWith('https:');
