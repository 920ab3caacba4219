import type { Case } from './case.ts';

/** Why a request did not use a connection that was there. A closed list: exports and filters name them. */
export type Reason =
  | 'first-contact'
  | 'credentials'
  | 'partition'
  | 'parallel'
  | 'server-close'
  | 'idle-timeout'
  | 'request-cap'
  | 'drained'
  | 'protocol-upgrade'
  | 'quic-fallback'
  | 'misdirected'
  | 'not-coalesced'
  | 'speculative'
  | 'websocket'
  | 'retry'
  | 'unknown';

/**
 * - `certain`: the browser names the connections, and a header or a number decides.
 * - `likely`: the connections are named and the cause is inferred, or a fact decides and the connections are estimated.
 * - `guess`: other causes fit as well; the evidence says which.
 */
export type Confidence = 'certain' | 'likely' | 'guess';

/** Another reason that was looked at, and a sentence of what speaks against it, or for it. */
export interface Considered {
  readonly reason: Reason;
  readonly because: string;
}

export interface WhyNew {
  readonly reason: Reason;
  readonly confidence: Confidence;
  /** Sentences, each with its numbers. */
  readonly evidence: readonly string[];
  /** The alternatives that were checked, and why not. */
  readonly ruledOut: readonly Considered[];
  /** What it may be as well, where it is a guess. */
  readonly rival: Considered | null;
  /** Setup that reuse would have saved for this request, ms; `null` where it is hidden. */
  readonly costMs: number | null;
  /** What to change, in one sentence; `null` when nothing is to be changed. */
  readonly fix: string | null;
  /** Other connections of the origin that it could not use, the latest used first. */
  readonly others: readonly { /** id */ readonly connection: string; readonly why: string }[];
}

/** A rule's answer when it explains the case. */
export interface Found {
  readonly confidence: Confidence;
  readonly evidence: readonly string[];
  readonly fix: string | null;
  /** When it is not the whole setup. */
  readonly costMs?: number | null;
  /** Id of the connection whose loss this one makes good: it explains no other. */
  readonly spends?: string;
}

export interface Rule {
  readonly reason: Reason;
  /** What it found; or why it is not the reason; or `null` where it has nothing to say. */
  readonly check: (one: Case) => Found | string | null;
}
