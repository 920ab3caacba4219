import { ascending, descending } from 'd3-array';
import type { OriginSummary } from '../core/model/analysis.ts';
import { hostOf } from './origin-names.ts';
import { stalledMsOf } from './stalls.ts';

export type Sort = 'cost' | 'time' | 'name' | 'connections' | 'reuse';
export const SORTS: readonly Sort[] = ['cost', 'time', 'name', 'connections', 'reuse'];

/** What connections cost this origin, ms: a sum over requests. */
const costOf = ({ totals, requests }: OriginSummary): number => totals.setupMs + stalledMsOf(requests);

const COMPARE: Readonly<Record<Sort, (a: OriginSummary, b: OriginSummary) => number>> = {
  cost: (a, b) => descending(costOf(a), costOf(b)),
  time: (a, b) => ascending(a.requests[0]?.start ?? 0, b.requests[0]?.start ?? 0),
  // As they are called: a scheme that is not written is not sorted by.
  name: (a, b) => ascending(hostOf(a.origin), hostOf(b.origin)) || ascending(a.origin, b.origin),
  connections: (a, b) => descending(a.totals.connections, b.totals.connections),
  // The worst first; an origin without a known ratio last.
  reuse: (a, b) => ascending(a.totals.reuseRatio ?? 2, b.totals.reuseRatio ?? 2),
};

export function sortOrigins(origins: readonly OriginSummary[], sort: Sort): readonly OriginSummary[] {
  return origins.toSorted(COMPARE[sort]);
}

/** Keeps known origins where they are and adds new ones below: nothing moves under the pointer. */
export function keepOrder(sorted: readonly OriginSummary[], before: readonly string[]): readonly OriginSummary[] {
  const place = new Map(before.map((origin, i) => [origin, i]));
  return sorted.toSorted((a, b) => (place.get(a.origin) ?? Infinity) - (place.get(b.origin) ?? Infinity) || 0);
}
