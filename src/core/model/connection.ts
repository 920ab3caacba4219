import type { Instant } from '../base/units.ts';
import type { Protocol } from './protocol.ts';
import type { Request } from './request.ts';

/** How we know that these requests shared a connection. */
export type ConnectionBasis =
  | { readonly kind: 'reported'; /** The browser's own id, unique within one browser run; in a file of several with the run's name, see `run.ts`. */ readonly key: string }
  | {
      readonly kind: 'inferred';
      readonly by: string;
      /** 0..1: how likely every request of this lane is on the right connection. */
      readonly confidence: number;
    };

export interface Setup {
  /** Each in ms, `null` where it was skipped or is hidden. */
  readonly dnsMs: number | null;
  /** TCP and TLS, or QUIC, together (HAR's `connect`). */
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
}

export type ClosedBecause =
  /** The last response carried `Connection: close` (RFC 9112 section 9.6). */
  | 'connection-close'
  /** HTTP/1.0 without keep-alive (RFC 9112 section 9.3). */
  | 'http/1.0'
  /** The WebSocket ended; its connection ends with it (RFC 6455 section 7.1.1). */
  | 'websocket-closed';

export interface Connection {
  readonly id: string;
  /** What people see: `#58` for a reported id, `~1` for an inferred lane. */
  readonly label: string;
  readonly basis: ConnectionBasis;
  /** `null` where none of its requests says (Chrome before 2018 writes "unknown" for HTTP/2). */
  readonly protocol: Protocol | null;
  /** The origins it served, the first user's first; two or more = coalesced (RFC 9113 section 9.1.1). */
  readonly origins: readonly string[];
  readonly remoteAddress: string | null;
  /** In the order in which they were sent. */
  readonly requests: readonly Request[];
  /** When its setup began; `null` when it was opened before or beside the recording. */
  readonly openedAt: Instant | null;
  readonly lastUsedAt: Instant;
  readonly setup: Setup | null;
  /** Most requests at the same time. */
  readonly peakConcurrency: number;
  readonly closed: { readonly reason: ClosedBecause; readonly at: Instant } | null;
}
