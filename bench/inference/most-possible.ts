import { placeUses, type Breadth } from '../../src/core/analysis/lanes/place-uses.ts';
import type { BrowserRule } from '../../src/core/analysis/lanes/rules.ts';
import type { Pool } from './pools.ts';

/** As good as all histories: 16 times as many as the panel follows. */
const WIDE: Breadth = { width: 512, connections: 6600, faint: 1e-7 };

/** Of requests that reused a connection. */
export interface Possible {
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
  let [all, right, expected] = [0, 0, 0];
  for (const { uses, firsts } of pools) {
    placeUses(uses, rule, WIDE).placed.forEach(({ first, probability, others }, place) => {
      if (firsts[place] === place) return;
      all += 1;
      right += isOnRight(first, place, firsts) ? 1 : 0;
      expected += Math.max(probability, ...others.map((other) => other.probability));
    });
  }
  return { all, right, expected };
}

/** @param first where it is placed, by the first use of the connection */
export const isOnRight = (first: number, place: number, firsts: Pool['firsts']): boolean => first !== place && firsts[first] === firsts[place];
