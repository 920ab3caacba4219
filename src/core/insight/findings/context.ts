import type { Analysis } from '../../model/analysis.ts';

/**
 * How sure a finding is. A verdict that is only guessed at is no ground for
 * one, so `guess` is left for what the data cannot show at all.
 * - `certain`: facts that the browser reports, and verdicts that are certain.
 * - `likely`: something in it is inferred; the evidence says what.
 * - `guess`: what it hangs on is in no source; the evidence says what to check.
 */
export type Confidence = 'certain' | 'likely' | 'guess';

/** What a rule may look at. */
export interface Context {
  readonly analysis: Analysis;
  /** By request id: why it needed a new connection. */
  readonly why: ReadonlyMap<string, Verdict>;
  /** By request id: what it waited for before it was sent, and who held that. */
  readonly stalls: ReadonlyMap<string, Stall>;
}

export interface Verdict {
  readonly reason: Reason;
  readonly costMs: number | null;
  /** What is only guessed at is no ground for a finding. Without the field it counts as likely. */
  readonly confidence?: Confidence;
}

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

export interface Stall {
  readonly why: string;
  readonly ms: number;
  readonly confidence?: Confidence;
  readonly holders: readonly { readonly request: string }[];
}
