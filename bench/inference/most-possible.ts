import { placeUses, type Breadth } from '../../src/core/analysis/lanes/place-uses.ts';
import type { BrowserRule } from '../../src/core/analysis/lanes/rules.ts';
import { shareInterval, type Interval } from '../interval.ts';
import type { Pool } from './pools.ts';

/** As good as all histories: 16 times as many as the panel follows. */
const WIDE: Breadth = { width: 512, connections: 6600, faint: 1e-7 };

/** Of requests that reused a connection. */
export interface Possible extends Reached {
  /** Of the four fifths whose odds are surest. */
  readonly surest: Reached;
  /** `right` less `expected`, a share of `all`: what chance makes of it from load to load, or odds that are not what they say. */
  readonly beyond: Interval;
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

/** @param loads the pools of each: what is wrong in one load has one cause, so that loads are what varies */
export function mostPossible(loads: readonly (readonly Pool[])[], rule: BrowserRule): Possible {
  const byLoad = loads.map((pools) => pools.flatMap((pool) => placedIn(pool, rule)));
  const placed = byLoad.flat();
  const surest = placed.toSorted((a, b) => b.odds - a.odds).slice(0, Math.ceil(placed.length * COVERED));
  return { ...reached(placed), surest: reached(surest), beyond: shareInterval(byLoad.map(reached).map(({ right, expected, all }) => ({ count: right - expected, all }))) };
}

interface Placed {
  readonly right: boolean;
  readonly odds: number;
}

const placedIn = ({ uses, firsts }: Pool, rule: BrowserRule): readonly Placed[] =>
  placeUses(uses, rule, WIDE).placed.flatMap(({ first, probability, others }, place) =>
    firsts[place] === place ? [] : [{ right: isOnRight(first, place, firsts), odds: Math.max(probability, ...others.map((other) => other.probability)) }],
  );

/** What was aimed at is 99 % of so many. */
const COVERED = 0.8;

const reached = (placed: readonly Placed[]): Reached => ({ all: placed.length, right: placed.filter(({ right }) => right).length, expected: placed.reduce((sum, { odds }) => sum + odds, 0) });

/** @param first where it is placed, by the first use of the connection */
export const isOnRight = (first: number, place: number, firsts: Pool['firsts']): boolean => first !== place && firsts[first] === firsts[place];
