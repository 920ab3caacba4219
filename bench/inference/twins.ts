import { choicesOf, readyAfter, type Circumstances } from '../../src/core/analysis/lanes/choices.ts';
import { inTurn, moments } from '../../src/core/analysis/lanes/one-moment.ts';
import { afterUse, openedBy, poolAt, type PoolLane } from '../../src/core/analysis/lanes/pool.ts';
import type { BrowserRule } from '../../src/core/analysis/lanes/rules.ts';
import type { Use } from '../../src/core/analysis/lanes/use.ts';
import type { Pool } from './pools.ts';

/**
 * Two histories of a pool that are told alike: the true one, and that in which
 * two connections exchange all that follows one use.
 */
export interface Twins {
  /** From this use on. */
  readonly from: number;
  /** The two connections, by their first uses. */
  readonly between: readonly [number, number];
  /** How likely the one that is not true is of the two, 0..1. */
  readonly other: number;
}

/** All pairs of a pool. */
export function twinsOf(pool: Pool, rule: BrowserRule): readonly Twins[] {
  const { uses, firsts } = pool;
  const told = followed(uses, firsts, rule);
  return uses.flatMap((_, from) => {
    const own = firsts[from]!;
    if (own === from) return [];
    const others = new Set(told.flatMap(({ places, possible }) => (places.includes(from) ? possible : [])));
    return [...others].flatMap((other): readonly Twins[] => {
      if (other === own || other > from) return [];
      const twin = followed(uses, exchanged(firsts, from, [own, other]), rule);
      let odds = 0;
      for (const [moment, { likelihood: a, places }] of told.entries()) {
        if (Math.max(...places) < from) continue;
        const b = twin[moment]!.likelihood;
        // Neither explains it: it decides nothing here.
        if (a > 0 || b > 0) odds += Math.log(b) - Math.log(a);
      }
      // Each is ruled out somewhere.
      return Number.isNaN(odds) ? [] : [{ from, between: [own, other], other: 1 / (1 + Math.exp(-odds)) }];
    });
  });
}

const exchanged = (firsts: readonly number[], from: number, [a, b]: Twins['between']): readonly number[] => firsts.map((first, place) => (place < from ? first : first === a ? b : first === b ? a : first));

/** Uses of one millisecond. */
interface Moment {
  readonly places: readonly number[];
  /** Of what the history has them do, in whatever order they came; 0: ruled out. */
  readonly likelihood: number;
  /** Connections that they may have had, by their first uses. */
  readonly possible: readonly number[];
}

/** A history, moment by moment; connections that were made and not used come out of nothing. */
function followed(told: readonly Use[], firsts: readonly number[], rule: BrowserRule): readonly Moment[] {
  const uses = told.map((use) => ({ ...use, spare: 0 }));
  const readyMs = readyAfter(uses);
  let pool: readonly PoolLane[] = [];
  return [...moments(uses, rule)].map((moment) => {
    const { from } = moment;
    const places = inTurn(uses, moment, rule)(pool);
    const circumstances: Circumstances = { rule, readyMs, previousAt: uses[from - 1]?.at ?? -Infinity };
    const orders = permutations(places).map((order) => inOrder(order, pool, { uses, firsts, circumstances }));
    pool = orders[0]!.pool;
    return { places, likelihood: orders.reduce((sum, one) => sum + one.likelihood, 0), possible: orders.flatMap(({ possible }) => possible) };
  });
}

interface Following {
  readonly uses: readonly Use[];
  readonly firsts: readonly number[];
  readonly circumstances: Circumstances;
}

function inOrder(order: Order, before: readonly PoolLane[], { uses, firsts, circumstances }: Following): Omit<Moment, 'places'> & { readonly pool: readonly PoolLane[] } {
  let pool = before;
  let likelihood = circumstances.rule.overtaken ** order.overtaken;
  const possible: number[] = [];
  for (const place of order.places) {
    const use = uses[place]!;
    const there = poolAt(pool, use);
    const first = firsts[place]!;
    const choices = choicesOf(there, use, circumstances).map((choice) => ({ first: choice.lane < 0 ? place : there[choice.lane]!.first, likelihood: choice.likelihood }));
    possible.push(...choices.map((choice) => choice.first));
    likelihood *= choices.find((choice) => choice.first === first)?.likelihood ?? 0;
    const lane = there.find((one) => one.first === first);
    const after = lane === undefined ? openedBy(use, first, circumstances.rule) : afterUse(lane, use, place, circumstances.rule);
    pool = [...there.filter((one) => one !== lane), ...(after === null ? [] : [after])];
  }
  return { pool, likelihood, possible };
}

interface Order {
  readonly places: readonly number[];
  /** How many came before one that seems to have been ahead, for each. */
  readonly overtaken: number;
}

const permutations = (places: readonly number[]): readonly Order[] =>
  places.length === 0
    ? [{ places: [], overtaken: 0 }]
    : places.flatMap((place, ahead) => permutations(places.toSpliced(ahead, 1)).map((rest) => ({ places: [place, ...rest.places], overtaken: ahead + rest.overtaken })));

/** Odds that differ by less were computed alike. */
export const EVEN = 1e-9;
