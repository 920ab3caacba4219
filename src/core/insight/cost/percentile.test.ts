import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestRank } from './percentile.ts';

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index + 1);

describe('nearest rank', () => {
  // The example that textbooks give: 15, 20, 35, 40, 50.
  it.each([[0.05, 15], [0.3, 20], [0.4, 20], [0.5, 35], [1, 50]])('of five values, %f is %i', (share, value) => {
    expect(nearestRank([15, 20, 35, 40, 50], share)).toBe(value);
  });

  it.each([
    [1, 0.99, 1],
    [19, 0.95, 19],
    [20, 0.95, 19],
    [21, 0.95, 20],
    [99, 0.99, 99],
    [100, 0.99, 99],
    [101, 0.99, 100],
  ])('of 1 to %i, %f is %i', (n, share, value) => {
    expect(nearestRank(upTo(n), share)).toBe(value);
  });

  it('is a value that at least this share does not exceed, and the smallest such', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 400 }), fc.constantFrom(0.5, 0.95, 0.99), (values, share) => {
        const sorted = values.toSorted((a, b) => a - b);
        const found = nearestRank(sorted, share);
        const atMost = (limit: number): number => sorted.filter((value) => value <= limit).length / sorted.length;
        expect(atMost(found)).toBeGreaterThanOrEqual(share - 1e-9);
        const below = sorted.filter((value) => value < found).at(-1);
        if (below !== undefined) expect(atMost(below)).toBeLessThan(share);
      }),
    );
  });
});
