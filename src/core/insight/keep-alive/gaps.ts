import type { Analysis, OriginSummary } from '../../model/analysis.ts';
import { gapBefore, type IdleGap, type Judge } from './idle-gap.ts';
import { idlenessOf, type Idleness } from './idleness.ts';
import { lostGaps } from './lost-gaps.ts';

/**
 * The gaps before requests of this origin, on connections of any origin that
 * carried it: the server's clock runs per connection. A gap counts for the
 * origin whose request ended it, so those of all origins add up.
 *
 * @param lossOf how surely idleness is why this request opened its connection;
 *   left out, what the connections show decides.
 */
export function idleGaps({ pages }: Pick<Analysis, 'pages'>, { origin, connections }: OriginSummary, lossOf: Judge | null = null): readonly IdleGap[] {
  const uses = connections.flatMap((connection) => idlenessOf(connection) ?? []);
  const bridged = bridgedGaps(uses, origin);
  return [...bridged, ...lostGaps(uses, { pages, origin, lossOf, bridged })];
}

function bridgedGaps(uses: readonly Idleness[], origin: string): readonly IdleGap[] {
  const gaps: IdleGap[] = [];
  for (const one of uses) {
    for (const { from, to, request, isSure } of one.idle) {
      if (request.origin === origin && request.origination.opening === 'reused') gaps.push(gapBefore(one, request, { ms: to - from, outcome: 'bridged', verdict: null, setupMs: 0, isSure }));
    }
  }
  return gaps;
}
