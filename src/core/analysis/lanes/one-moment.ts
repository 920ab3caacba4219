import type { PoolLane } from './pool.ts';
import type { BrowserRule } from './rules.ts';
import type { Use } from './use.ts';

/** Uses of one millisecond, which may have come in another order: no more than can be followed in all orders. */
export function* moments(uses: readonly Use[]): Generator<{ readonly from: number; readonly to: number }> {
  for (let from = 0; from < uses.length; ) {
    let to = from + 1;
    while (to < uses.length && to - from < MOST_AT_ONCE && isSameMoment(uses[from]!, uses[to]!)) to += 1;
    yield { from, to };
    from = to;
  }
}
export const MOST_AT_ONCE = 4;
const isSameMoment = (a: Use, b: Use): boolean => !a.opened && !b.opened && Math.abs(a.at - b.at) < 1;

/** These places as they came, as a rule: in the order of the browser's queue, if they were in it. */
export function inTurn(uses: readonly Use[], { from, to }: { readonly from: number; readonly to: number }, lanes: readonly PoolLane[], { scriptedLast }: BrowserRule): readonly number[] {
  const places = Array.from({ length: to - from }, (_, i) => from + i);
  const byTurn = (a: number, b: number): number => uses[a]!.turn - uses[b]!.turn;
  if (!scriptedLast || places.length === 1 || places.every((place) => isQueued(uses[place]!, lanes))) return places.sort(byTurn);
  return places.sort((a, b) => Number(uses[a]!.scripted) - Number(uses[b]!.scripted) || byTurn(a, b));
}

/** No connection was free when it was asked for. */
const isQueued = ({ asked, anonymous }: Use, lanes: readonly PoolLane[]): boolean => !lanes.some((lane) => lane.freeAt <= asked && lane.anonymous === anonymous);
