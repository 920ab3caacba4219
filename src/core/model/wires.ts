import type { Instant } from '../base/units.ts';
import type { ConnectionReport, UnusedConnection } from './connection.ts';

/** What a log of the browser's network stack (NetLog) tells besides requests. */
export interface WiresTold {
  /** By the browser's own id. */
  readonly reports: ReadonlyMap<string, ConnectionReport>;
  readonly unused: readonly UnusedConnection[];
  readonly ways: readonly OriginWays[];
}

/** How the browser came to know where an origin is, and what it speaks. Only of origins that a request or a connection goes to. */
export interface OriginWays {
  readonly origin: string;
  /** Lookups of its name that neither the browser's cache nor the machine's list of hosts answered, in order. */
  readonly lookups: readonly Lookup[];
  readonly alternatives: readonly Alternative[];
}

export interface Lookup {
  readonly start: Instant;
  /** `null`: not before the end of the log. */
  readonly end: Instant | null;
  /** Over HTTPS or TLS; `null` where the system resolved it, or the log does not say. */
  readonly secure: boolean | null;
  readonly addresses: readonly string[];
  readonly error: string | null;
  readonly records: readonly HttpsRecord[];
}

/** An HTTPS record (RFC 9460 section 9) as the browser understood it. */
export interface HttpsRecord {
  /** SvcPriority: the lowest comes first. */
  readonly priority: number | null;
  readonly alpns: readonly string[];
  /** TargetName, where it is another than the name that was asked. */
  readonly target: string | null;
  /** It has a configuration for Encrypted Client Hello. */
  readonly hasEch: boolean;
}

/** A service that the browser knew from Alt-Svc (RFC 7838). */
export interface Alternative {
  /**
   * - `found`: when a connection was sought for a request or in advance.
   * - `kept`: when it was written down for later, or read from there.
   */
  readonly when: 'found' | 'kept';
  /** In the log's words. */
  readonly service: string;
  /** For the first time in the log. */
  readonly at: Instant;
  /** How often it was found. */
  readonly times: number;
  /** It had failed before and was not to be tried, the last time. */
  readonly isBroken: boolean;
}
