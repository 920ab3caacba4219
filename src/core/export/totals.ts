import type { OriginSummary, Totals } from '../model/analysis.ts';
import { countHidden, isHiddenCount, type Part } from '../model/network-use.ts';
import { roundMs } from './har-timings.ts';

/** The figures of a whole recording, or of one origin. */
export interface SummaryTotals extends Omit<Totals, 'setupMs' | 'stalledMs'> {
  /** `null` where nothing of it shows and some of it is hidden. */
  readonly setupMs: number | null;
  readonly stalledMs: number | null;
  /** Of how many requests nobody tells how long it took: the sums are at least what they say. */
  readonly hidden: Readonly<Record<Part, number>>;
}

export function summariseTotals({ totals, requests }: Pick<OriginSummary, 'totals' | 'requests'>): SummaryTotals {
  const hidden = { setup: countHidden(requests, 'setup'), stalled: countHidden(requests, 'stalled') };
  return { ...totals, setupMs: sumOf(totals.setupMs, hidden.setup), stalledMs: sumOf(totals.stalledMs, hidden.stalled), hidden };
}

const sumOf = (sum: number, hidden: number): number | null => (isHiddenCount(sum, hidden) ? null : roundMs(sum));
