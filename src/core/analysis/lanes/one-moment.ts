import type { PoolLane } from './pool.ts';
import type { BrowserRule } from './rules.ts';
import type { Use } from './use.ts';

/** Uses of one moment, which may have come in another order: no more than can be followed in all orders. */
export function* moments(uses: readonly Use[], { momentMs }: BrowserRule): Generator<{ readonly from: number; readonly to: number }> {
  for (let from = 0; from < uses.length; ) {
    let to = from + 1;
    while (to < uses.length && to - from < MOST_AT_ONCE && isSameMoment(uses[from]!, uses[to]!, momentMs)) to += 1;
    yield { from, to };
    from = to;
  }
}
export const MOST_AT_ONCE = 4;
const isSameMoment = (a: Use, b: Use, momentMs: number): boolean => mayBeInAnyOrder(a) && mayBeInAnyOrder(b) && Math.abs(a.at - b.at) < momentMs;
/** Who opened one found none, and so came after all who did; unless it was sent on one of those. */
const mayBeInAnyOrder = ({ opened, elsewhere }: Use): boolean => !opened || elsewhere > 0;

/** The places of a moment as they came, as a rule, by the pool that they found: in the order of the browser's queue, if they were in it. */
export function inTurn(uses: readonly Use[], { from, to }: { readonly from: number; readonly to: number }, { scriptedLast }: BrowserRule): (lanes: readonly PoolLane[]) => readonly number[] {
  const queued = Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => uses[a]!.turn - uses[b]!.turn);
  if (!scriptedLast || queued.length === 1) return () => queued;
  const ready = queued.toSorted((a, b) => Number(uses[a]!.scripted) - Number(uses[b]!.scripted));
  return (lanes) => (queued.every((place) => isQueued(uses[place]!, lanes)) ? queued : ready);
}

/** No connection was free when it was asked for. */
const isQueued = ({ asked, anonymous }: Use, lanes: readonly PoolLane[]): boolean => !lanes.some((lane) => lane.freeAt <= asked && lane.anonymous === anonymous);

/** How likely it comes before these all the same, which as a rule come first. */
export const soonerThan = (use: Use, others: readonly Use[], { overtaken, scriptedFirst }: BrowserRule): number =>
  others.reduce((all, other) => all * (use.scripted && !other.scripted && use.turn < other.turn ? scriptedFirst : overtaken), 1);
