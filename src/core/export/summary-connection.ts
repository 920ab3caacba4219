import type { Connection } from '../model/connection.ts';
import { isSetupCut } from '../model/setup-cut.ts';
import { requestsBetween } from '../model/placing.ts';
import { roundMs } from './har-timings.ts';
import type { NetlogWriter, SummaryNetlog } from './netlog.ts';

export interface SummaryConnection {
  readonly id: string;
  readonly basis: 'reported' | 'inferred';
  /** 0..1: how sure the least sure of its requests is on it; 1 for reported ids. */
  readonly confidence: number;
  readonly reportedId: string | null;
  readonly protocol: string | null;
  readonly origins: readonly string[];
  readonly remoteAddress: string | null;
  /** ISO 8601; `null` when it was opened before or beside the recording. */
  readonly openedAt: string | null;
  /** Absent where it is not: its setup had begun before its first request came, and of that nothing is told. */
  readonly setupCut?: true;
  readonly lastUsedAt: string;
  readonly setup: Connection['setup'];
  /** That it is shown with. */
  readonly requests: number;
  /** Of these, those that are on no other… */
  readonly requestsAtLeast: number;
  /** …and with all others that may be on it. */
  readonly requestsAtMost: number;
  readonly peakConcurrency: number;
  readonly closed: { readonly reason: string; readonly at: string } | null;
  /** Absent where no NetLog was read. */
  readonly netlog?: SummaryNetlog;
}

export function summariseConnection(connection: Connection, { report }: NetlogWriter): SummaryConnection {
  const { basis, closed } = connection;
  const { least, most } = requestsBetween(connection);
  return {
    id: connection.id,
    basis: basis.kind,
    confidence: basis.kind === 'reported' ? 1 : basis.confidence,
    reportedId: basis.kind === 'reported' ? basis.key : null,
    protocol: connection.protocol,
    origins: connection.origins,
    remoteAddress: connection.remoteAddress,
    openedAt: connection.openedAt === null ? null : new Date(connection.openedAt).toISOString(),
    ...(connection.openedAt !== null && isSetupCut(connection.requests[0]!) && { setupCut: true }),
    lastUsedAt: new Date(connection.lastUsedAt).toISOString(),
    setup: connection.setup === null ? null : { dnsMs: rounded(connection.setup.dnsMs), connectMs: rounded(connection.setup.connectMs), tlsMs: rounded(connection.setup.tlsMs) },
    requests: connection.requests.length,
    requestsAtLeast: least,
    requestsAtMost: most,
    peakConcurrency: connection.peakConcurrency,
    closed: closed === null ? null : { reason: closed.reason, at: new Date(closed.at).toISOString() },
    ...(connection.report && { netlog: report(connection.report) }),
  };
}

const rounded = (ms: number | null): number | null => (ms === null ? null : roundMs(ms));
