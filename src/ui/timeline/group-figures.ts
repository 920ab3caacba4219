import { sum } from 'd3-array';
import { totalsOfAll } from '../../core/analysis/totals.ts';
import type { OriginSummary, Totals } from '../../core/model/analysis.ts';
import { countUnplaced, isHiddenSum } from '../../core/model/network-use.ts';
import type { Fold } from '../../timeline/fold.ts';
import { remember } from '../../timeline/remember.ts';
import { stalledMsOf } from '../../timeline/stalls.ts';

/** The sum is 0, and of the requests that used a connection one hides this figure: then nobody knows that it is 0. */
export type Hides = Readonly<Record<'setup' | 'stalled', boolean>>;

/** What the row of an origin, or of several, says. */
export interface Figures {
  readonly totals: Totals;
  readonly stalledMs: number;
  /** Requests of which nobody tells the connection. */
  readonly unplaced: number;
  readonly hides: Hides;
}

/** Made once for all columns; per origin, so that a big file's can be made one after the other. */
export const figuresOf = remember(({ totals, requests }: OriginSummary): Figures => {
  const stalledMs = stalledMsOf(requests);
  return { totals, stalledMs, unplaced: countUnplaced(requests), hides: { setup: isHiddenSum(totals.setupMs, requests, 'setup'), stalled: isHiddenSum(stalledMs, requests, 'stalled') } };
});

/** A connection that several of the origins share is one. */
export const figuresOfFold = remember(({ origins }: Fold): Figures => ({
  totals: totalsOfAll(origins, new Set(origins.flatMap(({ connections }) => connections)).size),
  stalledMs: sum(origins, (origin) => figuresOf(origin).stalledMs),
  unplaced: sum(origins, (origin) => figuresOf(origin).unplaced),
  hides: hidesOf(origins),
}));

/** Of the sums of all these: what one of them hides. Only where the sum of all is 0 nothing else is known of it. */
export const hidesOf = (origins: readonly OriginSummary[]): Hides => ({ setup: origins.some((origin) => figuresOf(origin).hides.setup), stalled: origins.some((origin) => figuresOf(origin).hides.stalled) });
