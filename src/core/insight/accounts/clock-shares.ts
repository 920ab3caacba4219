import { union, type Interval } from '../../analysis/held-up.ts';

/**
 * Divides time on the clock among those who share it: of a moment that n of
 * them claim, each gets the n-th part. The shares add up to the union of all
 * claims, less what lies in `outside`.
 */
export function clockShares<T>(claims: ReadonlyMap<T, readonly Interval[]>, outside: readonly Interval[] = []): ReadonlyMap<T, number> {
  // Whoever claims a moment twice claims it once.
  const stretches = new Map([...claims].map(([who, own]) => [who, union(own)]));
  const since = portions([...stretches.values()].flat(), outside);
  return new Map([...stretches].map(([who, own]) => [who, own.reduce((sum, [from, to]) => sum + since.get(to)! - since.get(from)!, 0)]));
}

/** How much one who claims all of the time had got by each moment in which something changes. */
function portions(claims: readonly Interval[], outside: readonly Interval[]): ReadonlyMap<number, number> {
  const changes = [
    ...claims.flatMap(([from, to]) => [{ at: from, claims: 1, outside: 0 }, { at: to, claims: -1, outside: 0 }]),
    ...outside.flatMap(([from, to]) => [{ at: from, claims: 0, outside: 1 }, { at: to, claims: 0, outside: -1 }]),
  ].sort((a, b) => a.at - b.at);
  const since = new Map<number, number>();
  let [last, got, claiming, shut] = [0, 0, 0, 0];
  for (const change of changes) {
    if (claiming > 0 && shut === 0) got += (change.at - last) / claiming;
    last = change.at;
    since.set(last, got);
    claiming += change.claims;
    shut += change.outside;
  }
  return since;
}
