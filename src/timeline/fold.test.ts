import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../e2e/playground/fixture.ts';
import { foldOrigins, MOST_ORIGINS } from './fold.ts';

const { origins } = anAnalysis(Array.from({ length: MOST_ORIGINS + 20 }, (_, i) => aRequest({ url: `https://o${i}.example/`, at: i, conn: i, tcp: 10 })));

it('keeps the first, and those that are named, and folds every other one', () => {
  const last = origins.at(-1)!;
  const plain = foldOrigins(origins);
  expect(plain.kept).not.toContain(last);
  const { kept, folds } = foldOrigins(origins, new Set([last.origin, origins[0]!.origin]));
  expect(kept).toEqual([...plain.kept, last]);
  expect([...kept, ...folds.flatMap((fold) => fold.origins)].toSorted((a, b) => a.requests[0]!.start - b.requests[0]!.start)).toEqual(origins);
});
