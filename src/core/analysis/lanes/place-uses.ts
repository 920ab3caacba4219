import { choicesOf, readyAfter, type Circumstances } from './choices.ts';
import { afterUse, firstOf, LANE_KEYS, leftBy, openedBy, poolAt, type PoolLane } from './pool.ts';
import { inTurn, moments, MOST_AT_ONCE, soonerThan } from './one-moment.ts';
import type { BrowserRule } from './rules.ts';
import type { Placed, Use } from './use.ts';

/**
 * Which connection of a pool each use had: all histories of the pool that fit
 * are followed side by side (a beam), those that have come to the same end are
 * one (a trellis), and how likely a use is on a connection is the share of the
 * histories in which it is, what came later included (forward-backward). One
 * history is told: one that is likely as a whole and in each of its uses.
 *
 * @param uses in the order in which they got their connections, as far as it is known
 */
export function placeUses(uses: readonly Use[], rule: BrowserRule, breadth: Breadth = USUAL): { readonly placed: readonly Placed[]; /** The logarithm of how likely all of it is. */ readonly evidence: number } {
  const placed: Placed[] = [];
  let evidence = 0;
  let nodes: readonly Node[] = [{ lanes: [], key: 0, left: NONE, weight: 1 }];
  let steps: (readonly Edge[])[] = [];
  let begun = 0;
  const readyMs = readyAfter(uses);
  for (const moment of moments(uses, rule)) {
    const { from, to } = moment;
    const leftFor = inTurn(uses, moment, rule);
    nodes = nodes.map((node) => ({ ...node, left: leftFor(node.lanes) }));
    for (let step = from; step < to; step++) {
      const advanced = advance(nodes, uses, { rule, readyMs, previousAt: uses[from - 1]?.at ?? -Infinity }, breadth);
      nodes = advanced.next;
      evidence += Math.log(advanced.weight);
      steps.push(advanced.edges);
    }
    // Where all histories meet, what was before is decided.
    if (nodes.length > 1 && to < uses.length) continue;
    for (const one of decide(steps, nodes.length, begun)) placed.push(one);
    nodes = [{ ...nodes[0]!, weight: 1 }];
    steps = [];
    begun = to;
  }
  return { placed, evidence };
}

const NONE: readonly number[] = [];

interface Node {
  readonly lanes: readonly PoolLane[];
  /** The sum of theirs. */
  readonly key: number;
  /** Uses of this moment that are still to come. */
  readonly left: readonly number[];
  weight: number;
}

/** A history one use later, of which the connections are made only if it is followed: of hundreds, few are. */
interface Reached extends Pick<Node, 'key' | 'left'> {
  readonly pool: readonly PoolLane[];
  /** The place in the pool of the connection that was used; -1: none of these. */
  readonly lane: number;
  /** What that is now, `null` where nobody can use it any more. */
  readonly after: PoolLane | null;
  weight: number;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly use: number;
  /** The connection that the use is on, by its first use. */
  readonly first: number;
  readonly likelihood: number;
}

/** Which histories are followed. */
export interface Breadth {
  /** So many side by side… */
  readonly width: number;
  /** …fewer of a pool larger than any browser's: that many connections in all of them. */
  readonly connections: number;
  /** One that is so much less likely than the likeliest is given up. */
  readonly faint: number;
}

/** With 16 times as many, and far fainter ones, no more requests are placed rightly (docs/inference-measured.md). */
const USUAL: Breadth = { width: 32, connections: 400, faint: 1e-3 };

function advance(nodes: readonly Node[], uses: readonly Use[], circumstances: Circumstances, breadth: Breadth): { readonly next: readonly Node[]; readonly edges: readonly Edge[]; readonly weight: number } {
  const all: Reached[] = [];
  const byKey = new Map<number, number>();
  const edges: Edge[] = [];
  nodes.forEach((node, from) => {
    node.left.forEach((place, ahead) => {
      const use = uses[place]!;
      const pool = poolAt(node.lanes, use);
      const left = node.left.length === 1 ? NONE : node.left.filter((other) => other !== place);
      const leftKey = left.reduce((sum, other) => sum + 2 ** (other % MOST_AT_ONCE), 0);
      const sooner = soonerThan(use, node.left.slice(0, ahead).map((other) => uses[other]!), circumstances.rule);
      const poolKey = pool === node.lanes ? node.key : pool.reduce((sum, lane) => (sum + lane.key) % LANE_KEYS, 0);
      for (const choice of choicesOf(pool, use, circumstances)) {
        const likelihood = choice.likelihood * sooner;
        const weight = node.weight * likelihood;
        const { lane } = choice;
        const before = lane < 0 ? null : pool[lane]!;
        const after = before === null ? openedBy(use, place, circumstances.rule) : afterUse(before, use, place, circumstances.rule);
        const another = choice.leavesOne ? leftBy(use, place, circumstances.rule) : null;
        const key = (poolKey + LANE_KEYS - (before?.key ?? 0) + (after?.key ?? 0) + (another?.key ?? 0)) % LANE_KEYS;
        const known = byKey.get(key + leftKey);
        const to = known ?? all.length;
        if (known === undefined) {
          byKey.set(key + leftKey, to);
          all.push({ pool: another === null ? pool : [...pool, another], lane, after, key, left, weight });
        } else all[to]!.weight += weight;
        edges.push({ from, to, use: place, first: before === null ? place : firstOf(before, place), likelihood });
      }
    });
  });
  return narrowed(all, edges, breadth);
}

function lanesOf({ pool, lane, after }: Reached): readonly PoolLane[] {
  if (lane < 0) return after === null ? pool : [...pool, after];
  return after === null ? pool.toSpliced(lane, 1) : pool.with(lane, after);
}

/** The likeliest, their weights adding up to 1. */
function narrowed(all: readonly Reached[], edges: readonly Edge[], { width: most, connections, faint }: Breadth): { readonly next: readonly Node[]; readonly edges: readonly Edge[]; readonly weight: number } {
  const nodeOf = (reached: Reached, weight: number): Node => ({ lanes: lanesOf(reached), key: reached.key, left: reached.left, weight });
  if (all.length === 1) return { weight: all[0]!.weight, next: [nodeOf(all[0]!, 1)], edges };
  const likeliest = all.reduce((best, { weight }) => Math.max(best, weight), 0);
  const kept = all.map((_, index) => index).filter((index) => all[index]!.weight >= likeliest * faint);
  const width = Math.min(Math.max(Math.floor(connections / lanesOf(all[0]!).length), 1), most);
  if (kept.length > width) kept.sort((a, b) => all[b]!.weight - all[a]!.weight).length = width;
  const weight = kept.reduce((total, index) => total + all[index]!.weight, 0);
  const placeOf = new Map(kept.map((index, place) => [index, place]));
  return {
    weight,
    next: kept.map((index) => nodeOf(all[index]!, all[index]!.weight / weight)),
    edges: edges.flatMap((edge) => {
      const to = placeOf.get(edge.to);
      return to === undefined ? [] : [{ ...edge, to }];
    }),
  };
}

/** Of a stretch that begins with one history, and with this use. */
function decide(steps: readonly (readonly Edge[])[], ends: number, begun: number): readonly Placed[] {
  if (steps.length === 1 && steps[0]!.length === 1) return [{ first: steps[0]![0]!.first, probability: 1, others: [] }];
  const shares = sharesOf(steps, ends, begun);
  return bestHistory(steps, shares, begun).map((first, use) => {
    const likeliest = [...shares[use]!].filter(([other]) => other !== first).sort(([, a], [, b]) => b - a);
    return { first, probability: shares[use]!.get(first) ?? 0, others: likeliest.map(([other, probability]) => ({ first: other, probability })) };
  });
}

type Shares = readonly ReadonlyMap<number, number>[];

/** For each use, how likely it is on which connection. */
function sharesOf(steps: readonly (readonly Edge[])[], ends: number, begun: number): Shares {
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
    for (const { from, to, use, first, likelihood } of steps[step]!) {
      const share = (forward[step]![from]! * likelihood * after[to]!) / total;
      const own = shares[use - begun]!;
      own.set(first, (own.get(first) ?? 0) + share);
    }
    const most = Math.max(...before);
    after = before.map((weight) => weight / most);
  }
  return shares;
}

/** Before each step, the weight of each history, added up over its pasts. */
function forwardWeights(steps: readonly (readonly Edge[])[]): readonly (readonly number[])[] {
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

/** One history: likely as a whole, and each of its uses likely by itself. Returns the connection of each use. */
function bestHistory(steps: readonly (readonly Edge[])[], shares: Shares, begun: number): readonly number[] {
  let scores: (number | undefined)[] = [0];
  const came: (Edge | undefined)[][] = [];
  for (const edges of steps) {
    const next: (number | undefined)[] = [];
    const best: (Edge | undefined)[] = [];
    for (const edge of edges) {
      const score = scores[edge.from];
      if (score === undefined) continue;
      const sum = score + (shares[edge.use - begun]!.get(edge.first) ?? 0) + Math.log(edge.likelihood);
      if (next[edge.to] !== undefined && next[edge.to]! >= sum) continue;
      next[edge.to] = sum;
      best[edge.to] = edge;
    }
    scores = next;
    came.push(best);
  }
  const firsts: number[] = [];
  let at = scores.reduce<number>((best, score, node) => ((score ?? -Infinity) > (scores[best] ?? -Infinity) ? node : best), 0);
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const edge = came[step]![at]!;
    firsts[edge.use - begun] = edge.first;
    at = edge.from;
  }
  return firsts;
}
