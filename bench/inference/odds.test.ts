import { expect, it } from 'vitest';
import { RULES } from '../../src/core/analysis/lanes/rules.ts';
import type { Use } from '../../src/core/analysis/lanes/use.ts';
import { heldAgainstOdds } from './odds.ts';

const use = (at: number, end: number, about: Partial<Use> = {}): Use => ({ asked: at, turn: at, at, end, answered: null, endOrder: null, opened: false, bodyBytes: 100, address: null, closes: false, keptMs: null, usesLeft: null, scripted: false, elsewhere: 0, spare: 0, urgent: false, anonymous: false, ...about });
const opener = (at: number, end: number): Use => use(at, end, { opened: true });
const shareOf = (uses: readonly Use[], firsts: readonly number[]): number => {
  return heldAgainstOdds([[{ uses, firsts }]], RULES.firefox).all.said.mean;
};

it('nobody can say more than one in two of what follows two ends in one millisecond', () => {
  expect(shareOf([opener(0, 652), opener(1, 652), use(700, 750), use(800, 850)], [0, 1, 0, 1])).toBeCloseTo(0.5, 1);
});

it('the surest four fifths are those of the surest odds', () => {
  const even = { uses: [opener(0, 652), opener(1, 652), use(700, 750)], firsts: [0, 1, 0] };
  const sure = { uses: [0, 100, 200, 300, 400].map((at) => (at === 0 ? opener(0, 50) : use(at, at + 50))), firsts: [0, 0, 0, 0, 0] };
  const { all, surest } = heldAgainstOdds([[even], [sure]], RULES.firefox);
  expect([all.count, surest.count]).toEqual([5, 4]);
  expect([surest.right.mean, surest.said.mean]).toEqual([1, 1]);
  expect(all.said.mean).toBeLessThan(1);
});

it('and all of what had one way only', () => {
  expect(shareOf([opener(0, 100), use(200, 300), use(400, 500)], [0, 0, 0])).toBe(1);
});

it('how far what was right may be from that by chance is of loads, not of requests', () => {
  const even = { uses: [opener(0, 652), opener(1, 652), use(700, 750), use(800, 850)], firsts: [0, 1, 0, 1] };
  const swapped = { ...even, firsts: [0, 1, 1, 0] };
  const four = heldAgainstOdds([[even], [swapped], [even], [swapped]], RULES.firefox).all.rightLessSaid;
  expect(four.mean).toBeCloseTo(0, 1);
  // All or nothing in each load: as much as four throws of a coin, not eight.
  expect(four.half).toBeGreaterThan(0.5);
  expect(heldAgainstOdds([[even, swapped], [even, swapped]], RULES.firefox).all.rightLessSaid.half).toBeCloseTo(0, 1);
});
