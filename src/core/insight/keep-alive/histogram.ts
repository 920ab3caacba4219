export interface Bucket {
  /** Inclusive, ms. */
  readonly fromMs: number;
  /** Exclusive; infinite for the last. */
  readonly toMs: number;
  readonly bridged: number;
  readonly lost: number;
}

/** Steps of 1, 2 and 5 per decade, even on a logarithmic axis, from a tenth of a second to beyond what browsers keep. */
const EDGES_MS: readonly number[] = [0, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, Infinity];

/** How many gaps are how long; all buckets, also the empty ones. */
export function histogramOf(gaps: readonly { readonly ms: number; readonly outcome: 'bridged' | 'lost' }[]): readonly Bucket[] {
  const counts = EDGES_MS.slice(1).map(() => ({ bridged: 0, lost: 0 }));
  for (const { ms, outcome } of gaps) counts[Math.max(EDGES_MS.findLastIndex((edge) => edge <= ms), 0)]![outcome] += 1;
  return counts.map((count, index) => ({ fromMs: EDGES_MS[index]!, toMs: EDGES_MS[index + 1]!, ...count }));
}
