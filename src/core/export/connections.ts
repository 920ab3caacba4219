import type { SummaryConnection } from './summary-connection.ts';
import { table } from './table.ts';

/** One row per connection, in order of first use. */
export const CONNECTION_TABLE = table<SummaryConnection>({
  connection: ({ id }) => id,
  basis: ({ basis }) => basis,
  confidence: ({ confidence }) => confidence,
  protocol: ({ protocol }) => protocol,
  origin: ({ origins }) => origins[0] ?? null,
  origins: ({ origins }) => origins.length,
  remote_address: ({ remoteAddress }) => remoteAddress,
  opened: ({ openedAt }) => openedAt,
  last_used: ({ lastUsedAt }) => lastUsedAt,
  dns_ms: ({ setup }) => setup?.dnsMs ?? null,
  connect_ms: ({ setup }) => setup?.connectMs ?? null,
  tls_ms: ({ setup }) => setup?.tlsMs ?? null,
  requests: ({ requests }) => requests,
  peak_concurrency: ({ peakConcurrency }) => peakConcurrency,
  closed: ({ closed }) => closed?.at ?? null,
  closed_reason: ({ closed }) => closed?.reason ?? null,
});
