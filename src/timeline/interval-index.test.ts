import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexIntervals, peakOf, walkAlong } from './interval-index.ts';

const intervals = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 50 })).map(([start, length]) => [start, start + length] as const),
  { maxLength: 60 },
);

it('counts the same as asking each interval', () => {
  fc.assert(
    fc.property(intervals, fc.integer({ min: -5, max: 260 }), fc.integer({ min: 1, max: 40 }), (all, from, length) => {
      const slow = all.filter(([start, end]) => start < from + length && end > from).length;
      // An end at `from` counts as over only after it: columns share their border.
      const atBorder = all.filter(([, end]) => end === from).length;
      expect(walkAlong(indexIntervals(all)).touching(from, from + length) - atBorder).toBe(slow);
    }),
  );
});

it('jumps to the next start or end', () => {
  const index = indexIntervals([
    [10, 20],
    [30, 35],
  ]);
  const walk = walkAlong(index);
  expect([0, 10, 20, 33, 40].map((at) => walk.nextChange(at))).toEqual([10, 20, 30, 35, Infinity]);
});

it('tells the same along the way as asking each interval', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 });
  fc.assert(
    fc.property(intervals, steps, fc.integer({ min: 1, max: 20 }), (all, lengths, width) => {
      const walk = walkAlong(indexIntervals(all));
      let at = -5;
      for (const length of lengths) {
        expect(walk.touching(at, at + width)).toBe(all.filter(([start, end]) => start < at + width && end >= at).length);
        expect(walk.nextChange(at)).toBe(Math.min(...all.flat().filter((change) => change > at)));
        at += length;
      }
    }),
  );
});

it('the peak of what took no time is one, and of nothing none', () => {
  const peak = (...all: readonly (readonly [number, number])[]): number => peakOf(indexIntervals(all));
  expect([peak(), peak([5, 5]), peak([5, 5], [5, 5]), peak([0, 10], [5, 12], [10, 20])]).toEqual([0, 1, 1, 2]);
});
