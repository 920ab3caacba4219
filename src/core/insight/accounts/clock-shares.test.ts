import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { union, within, type Interval } from '../../analysis/held-up.ts';
import { clockShares } from './clock-shares.ts';

const shares = (claims: Record<string, readonly Interval[]>, outside: readonly Interval[] = []): unknown => Object.fromEntries(clockShares(new Map(Object.entries(claims)), outside));

describe('shares of the clock', () => {
  it('of a moment that two claim, each gets half', () => {
    expect(shares({ a: [[0, 10]], b: [[4, 10]] })).toEqual({ a: 7, b: 3 });
  });

  it('a moment that one claims twice is claimed once', () => {
    expect(shares({ a: [[0, 10], [5, 8]], b: [[20, 30]] })).toEqual({ a: 10, b: 10 });
  });

  it('leave out what is outside, whoever claims it', () => {
    expect(shares({ a: [[0, 10]], b: [[5, 15]] }, [[5, 8], [12, 20]])).toEqual({ a: 6, b: 3 });
  });

  it('add up to the union, less what is outside', () => {
    const stretches = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 })).map(([from, length]): Interval => [from, from + length]), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(stretches, { maxLength: 8 }), stretches, (claims, outside) => {
        const sum = [...clockShares(new Map(claims.entries()), outside).values()].reduce((all, share) => all + share, 0);
        const clock = (intervals: readonly Interval[]): number => within(union(intervals), -Infinity, Infinity);
        expect(sum).toBeCloseTo(clock([...claims.flat(), ...outside]) - clock(outside), 9);
      }),
    );
  });
});
