import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramOf } from './histogram.ts';

const gap = (ms: number, outcome: 'bridged' | 'lost' = 'bridged'): { readonly ms: number; readonly outcome: 'bridged' | 'lost' } => ({ ms, outcome });
const filled = (...gaps: readonly ReturnType<typeof gap>[]): unknown => histogramOf(gaps).flatMap(({ fromMs, toMs, bridged, lost }) => (bridged + lost === 0 ? [] : [[fromMs, toMs, bridged, lost]]));

describe('the histogram', () => {
  it('puts each gap into the bucket that begins with it', () => {
    expect(filled(gap(0.2), gap(99.9), gap(100), gap(999.9, 'lost'), gap(1000), gap(499_999), gap(500_000, 'lost'))).toEqual([
      [0, 100, 2, 0],
      [100, 200, 1, 0],
      [500, 1000, 0, 1],
      [1000, 2000, 1, 0],
      [200_000, 500_000, 1, 0],
      [500_000, Infinity, 0, 1],
    ]);
  });

  it('has the same buckets for nothing', () => {
    expect(histogramOf([]).length).toBe(13);
  });

  it('loses none, and its buckets join', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e7, noNaN: true })), (lengths) => {
        const buckets = histogramOf(lengths.map((ms) => gap(ms)));
        expect(buckets.reduce((sum, { bridged }) => sum + bridged, 0)).toBe(lengths.length);
        expect(buckets.slice(1).every(({ fromMs }, index) => fromMs === buckets[index]!.toMs)).toBe(true);
      }),
    );
  });
});
