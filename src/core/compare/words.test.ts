import { expect, it } from 'vitest';
import { timeText } from '../../timeline/words.ts';
import { changeText, valueText } from './words.ts';

const value = (ms: number | null, hidden = 0): string => valueText({ value: ms, hidden, unsure: 0 }, 'ms', timeText);
const change = (ms: number): string => changeText({ least: ms, most: ms }, 'ms', timeText);

it('no time is an en dash, as in the panel, and where some do not tell it is unknown', () => {
  expect([value(0), value(0, 1), value(12), value(12, 1), value(null), value(null, 1)]).toEqual(['–', '?', '12 ms', '≥ 12 ms', '–', '?']);
  expect(valueText({ value: 0, hidden: 0, unsure: 0 }, 'count')).toBe('0');
});

it('a difference too small to be written has no sign', () => {
  expect([change(-0.01), change(0.01), change(-3), change(3), change(0)]).toEqual(['<0.1 ms', '<0.1 ms', '−3 ms', '+3 ms', '±0']);
});
