import { expect, it } from 'vitest';
import { percentText } from './percent.ts';

it('a share that is neither all nor nothing is never rounded to it', () => {
  expect([0, 0.001, 0.004, 0.006, 0.5, 0.994, 0.995, 0.9999, 1, null].map(percentText)).toEqual(['0%', '<1%', '<1%', '1%', '50%', '99%', '>99%', '>99%', '100%', '–']);
});
