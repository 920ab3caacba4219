import { expect, it } from 'vitest';
import { msOnly, timeText } from './words.ts';

it('a length of time has three digits or as many as a clock, none that says nothing, is never written as 0, and reads before 0 as after it', () => {
  const HOUR = 3_600_000;
  expect([0.04, 0.5, 2.4, 999, 1000, 1996, 5000, 12_340, 15_000, 60_000, 75_000, 99_949].map(timeText)).toEqual(['<0.1 ms', '0.5 ms', '2 ms', '999 ms', '1 s', '2 s', '5 s', '12.3 s', '15 s', '60 s', '75 s', '99.9 s']);
  expect([99_960, 102_400, 300_000, 3_590_000, 3_599_600, HOUR, 1.5 * HOUR, 99 * HOUR, 101 * HOUR, 2821 * HOUR, 24_000 * HOUR].map(timeText)).toEqual(['1:40 min', '1:42 min', '5 min', '59:50 min', '1 h', '1 h', '1:30 h', '99 h', '4.2 d', '118 d', '1,000 d']);
  expect([-0.5, -1432, -2 * HOUR].map(timeText)).toEqual(['−0.5 ms', '−1.43 s', '−2 h']);
});

it('in ms, what is long has no digit that nobody measured', () => {
  expect([0.12345, 12.345, 999.94, 12_345.4, 276_089].map(msOnly)).toEqual(['0.1235 ms', '12.35 ms', '999.9 ms', '12,345 ms', '276,089 ms']);
});
