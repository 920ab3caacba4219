import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/core/analysis/lanes/rules.ts';
import type { Use } from '../../src/core/analysis/lanes/use.ts';
import type { Pool } from './pools.ts';
import { twinsOf } from './twins.ts';

const use = (at: number, end: number, about: Partial<Use> = {}): Use => ({ asked: at, turn: at, at, end, answered: null, endOrder: null, opened: false, bodyBytes: 100, address: null, closes: false, keptMs: null, usesLeft: null, scripted: false, elsewhere: 0, spare: 0, urgent: false, anonymous: false, ...about });
const opener = (at: number, end: number, about: Partial<Use> = {}): Use => use(at, end, { opened: true, ...about });

const FIREFOX = RULES.firefox;

describe('twins', () => {
  it('are even where two answers end in one millisecond, and stay so for all that follows', () => {
    const pool: Pool = { uses: [opener(0, 652), opener(1, 652), use(700, 750, { bodyBytes: 5000 }), use(720, 760), use(800, 850)], firsts: [0, 1, 0, 1, 0] };
    const [first, ...rest] = twinsOf(pool, FIREFOX);
    expect(first).toMatchObject({ from: 2, between: [0, 1] });
    expect(first!.other).toBeCloseTo(0.5, 2);
    for (const { other } of rest) expect(other).toBeLessThan(0.1);
  });

  it('are as good as ruled out where the browser could do one thing only', () => {
    const pool: Pool = { uses: [opener(0, 100), opener(1, 400), use(200, 300), use(420, 430)], firsts: [0, 1, 0, 0] };
    for (const { other } of twinsOf(pool, FIREFOX)) expect(other).toBeLessThan(0.05);
  });

  it('are surely wrong where the browser did what its rule forbids', () => {
    // Taken while it was busy, though another was idle.
    const pool: Pool = { uses: [opener(0, 900), opener(1, 100), use(500, 600)], firsts: [0, 1, 0] };
    expect(twinsOf(pool, FIREFOX)).toEqual([{ from: 2, between: [0, 1], other: 1 }]);
  });

  it('tell a likely guess that is wrong', () => {
    // The larger answer ended in the millisecond of the request: likely taken, and was not.
    const pool: Pool = { uses: [opener(0, 499, { bodyBytes: 9000 }), opener(1, 100), use(500, 600)], firsts: [0, 1, 1] };
    expect(twinsOf(pool, FIREFOX)[0]!.other).toBeGreaterThan(0.5);
  });
});
