import type { OriginSummary, Totals } from '../model/analysis.ts';
import { roundMs } from './har-timings.ts';
import { table, type Table } from './table.ts';

/** The figures of a whole recording, or of one origin. */
export const TOTALS_TABLE = table<Totals>({
  requests: ({ requests }) => requests,
  connections: ({ connections }) => connections,
  new: (totals) => totals.new,
  opened_earlier: ({ openedEarlier }) => openedEarlier,
  reused: ({ reused }) => reused,
  none: ({ none }) => none,
  unknown: ({ unknown }) => unknown,
  reuse_ratio: ({ reuseRatio }) => reuseRatio,
  setup_ms: ({ setupMs }) => roundMs(setupMs),
  stalled_ms: ({ stalledMs }) => roundMs(stalledMs),
});

/** One row per origin. A connection that served several counts for each of them; the lengths are sums over requests, which wait at the same time. */
export const ORIGIN_TABLE: Table<OriginSummary> = {
  columns: ['origin', 'protocols', ...TOTALS_TABLE.columns],
  cells: ({ origin, protocols, totals }) => [origin, protocols.join(' ') || null, ...TOTALS_TABLE.cells(totals)],
};
