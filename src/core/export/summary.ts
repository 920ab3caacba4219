import { insightOf } from '../insight/insight.ts';
import { headOfLineWaste, type HeadOfLine } from '../insight/stalls/stalls.ts';
import type { Analysis } from '../model/analysis.ts';
import { roundMs } from './har-timings.ts';
import { exportLog, type ExportedLog } from './har.ts';
import { netlogWriter, type SummaryUnused } from './netlog.ts';
import { sanitising, type Privacy } from './privacy.ts';
import { summariseConnection, type SummaryConnection } from './summary-connection.ts';
import { summariseTotals, type SummaryTotals } from './totals.ts';

/**
 * The summary: a HAR 1.2 log without cookies, query strings and bodies, of
 * headers with those that conclusions rest on, so that the same is concluded
 * when it is read back, and with what HAR cannot say in `_` fields. Its JSON
 * Schema is public/summary.schema.json.
 */
export interface Summary {
  readonly log: ExportedLog & {
    readonly _totals: SummaryTotals;
    readonly _origins: readonly SummaryOrigin[];
    readonly _connections: readonly SummaryConnection[];
    /** Absent where no NetLog was read. */
    readonly _unused?: { readonly connections: readonly SummaryUnused[]; readonly elsewhere: number };
  };
}

interface SummaryOrigin extends SummaryTotals {
  readonly origin: string;
  readonly protocols: readonly string[];
  /** What its requests waited because HTTP/1 serves one at a time, so far as the verdicts say so. */
  readonly headOfLine: HeadOfLine;
}

export function writeSummary(analysis: Analysis, privacy: Privacy = sanitising()): Summary {
  const netlog = netlogWriter(analysis, privacy);
  const waste = headOfLineWaste(analysis, insightOf(analysis).stalls);
  return {
    log: {
      ...exportLog(analysis, { parts: 'telling', privacy }),
      _totals: summariseTotals(analysis),
      _origins: analysis.origins.map((summary) => ({ origin: summary.origin, protocols: summary.protocols, ...summariseTotals(summary), headOfLine: headOfLineOf(waste.get(summary.origin)) })),
      _connections: analysis.connections.map((connection) => summariseConnection(connection, netlog)),
      ...(netlog.unused !== null && { _unused: { connections: netlog.unused, elsewhere: netlog.elsewhere } }),
    },
  };
}

const headOfLineOf = (waste: HeadOfLine = { requests: 0, sumMs: 0, clockMs: 0 }): HeadOfLine => ({ requests: waste.requests, sumMs: roundMs(waste.sumMs), clockMs: roundMs(waste.clockMs) });
