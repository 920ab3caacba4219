import type { Analysis } from '../../model/analysis.ts';
import type { Stall } from '../stalls/stalls.ts';
import type { Confidence as OfVerdicts, WhyNew } from '../why/why.ts';

/**
 * How sure a finding is. A verdict that is only guessed at is no ground for
 * one, so `guess` is left for what the data cannot show at all.
 * - `certain`: facts that the browser reports, and verdicts that are certain.
 * - `likely`: something in it is inferred; the evidence says what.
 * - `guess`: what it hangs on is in no source; the evidence says what to check.
 */
export type Confidence = OfVerdicts;

/** What a rule may look at: of verdicts and stalls what it needs of them. */
export interface Context {
  readonly analysis: Analysis;
  /** By request id: why it needed a new connection. */
  readonly why: ReadonlyMap<string, Verdict>;
  /** By request id: what it waited for before it was sent, and who held that. */
  readonly stalls: ReadonlyMap<string, Waited>;
}

export type Verdict = Pick<WhyNew, 'reason' | 'confidence'>;
export type Reason = WhyNew['reason'];
type Waited = Pick<Stall, 'why' | 'confidence'> & { readonly holders: readonly { readonly request: string }[] };
