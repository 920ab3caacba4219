import { expect, it } from 'vitest';
import { chromiumEntry } from '../../test/har.ts';
import { analyseEntries } from '../../test/read.ts';
import { holdingOf, type Held } from './holding.ts';

const [request] = analyseEntries(chromiumEntry()).requests;
const held = (from: number, to: number): Held => ({ request: request!, from, to });
const between = (some: readonly Held[], from: number, to: number): readonly (readonly number[])[] => holdingOf(some).between(from, to).map((one) => [one.from, one.to]);

it('who had one for 2 ms of the time or more, the longest first', () => {
  expect(between([held(0, 12), held(0, 11.9), held(15, 40), held(18, 40), held(18.1, 40)], 10, 20)).toEqual([[15, 40], [18, 40], [0, 12]]);
});

it('of many short ones only the last 48 that had begun are looked at, and the twelve longest told', () => {
  const before = (count: number): boolean => between([held(0, 9000), ...Array.from({ length: count }, (_, i) => held(1 + i, 1005))], 1000, 8000).some(([, to]) => to === 9000);
  expect([before(47), before(48)]).toEqual([true, false]);
  expect(between(Array.from({ length: 13 }, (_, i) => held(i, 50)), 0, 50)).toHaveLength(12);
});

it('one that lasted 10 s is found however many came after it', () => {
  const long = (ms: number): boolean => between([held(0, ms), ...Array.from({ length: 60 }, (_, i) => held(1 + i, 905))], 900, 8000).some(([, to]) => to === ms);
  expect([long(9999), long(10_000), long(Infinity)]).toEqual([false, true, true]);
});

it('six at once are all, from the moment in which the sixth comes to that in which one goes', () => {
  const six = [0, 1, 2, 3, 4, 5].map((from) => held(from, 30 + from));
  const { fullBetween } = holdingOf(six);
  expect([fullBetween(0, 100), fullBetween(10, 20), fullBetween(5, 30), fullBetween(30, 40), holdingOf(six.slice(1)).fullBetween(0, 100)]).toEqual([25, 10, 25, 0, 0]);
});
