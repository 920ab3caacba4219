import { keepAliveOf } from '../insight/keep-alive/of-recording.ts';
import type { KeepAliveAdvice, KeepAliveTuning } from '../insight/keep-alive/tuner.ts';
import type { Advertised, TimeoutKept } from '../insight/keep-alive/advertised.ts';
import type { Analysis } from '../model/analysis.ts';
import { roundMs } from './har-timings.ts';
import { NOT_ENOUGH } from './summary-cold-warm.ts';

/** How long connections of an origin were idle between requests, and how long a server should keep them. */
export interface SummaryKeepAlive {
  readonly origin: string;
  readonly gaps: {
    /** A request came and used the connection. */
    readonly bridged: number;
    /** A request came and had to open another one, likely because of the pause. */
    readonly lost: number;
    /** Of both, those on a connection that is not sure. */
    readonly unsure: number;
    /** Buckets that hold any. */
    readonly histogram: readonly SummaryBucket[];
  };
  /** What the server's last `Keep-Alive` header says; `null` without one. */
  readonly advertised: SummaryAdvertised | null;
  readonly advisedTimeoutMs: number | null;
  /** Of the advice; `null` without one. */
  readonly confidence: KeepAliveAdvice['confidence'] | null;
  /** Why there is no advice; absent where there is. */
  readonly missing?: typeof NOT_ENOUGH;
}

interface SummaryAdvertised {
  readonly timeoutMs: number | null;
  /** `null` when it names no timeout. */
  readonly kept: TimeoutKept['verdict'] | null;
  readonly max: number | null;
  /** Connections that took more requests than they were said to; `null` when no header names a `max`. */
  readonly maxExceeded: number | null;
  /** Connections that took just as many. */
  readonly maxUsedUp: number | null;
}

interface SummaryBucket {
  /** Inclusive. */
  readonly fromMs: number;
  /** Exclusive; `null`: no end. */
  readonly toMs: number | null;
  readonly bridged: number;
  readonly lost: number;
}

/** Origins whose connections can be kept, in the order of the recording. */
export const summariseKeepAlive = (analysis: Analysis): readonly SummaryKeepAlive[] =>
  analysis.origins.flatMap(({ origin }) => {
    const tuning = keepAliveOf(analysis, origin);
    return tuning === null ? [] : [summarise(tuning)];
  });

function summarise({ origin, gaps, histogram, advertised, advice }: KeepAliveTuning): SummaryKeepAlive {
  const lost = gaps.filter(({ outcome }) => outcome === 'lost').length;
  const filled = histogram.filter((bucket) => bucket.bridged + bucket.lost > 0);
  return {
    origin,
    gaps: { bridged: gaps.length - lost, lost, unsure: gaps.filter(({ isSure }) => !isSure).length, histogram: filled.map(({ toMs, ...bucket }) => ({ ...bucket, toMs: Number.isFinite(toMs) ? toMs : null })) },
    advertised: advertised === null ? null : saidAndDone(advertised),
    ...(advice.value === null ? { advisedTimeoutMs: null, confidence: null, missing: NOT_ENOUGH } : { advisedTimeoutMs: roundMs(advice.value.timeoutMs), confidence: advice.value.confidence }),
  };
}

const saidAndDone = ({ header, timeout, max }: Advertised): SummaryAdvertised => ({
  timeoutMs: header.timeoutMs,
  kept: timeout?.verdict ?? null,
  max: header.max,
  maxExceeded: max?.exceeded.length ?? null,
  maxUsedUp: max?.usedUp.length ?? null,
});
