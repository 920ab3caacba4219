/**
 * The percentile by nearest rank: the smallest value that at least that share
 * of all values does not exceed (Hyndman & Fan 1996, "Sample Quantiles in
 * Statistical Packages", definition 1). It is always a value that was
 * measured, so that one can look at the request behind it; interpolating
 * methods name times that no request took. Of few values the high percentiles
 * are the largest: p95 of fewer than 20, p99 of fewer than 100.
 *
 * @param sorted ascending, at least one.
 * @param share above 0, at most 1.
 */
export function nearestRank<T>(sorted: readonly T[], share: number): T {
  return sorted[Math.max(Math.ceil(sorted.length * share), 1) - 1]!;
}
