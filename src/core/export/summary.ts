import { insightOf } from '../insight/insight.ts';
import { headOfLineWaste, type HeadOfLine } from '../insight/stalls/stalls.ts';
import type { Analysis, Totals } from '../model/analysis.ts';
import type { Connection } from '../model/connection.ts';
import { roundMs } from './har-timings.ts';
import { exportLog, type ExportedLog } from './har.ts';

/**
 * The summary: a HAR 1.2 log without headers, cookies, query strings and
 * bodies, and with what HAR cannot say in `_` fields. Its JSON Schema is
 * public/summary.schema.json.
 */
export interface Summary {
  readonly log: ExportedLog & {
    readonly _totals: Totals;
    readonly _origins: readonly SummaryOrigin[];
    readonly _connections: readonly SummaryConnection[];
  };
}

export interface SummaryOrigin extends Totals {
  readonly origin: string;
  readonly protocols: readonly string[];
  /** What its requests waited because HTTP/1 serves one at a time, so far as the verdicts say so. */
  readonly headOfLine: HeadOfLine;
}

export interface SummaryConnection {
  readonly id: string;
  readonly basis: 'reported' | 'inferred';
  /** 0..1: how likely every request is on the right connection; 1 for reported ids. Not yet calibrated. */
  readonly confidence: number;
  readonly reportedId: string | null;
  readonly protocol: string | null;
  readonly origins: readonly string[];
  readonly remoteAddress: string | null;
  /** ISO 8601; `null` when it was opened before or beside the recording. */
  readonly openedAt: string | null;
  readonly lastUsedAt: string;
  readonly setup: Connection['setup'];
  readonly requests: number;
  readonly peakConcurrency: number;
  readonly closed: { readonly reason: string; readonly at: string } | null;
}

export function writeSummary(analysis: Analysis): Summary {
  const waste = headOfLineWaste(analysis, insightOf(analysis).stalls);
  return {
    log: {
      ...exportLog(analysis, { headers: false }),
      _totals: analysis.totals,
      _origins: analysis.origins.map(({ origin, protocols, totals }) => ({ origin, protocols, ...totals, headOfLine: headOfLineOf(waste.get(origin)) })),
      _connections: analysis.connections.map(summariseConnection),
    },
  };
}

const headOfLineOf = (waste: HeadOfLine = { requests: 0, sumMs: 0, clockMs: 0 }): HeadOfLine => ({ requests: waste.requests, sumMs: roundMs(waste.sumMs), clockMs: roundMs(waste.clockMs) });

function summariseConnection(connection: Connection): SummaryConnection {
  const { basis, closed } = connection;
  return {
    id: connection.id,
    basis: basis.kind,
    confidence: basis.kind === 'reported' ? 1 : basis.confidence,
    reportedId: basis.kind === 'reported' ? basis.key : null,
    protocol: connection.protocol,
    origins: connection.origins,
    remoteAddress: connection.remoteAddress,
    openedAt: connection.openedAt === null ? null : new Date(connection.openedAt).toISOString(),
    lastUsedAt: new Date(connection.lastUsedAt).toISOString(),
    setup: connection.setup,
    requests: connection.requests.length,
    peakConcurrency: connection.peakConcurrency,
    closed: closed === null ? null : { reason: closed.reason, at: new Date(closed.at).toISOString() },
  };
}
