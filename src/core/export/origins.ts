import type { OriginSummary } from '../model/analysis.ts';
import { roundMs } from './har-timings.ts';
import { table } from './table.ts';

/** One row per origin. A connection that served several counts for each of them; the lengths are sums over requests, which wait at the same time. */
export const ORIGIN_TABLE = table<OriginSummary>({
  origin: ({ origin }) => origin,
  protocols: ({ protocols }) => protocols.join(' ') || null,
  requests: ({ totals }) => totals.requests,
  connections: ({ totals }) => totals.connections,
  new: ({ totals }) => totals.new,
  opened_earlier: ({ totals }) => totals.openedEarlier,
  reused: ({ totals }) => totals.reused,
  none: ({ totals }) => totals.none,
  unknown: ({ totals }) => totals.unknown,
  reuse_ratio: ({ totals }) => totals.reuseRatio,
  setup_ms: ({ totals }) => roundMs(totals.setupMs),
  stalled_ms: ({ totals }) => roundMs(totals.stalledMs),
});
