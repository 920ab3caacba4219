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

it('says of no origin that it has one connection where nobody tells that of some of its requests', () => {
  const patterns = (url: (i: number) => string, second: Parameters<typeof aRequest>[0]['unknown']): readonly string[] => {
    const told = Array.from({ length: MOST_ORIGINS + 1 }, (_, i) => [aRequest({ url: url(i), at: i, conn: i, tcp: 10 }), aRequest({ url: url(i), at: 100 + i, ...(second === undefined ? { conn: i } : { unknown: second }) })]).flat();
    return foldOrigins(anAnalysis(told).origins).folds.map(({ pattern }) => pattern);
  };
  expect(patterns((i) => `https://o${i}.example/`, undefined)).toEqual(['1 connection, reused']);
  expect(patterns((i) => `https://o${i}.example/`, 'failed')).toEqual(['connections not all known']);
});
