import type { OriginSummary } from '../model/analysis.ts';
import { table, type Table } from './table.ts';
import { summariseTotals, type SummaryTotals } from './totals.ts';

/** The figures of a whole recording, or of one origin. */
export const TOTALS_TABLE = table<SummaryTotals>({
  requests: ({ requests }) => requests,
  connections: ({ connections }) => connections,
  new: (totals) => totals.new,
  opened_earlier: ({ openedEarlier }) => openedEarlier,
  reused: ({ reused }) => reused,
  none: ({ none }) => none,
  unknown: ({ unknown }) => unknown,
  reuse_ratio: ({ reuseRatio }) => reuseRatio,
  setup_ms: ({ setupMs }) => setupMs,
  stalled_ms: ({ stalledMs }) => stalledMs,
  setup_hidden: ({ hidden }) => hidden.setup,
  stalled_hidden: ({ hidden }) => hidden.stalled,
});

/** One row per origin. A connection that served several counts for each of them; the lengths are sums over requests, which wait at the same time. */
export const ORIGIN_TABLE: Table<OriginSummary> = {
  columns: ['origin', 'protocols', ...TOTALS_TABLE.columns],
  cells: (summary) => [summary.origin, summary.protocols.join(' ') || null, ...TOTALS_TABLE.cells(summariseTotals(summary))],
};
