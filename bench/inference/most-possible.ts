import { placeUses, type Breadth } from '../../src/core/analysis/lanes/place-uses.ts';
import type { BrowserRule } from '../../src/core/analysis/lanes/rules.ts';
import type { Pool } from './pools.ts';

/** As good as all histories: 16 times as many as the panel follows. */
const WIDE: Breadth = { width: 512, connections: 6600, faint: 1e-7 };

/** Of requests that reused a connection. */
export interface Possible extends Reached {
  /** Of the four fifths whose odds are surest. */
  readonly surest: Reached;
}

interface Reached {
  readonly all: number;
  /** On the right one, with as good as all histories followed. */
  readonly right: number;
  /**
   * As many would be if each were put on its likeliest (Bayes' rule): whoever
   * is told the same is right no more often, as far as the odds of the
   * histories hold. What these odds are worth, the twins say.
   */
  readonly expected: number;
}

export function mostPossible(pools: readonly Pool[], rule: BrowserRule): Possible {
  const placed = pools.flatMap(({ uses, firsts }) =>
    placeUses(uses, rule, WIDE).placed.flatMap(({ first, probability, others }, place) =>
      firsts[place] === place ? [] : [{ right: isOnRight(first, place, firsts), odds: Math.max(probability, ...others.map((other) => other.probability)) }],
    ),
  );
  const surest = placed.toSorted((a, b) => b.odds - a.odds).slice(0, Math.ceil(placed.length * COVERED));
  return { ...reached(placed), surest: reached(surest) };
}
/** What was aimed at is 99 % of so many. */
const COVERED = 0.8;

const reached = (placed: readonly { readonly right: boolean; readonly odds: number }[]): Reached => ({ all: placed.length, right: placed.filter(({ right }) => right).length, expected: placed.reduce((sum, { odds }) => sum + odds, 0) });

/** @param first where it is placed, by the first use of the connection */
export const isOnRight = (first: number, place: number, firsts: Pool['firsts']): boolean => first !== place && firsts[first] === firsts[place];
