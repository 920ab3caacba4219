import { expect, it } from 'vitest';
import { timeText } from '../../timeline/words.ts';
import { sumText } from './figures.ts';

it('a sum is unknown where it is nothing but hidden', () => {
  expect([sumText(0, true, timeText), sumText(0, false, timeText), sumText(12, true, timeText)]).toEqual(['?', '–', '12 ms']);
});
