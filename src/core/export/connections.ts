import type { Analysis } from '../model/analysis.ts';
import type { UnusedOutcome } from '../model/connection.ts';
import { netlogWriter, type SummaryUnused } from './netlog.ts';
import type { Privacy } from './privacy.ts';
import { summariseConnection, type SummaryConnection } from './summary-connection.ts';
import { table } from './table.ts';

/** A connection, also one that no request used. */
interface ConnectionRow extends Omit<SummaryConnection, 'lastUsedAt'> {
  readonly lastUsedAt: string | null;
  readonly outcome: 'used' | UnusedOutcome;
  readonly error: string | null;
}

export const CONNECTION_TABLE = table<ConnectionRow>({
  connection: ({ id }) => id,
  basis: ({ basis }) => basis,
  confidence: ({ confidence }) => confidence,
  protocol: ({ protocol }) => protocol,
  origin: ({ origins }) => origins[0] ?? null,
  origins: ({ origins }) => origins.length,
  remote_address: ({ remoteAddress }) => remoteAddress,
  opened: ({ openedAt, setupCut, netlog }) => (setupCut === true ? null : openedAt) ?? netlog?.openedAt ?? null,
  last_used: ({ lastUsedAt }) => lastUsedAt,
  dns_ms: ({ setup }) => setup?.dnsMs ?? null,
  connect_ms: ({ setup }) => setup?.connectMs ?? null,
  tls_ms: ({ setup }) => setup?.tlsMs ?? null,
  requests: ({ requests }) => requests,
  requests_least: ({ requestsAtLeast }) => requestsAtLeast,
  requests_most: ({ requestsAtMost }) => requestsAtMost,
  peak_concurrency: ({ peakConcurrency }) => peakConcurrency,
  closed: ({ closed }) => closed?.at ?? null,
  closed_reason: ({ closed }) => closed?.reason ?? null,
  outcome: ({ outcome }) => outcome,
  error: ({ error }) => error,
  opened_for: ({ netlog }) => netlog?.openedFor ?? null,
  pool: ({ netlog }) => netlog?.pool ?? null,
  closed_by: ({ netlog }) => netlog?.closed?.by ?? null,
  closed_words: ({ netlog }) => netlog?.closed?.words ?? null,
  goaway: ({ netlog }) => netlog?.goAwayAt ?? null,
});

/** One row per connection, in order of first use; below them those of a NetLog that no request used. */
export function connectionRows(analysis: Analysis, privacy: Privacy): readonly ConnectionRow[] {
  const netlog = netlogWriter(analysis, privacy);
  const used = analysis.connections.map((connection): ConnectionRow => ({ ...summariseConnection(connection, netlog), outcome: 'used', error: null }));
  return [...used, ...(netlog.unused ?? []).map(unusedRow)];
}

const unusedRow = ({ id, origin, outcome, error, protocol, remoteAddress, setup, netlog }: SummaryUnused): ConnectionRow => ({
  id,
  basis: 'reported',
  confidence: 1,
  reportedId: id,
  protocol,
  origins: [origin],
  remoteAddress,
  openedAt: netlog.openedAt,
  lastUsedAt: null,
  setup,
  requests: 0,
  requestsAtLeast: 0,
  requestsAtMost: 0,
  peakConcurrency: 0,
  closed: netlog.closed === null ? null : { reason: 'reported', at: netlog.closed.at },
  outcome,
  error,
  netlog,
});
