import { coldWarm, type Distribution, type Times } from '../insight/cost/cold-warm.ts';
import type { Analysis } from '../model/analysis.ts';
import { roundMs } from './har-timings.ts';

/** What a request on a new connection took, beside one on a reused connection. */
export interface SummaryColdWarm {
  readonly origin: string;
  readonly protocol: string;
  readonly new: SummaryTimes;
  readonly reused: SummaryTimes;
}

export interface SummaryTimes {
  readonly firstByteMs: SummaryPercentiles;
  readonly totalMs: SummaryPercentiles;
}

/** Times that were measured, by nearest rank; `null` where there are too few of them, and then `missing` says so. */
interface SummaryPercentiles {
  readonly n: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly missing?: typeof NOT_ENOUGH;
}

export const NOT_ENOUGH = 'not enough data';

/** Origins of which no request tells how it came by its connection are left out. */
export const summariseColdWarm = (analysis: Analysis): readonly SummaryColdWarm[] =>
  coldWarm(analysis).map(({ origin, protocol, cold, warm }) => ({ origin, protocol, new: timesOf(cold), reused: timesOf(warm) }));

const timesOf = ({ firstByte, total }: Times): SummaryTimes => ({ firstByteMs: percentilesOf(firstByte), totalMs: percentilesOf(total) });

const percentilesOf = ({ n, percentiles }: Distribution): SummaryPercentiles =>
  percentiles === null ? { n, p50: null, p95: null, p99: null, missing: NOT_ENOUGH } : { n, p50: roundMs(percentiles.p50.ms), p95: roundMs(percentiles.p95.ms), p99: roundMs(percentiles.p99.ms) };
