import { placeUses } from './place-uses.ts';
import type { BrowserRule } from './rules.ts';
import type { Placed, Use } from './use.ts';

/** What may have been, and how likely it is before the connections are looked at. */
export interface Supposed {
  readonly uses: readonly Use[];
  readonly prior: number;
}

/** The placing under the supposition that explains the connections best; how surely depends on the others too. */
export function likeliest(supposed: readonly Supposed[], rule: BrowserRule): readonly Placed[] {
  const told = supposed.map(({ uses, prior }) => {
    const { placed, evidence } = placeUses(uses, rule);
    return { placed, score: evidence + Math.log(prior) };
  });
  const best = told.reduce((most, one) => (one.score > most.score ? one : most));
  if (told.length === 1) return best.placed;
  const weights = told.map(({ score }) => Math.exp(score - best.score));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return best.placed.map(({ first }, place) => {
    const shares = new Map<number, number>();
    told.forEach(({ placed }, one) => {
      const { first: own, probability, others } = placed[place]!;
      for (const share of [{ first: own, probability }, ...others]) shares.set(share.first, (shares.get(share.first) ?? 0) + (share.probability * weights[one]!) / sum);
    });
    const others = [...shares].filter(([other]) => other !== first).sort(([, a], [, b]) => b - a);
    return { first, probability: shares.get(first) ?? 0, others: others.map(([other, probability]) => ({ first: other, probability })) };
  });
}
