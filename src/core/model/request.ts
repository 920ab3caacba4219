import type { Instant } from '../base/units.ts';
import type { Asked, ConnectionHeaders, NoConnection, Observation } from './observation.ts';
import type { Phases } from './phase.ts';
import type { Placing } from './placing.ts';
import type { Problem } from './problem.ts';
import type { Protocol } from './protocol.ts';

/**
 * How a request came by its connection.
 * - `new`: it opened it.
 * - `opened-earlier`: the first request seen on a connection that somebody else
 *   opened (speculative, preconnect, another tab, Alt-Svc, before the recording).
 * - `reused`: an earlier request of this recording used it.
 * - `none`: it used no connection.
 * - `unknown`: it used one, or may have, and nobody tells which kind.
 */
export type Opening = 'new' | 'opened-earlier' | 'reused' | 'none' | 'unknown';

/** Where a fact comes from. */
export type Basis = 'reported' | 'inferred' | 'hidden';

/** Why nobody can tell how the request came by its connection. */
export type UnknownBecause =
  /** Failed or aborted; the browser gives no id for it. */
  | 'failed'
  /** Succeeded, but the browser gives no id for this kind (a worker's main script). */
  | 'no-id'
  /** No id in this browser or file, and timings that do not tell new from reused. */
  | 'timing-silent'
  /** From before DevTools was opened, and the browser names connections of its origin by now: it may have used one of those. */
  | 'timing-alone'
  /** Resource Timing without Timing-Allow-Origin, and no other source. */
  | 'cross-origin'
  /** Seen by webRequest alone (an unload beacon): no timings. */
  | 'no-timings'
  /** Still running. */
  | 'unfinished';

/** How the request came by its connection, why we say so, and how we know. */
export type Origination =
  | { readonly opening: 'new' | 'opened-earlier' | 'reused'; readonly basis: 'reported' | 'inferred'; readonly by: string }
  | { readonly opening: 'none'; readonly basis: 'reported' | 'inferred'; readonly reason: NoConnection }
  | { readonly opening: 'unknown'; readonly basis: 'hidden'; readonly reason: UnknownBecause };

export interface Request {
  /** Unique in the recording and stable while it grows. */
  readonly id: string;
  readonly url: string;
  /** scheme://host[:port] as the URL standard serialises it; the scheme and host part for ws too. */
  readonly origin: string;
  /** `null` where nobody tells: Resource Timing has none. */
  readonly method: string | null;
  /** 0 when there was no answer; `null` where nobody tells: Resource Timing of another origin (Fetch, "opaque filtered response"). */
  readonly status: number | null;
  readonly protocol: Protocol | null;
  readonly resourceType: string | null;
  readonly priority: string | null;
  readonly page: string | null;
  readonly start: Instant;
  /** `null` while it runs. */
  readonly end: Instant | null;
  readonly phases: Phases;
  /** All the time it waited for a connection or a slot, ms; `null` where nobody tells. */
  readonly stalled: number | null;
  /** Part of `stalled` that the browser's own scheduler held back, ms. */
  readonly queued: number | null;
  /** Part of `stalled` that went into finding a proxy, ms. */
  readonly proxied: number | null;
  /** DNS + TCP + TLS/QUIC that this request waited for, ms; 0 when skipped; `null` where hidden. */
  readonly setup: number | null;
  readonly origination: Origination;
  /** Id of the `Connection`, or `null` when it used none or an unknown one. */
  readonly connection: string | null;
  /** `null` where the browser names the connection, and where there is none. */
  readonly placing: Placing | null;
  readonly remoteAddress: string | null;
  readonly headers: ConnectionHeaders;
  /** How the page asked; `null` where no source has the headers that were sent. */
  readonly asked: Asked | null;
  readonly error: string | null;
  readonly transferSize: number | null;
  readonly problems: readonly Problem[];
  /** What each source said, the richest first. */
  readonly observations: readonly Observation[];
}
