import type { Analysis, Totals } from '../model/analysis.ts';
import type { Connection } from '../model/connection.ts';
import { exportLog, type ExportedLog } from './har.ts';
import { summariseColdWarm, type SummaryColdWarm } from './summary-cold-warm.ts';
import { summariseFindings, type SummaryFinding } from './summary-findings.ts';
import { summariseKeepAlive, type SummaryKeepAlive } from './summary-keep-alive.ts';

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
    readonly _findings: readonly SummaryFinding[];
    readonly _coldWarm: readonly SummaryColdWarm[];
    readonly _keepAlive: readonly SummaryKeepAlive[];
  };
}

export interface SummaryOrigin extends Totals {
  readonly origin: string;
  readonly protocols: readonly string[];
}

export interface SummaryConnection {
  readonly id: string;
  readonly basis: 'reported' | 'inferred';
  /** 0..1: how likely every request is on the right connection; 1 for reported ids. Not yet calibrated. */
  readonly confidence: number;
  readonly reportedId: string | null;
  readonly protocol: string;
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
  return {
    log: {
      ...exportLog(analysis, { headers: false }),
      _totals: analysis.totals,
      _origins: analysis.origins.map(({ origin, protocols, totals }) => ({ origin, protocols, ...totals })),
      _connections: analysis.connections.map(summariseConnection),
      _findings: summariseFindings(analysis),
      _coldWarm: summariseColdWarm(analysis),
      _keepAlive: summariseKeepAlive(analysis),
    },
  };
}

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
