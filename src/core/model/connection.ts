import type { Instant } from '../base/units.ts';
import type { Phases } from './phase.ts';
import type { Protocol } from './protocol.ts';
import { saysClose, staysOpen } from './observation.ts';
import type { Request } from './request.ts';

/** How we know that these requests shared a connection. */
export type ConnectionBasis =
  | { readonly kind: 'reported'; /** The browser's own id, unique within one browser run; in a file of several with the run's name, see `run.ts`. */ readonly key: string }
  | {
      readonly kind: 'inferred';
      readonly by: string;
      /** 0..1: of the request that is the least surely on it; see `Request.placing`. */
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
  /** The last response carried `Connection: close` (RFC 9112 section 9.6), or `Proxy-Connection: close`. */
  | 'connection-close'
  /** HTTP/1.0 without keep-alive (RFC 9112 section 9.3). */
  | 'http/1.0'
  /** The WebSocket ended; its connection ends with it (RFC 6455 section 7.1.1). */
  | 'websocket-closed'
  /** The browser's own log says when, and `report` in which words. */
  | 'reported';

/** The header of its answers that says so, of a connection whose end is `connection-close`. */
export const closingHeader = ({ requests }: Pick<Connection, 'requests'>): string => `${requests.some(({ headers }) => !saysClose(headers) && !staysOpen(headers, 'http/1.1')) ? 'Proxy-' : ''}Connection: close`;

/** What a log of the browser's network stack (NetLog) tells of a connection, and neither a page nor HAR can. */
export interface ConnectionReport {
  /** When its making began. */
  readonly openedAt: Instant;
  /**
   * - `request`: because a request needed one.
   * - `preconnect`: in advance.
   * - `backup`: a second attempt, because the first took long.
   * - `race`: over QUIC, beside an attempt over TCP.
   */
  readonly openedFor: 'request' | 'preconnect' | 'backup' | 'race' | null;
  /** When the first request was sent on it, whoever's: of this page, of another tab, of the browser itself. */
  readonly firstUsedAt: Instant | null;
  /** The browser's name for its pool: origin, privacy mode, network anonymization key. */
  readonly pool: string | null;
  /** `by`: which side ended it, where the log tells; `words` are the log's. */
  readonly closed: { readonly at: Instant; readonly by: 'server' | 'browser' | null; readonly words: string } | null;
  /** When the server asked for no more requests on it. */
  readonly goAwayAt: Instant | null;
  /** Requests that its limit of HTTP/2 streams held back, as often as it did. */
  readonly heldBack: readonly HeldBack[];
  /** All else, as it is shown. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** At this moment as many streams were open as the server allows. */
export interface HeldBack {
  readonly at: Instant;
  readonly url: string;
  readonly limit: number;
}

/** What a connection was opened for, in words. */
export const OPENED_FOR: Readonly<Record<NonNullable<ConnectionReport['openedFor']>, string>> = {
  request: 'a request',
  preconnect: 'nobody yet (preconnect)',
  backup: 'a second attempt',
  race: 'a race with TCP',
};

/** A connection, or an attempt at one, that no request used. */
export interface UnusedConnection {
  readonly id: string;
  /** `#58`, as of those that were used. */
  readonly label: string;
  readonly origin: string;
  /** What it spoke; `null` where no handshake and no session says. */
  readonly protocol: Protocol | null;
  readonly remoteAddress: string | null;
  /** Its making. A step that had not ended when it was closed ends there; one that the log does not see end is hidden. */
  readonly setup: Pick<Phases, 'dns' | 'tcp' | 'tls'>;
  /** When a request could have been sent on it; `null` when it never came so far. */
  readonly readyAt: Instant | null;
  /** Why it did not come about, in the browser's words; `null` when it did, and where no error was logged. */
  readonly error: string | null;
  readonly report: ConnectionReport;
}

/**
 * What became of a connection that no request used.
 * - `unused`: it was ready.
 * - `failed`: with an error.
 * - `never-ready`: given up, or the log ends before it was ready.
 */
export type UnusedOutcome = 'unused' | 'failed' | 'never-ready';

export function outcomeOf({ error, readyAt }: UnusedConnection): UnusedOutcome {
  if (error !== null) return 'failed';
  return readyAt === null ? 'never-ready' : 'unused';
}

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
  /** Those that are shown on another connection, less than surely, and may have been on this one. */
  readonly possible: readonly Request[];
  /** When its setup began; `null` when it was opened before or beside the recording. */
  readonly openedAt: Instant | null;
  readonly lastUsedAt: Instant;
  readonly setup: Setup | null;
  /** Most requests at the same time. */
  readonly peakConcurrency: number;
  readonly closed: { readonly reason: ClosedBecause; readonly at: Instant } | null;
  /** Absent where no NetLog was read. */
  readonly report?: ConnectionReport;
}
