import { expect, it } from 'vitest';
import { peakConcurrency } from './concurrency.ts';

const peak = (...stretches: readonly (readonly [start: number, end: number])[]): number => peakConcurrency(stretches.map(([start, end]) => ({ start, end })));

it.each([
  ['none', [], 0],
  ['one', [[0, 9]], 1],
  ['two side by side', [[0, 9], [5, 12]], 2],
  ['one after the other in the same moment', [[0, 9], [9, 12]], 1],
  ['one that took no time', [[5, 5]], 1],
  ['one that took no time, as another ends', [[0, 5], [5, 5]], 1],
] as const)('%s', (_name, stretches, most) => {
  expect(peak(...stretches)).toBe(most);
});
