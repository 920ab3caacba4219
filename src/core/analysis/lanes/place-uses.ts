import { afterUse, choicesOf, openedBy, poolAt, type PoolLane } from './pool.ts';
import type { BrowserRule } from './rules.ts';
import type { Placed, Use } from './use.ts';

/**
 * Which connection of a pool each use had: all histories of the pool that fit
 * are followed side by side (a beam), those that have come to the same end are
 * one (a trellis), and how likely a use is on a connection is the share of the
 * histories in which it is, what came later included (forward-backward).
 * One history is told: one that is likely as a whole and in each of its uses.
 *
 * @param uses in the order in which they got their connections
 */
export function placeUses(uses: readonly Use[], rule: BrowserRule): readonly Placed[] {
  const placed: Placed[] = [];
  let nodes: readonly Node[] = [{ lanes: [], weight: 1 }];
  let steps: Edge[][] = [];
  uses.forEach((use, place) => {
    const { next, edges } = advance(nodes, use, place, uses[place - 1]?.at ?? -Infinity, rule);
    nodes = next;
    steps.push(edges);
    // Where all histories meet, what was before is decided.
    if (nodes.length > 1 && place + 1 < uses.length) return;
    placed.push(...decide(steps, nodes.length));
    nodes = [{ lanes: nodes[0]!.lanes, weight: 1 }];
    steps = [];
  });
  return placed;
}

interface Node {
  readonly lanes: readonly PoolLane[];
  weight: number;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  /** The connection that the use is on, by its first use. */
  readonly first: number;
  readonly likelihood: number;
}

/** Histories that are followed side by side. */
const WIDTH = 48;
/** One that is so much less likely than the likeliest is given up. */
const FAINT = 1e-5;

function advance(nodes: readonly Node[], use: Use, place: number, previousAt: number, rule: BrowserRule): { readonly next: readonly Node[]; readonly edges: Edge[] } {
  const own = openedBy(use, place, rule);
  const all: Node[] = [];
  const byKey = new Map<string, number>();
  const edges: Edge[] = [];
  nodes.forEach((node, from) => {
    const pool = poolAt(node.lanes, use);
    for (const { lane, likelihood } of choicesOf(pool, use, previousAt, rule)) {
      const weight = node.weight * likelihood;
      if (weight === 0) continue;
      const after = lane < 0 ? own : afterUse(pool[lane]!, use, place);
      const lanes = pool.filter((_, index) => index !== lane);
      if (after !== null) lanes.push(after);
      const key = lanes.map(({ first, last, mostBytes, shunned }) => `${first} ${last} ${mostBytes}${shunned ? ' s' : ''}`).sort().join();
      const known = byKey.get(key);
      const to = known ?? all.length;
      if (known === undefined) {
        byKey.set(key, to);
        all.push({ lanes, weight });
      } else all[to]!.weight += weight;
      edges.push({ from, to, first: lane < 0 ? place : pool[lane]!.first, likelihood });
    }
  });
  return narrowed(all, edges);
}

/** The likeliest, their weights adding up to 1. */
function narrowed(all: readonly Node[], edges: Edge[]): { readonly next: readonly Node[]; readonly edges: Edge[] } {
  const most = all.reduce((best, { weight }) => Math.max(best, weight), 0);
  const kept = all.map((_, index) => index).filter((index) => all[index]!.weight >= most * FAINT);
  if (kept.length > WIDTH) kept.sort((a, b) => all[b]!.weight - all[a]!.weight).length = WIDTH;
  const sum = kept.reduce((total, index) => total + all[index]!.weight, 0);
  const placeOf = new Map(kept.map((index, place) => [index, place]));
  return {
    next: kept.map((index) => ({ lanes: all[index]!.lanes, weight: all[index]!.weight / sum })),
    edges: edges.flatMap((edge) => {
      const to = placeOf.get(edge.to);
      return to === undefined ? [] : [{ ...edge, to }];
    }),
  };
}

/** Of a stretch that begins with one history. */
function decide(steps: readonly Edge[][], ends: number): readonly Placed[] {
  if (steps.length === 1 && steps[0]!.length === 1) return [{ first: steps[0]![0]!.first, probability: 1, others: [] }];
  const shares = sharesOf(steps, ends);
  return bestHistory(steps, shares).map((first, step) => {
    const likeliest = [...shares[step]!].filter(([other]) => other !== first).sort(([, a], [, b]) => b - a);
    return { first, probability: shares[step]!.get(first) ?? 0, others: likeliest.map(([other, probability]) => ({ first: other, probability })) };
  });
}

type Shares = readonly ReadonlyMap<number, number>[];

/** For each step, how likely its use is on which connection. */
function sharesOf(steps: readonly Edge[][], ends: number): Shares {
  const forward = forwardWeights(steps);
  const shares: Map<number, number>[] = steps.map(() => new Map());
  let after: readonly number[] = Array.from({ length: ends }, () => 1);
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const before: number[] = forward[step]!.map(() => 0);
    let total = 0;
    for (const { from, to, likelihood } of steps[step]!) {
      const rest = likelihood * after[to]!;
      before[from]! += rest;
      total += forward[step]![from]! * rest;
    }
    for (const { from, to, first, likelihood } of steps[step]!) {
      const share = (forward[step]![from]! * likelihood * after[to]!) / total;
      shares[step]!.set(first, (shares[step]!.get(first) ?? 0) + share);
    }
    const most = Math.max(...before);
    after = before.map((weight) => weight / most);
  }
  return shares;
}

/** Before each step, the weight of each history, added up over its pasts. */
function forwardWeights(steps: readonly Edge[][]): readonly (readonly number[])[] {
  const all: number[][] = [[1]];
  for (const edges of steps) {
    const before = all.at(-1)!;
    const next: number[] = [];
    for (const { from, to, likelihood } of edges) next[to] = (next[to] ?? 0) + (before[from] ?? 0) * likelihood;
    const sum = next.reduce((total, weight) => total + weight, 0);
    all.push(Array.from(next, (weight = 0) => weight / sum));
  }
  return all;
}

/** One history: likely as a whole, and each of its uses likely by itself. Returns the connection of each step. */
function bestHistory(steps: readonly Edge[][], shares: Shares): readonly number[] {
  let scores: number[] = [0];
  const came: (Edge | undefined)[][] = [];
  steps.forEach((edges, step) => {
    const next: number[] = [];
    const best: (Edge | undefined)[] = [];
    for (const edge of edges) {
      const score = scores[edge.from];
      if (score === undefined) continue;
      const sum = score + (shares[step]!.get(edge.first) ?? 0) + Math.log(edge.likelihood);
      if (next[edge.to] !== undefined && next[edge.to]! >= sum) continue;
      next[edge.to] = sum;
      best[edge.to] = edge;
    }
    scores = next;
    came.push(best);
  });
  const firsts: number[] = [];
  let at = scores.reduce((best, score, node) => (score > (scores[best] ?? -Infinity) ? node : best), scores.findIndex((score) => score !== undefined));
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const edge = came[step]![at]!;
    firsts.unshift(edge.first);
    at = edge.from;
  }
  return firsts;
}
