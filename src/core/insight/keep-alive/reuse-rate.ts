import type { OriginSummary } from '../../model/analysis.ts';
import type { IdleGap } from './idle-gap.ts';

/**
 * How many requests would have reused a connection, had the server kept idle
 * connections for a given time: a step function. The recording replayed, gap by
 * gap; what other connections would have been idle instead is not.
 */
export interface ReuseRate {
  /** Requests whose opening is known; `null` rates where there are none. */
  readonly requests: number;
  /** Ascending in time and rate; the first is that of closing as soon as idle. */
  readonly steps: readonly Step[];
}

export interface Step {
  /** Holds for timeouts longer than this, ms, up to the next step's. */
  readonly aboveMs: number;
  /** Gaps that are bridged then. */
  readonly bridged: number;
  /** Reused requests, of all whose opening is known. */
  readonly rate: number | null;
}

/** @param reachable those of the gaps that a timeout can bridge */
export function reuseRate({ totals }: OriginSummary, gaps: readonly IdleGap[], reachable: readonly IdleGap[]): ReuseRate {
  const requests = totals.new + totals.openedEarlier + totals.reused;
  // What is reused without a pause needs no timeout.
  const always = totals.reused - gaps.filter(({ outcome }) => outcome === 'bridged').length;
  const rateOf = (bridged: number): number | null => (requests === 0 ? null : (always + bridged) / requests);
  const lengths = reachable.map(({ ms }) => ms).sort((a, b) => a - b);
  const steps: Step[] = [{ aboveMs: 0, bridged: 0, rate: rateOf(0) }];
  lengths.forEach((aboveMs, index) => {
    // Gaps of one length are bridged together.
    if (aboveMs !== lengths[index + 1]) steps.push({ aboveMs, bridged: index + 1, rate: rateOf(index + 1) });
  });
  return { requests, steps };
}

/** The step that holds for this timeout. */
export function stepAt({ steps }: ReuseRate, timeoutMs: number): Step {
  return steps[Math.max(steps.findLastIndex(({ aboveMs }) => aboveMs < timeoutMs), 0)]!;
}
