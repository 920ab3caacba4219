import type { Analysis } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { gapOn, type IdleGap } from './idle-gap.ts';
import { lostGaps } from './lost-gaps.ts';
import { usesOf, type Uses } from './uses.ts';

/**
 * The gaps before requests of this origin, on connections of any origin that
 * carried it: the server's clock runs per connection. A gap counts for the
 * origin whose request ended it, so those of all origins add up.
 *
 * @param isLost whether idleness is why this request opened its connection;
 *   left out, what the connections show decides.
 */
export function idleGaps(analysis: Analysis, origin: string, isLost: ((request: Request) => boolean) | null = null): readonly IdleGap[] {
  const summary = analysis.origins.find((candidate) => candidate.origin === origin);
  const uses = (summary?.connections ?? []).flatMap((connection) => usesOf(connection) ?? []);
  const bridged = uses.flatMap((one) => bridgedGaps(one, origin));
  return [...bridged, ...lostGaps(uses, { pages: analysis.pages, origin, isLost, bridged })];
}

const bridgedGaps = (uses: Uses, origin: string): IdleGap[] =>
  uses.idle
    .filter(({ request }) => request.origin === origin && request.origination.opening === 'reused')
    .map(({ from, to, request }) => ({ ...gapOn(uses, request), ms: to - from, outcome: 'bridged', setupMs: 0 }));
