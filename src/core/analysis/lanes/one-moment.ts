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

/** These places in the order of the browser's queue. */
export const inTurn = (uses: readonly Use[], from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => uses[a]!.turn - uses[b]!.turn);
