import { placeUses, type Breadth } from '../../src/core/analysis/lanes/place-uses.ts';
import type { BrowserRule } from '../../src/core/analysis/lanes/rules.ts';
import { shareInterval, type Interval } from '../interval.ts';
import type { Pool } from './pools.ts';

/** As good as all histories: 16 times as many as the panel follows. */
const WIDE: Breadth = { width: 512, connections: 6600, faint: 1e-7 };

/** Of requests that reused a connection. */
export interface HeldAgainstOdds {
  readonly all: Reached;
  /** Of the four fifths whose odds are surest. */
  readonly surest: Reached;
}

/** Shares of so many requests, and what chance makes of them from load to load. */
export interface Reached {
  readonly count: number;
  /** On the right one, with as good as all histories followed. */
  readonly right: Interval;
  /**
   * As many would be if each were put on its likeliest (Bayes' rule), by the
   * odds of our own model of the browser: one that knows more has other odds.
   */
  readonly said: Interval;
  readonly rightLessSaid: Interval;
}

/** @param loads the pools of each: what is wrong in one load has one cause, so that loads are what varies */
export function heldAgainstOdds(loads: readonly (readonly Pool[])[], rule: BrowserRule): HeldAgainstOdds {
  const byLoad = loads.map((pools) => pools.flatMap((pool) => placedIn(pool, rule)));
  const placed = byLoad.flat();
  const surest = new Set(placed.toSorted((a, b) => b.odds - a.odds).slice(0, Math.ceil(placed.length * COVERED)));
  return { all: reached(byLoad), surest: reached(byLoad.map((load) => load.filter((one) => surest.has(one)))) };
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

function reached(loads: readonly (readonly Placed[])[]): Reached {
  const share = (countOf: (one: Placed) => number): Interval => shareInterval(loads.map((load) => ({ count: load.reduce((sum, one) => sum + countOf(one), 0), all: load.length })));
  return { count: loads.flat().length, right: share(({ right }) => Number(right)), said: share(({ odds }) => odds), rightLessSaid: share(({ right, odds }) => Number(right) - odds) };
}

/** @param first where it is placed, by the first use of the connection */
export const isOnRight = (first: number, place: number, firsts: Pool['firsts']): boolean => first !== place && firsts[first] === firsts[place];
