import { describe, expect, it } from 'vitest';
import { placeUses } from './place-uses.ts';
import { RULES, type RuleName } from './rules.ts';
import type { Use } from './use.ts';

const use = (at: number, end: number, told: Partial<Use> = {}): Use => ({ asked: at, turn: 0, at, end, answered: null, endOrder: null, opened: false, bodyBytes: 100, address: null, closes: false, keptMs: null, usesLeft: null, scripted: false, elsewhere: 0, spare: 0, urgent: false, anonymous: false, ...told });
const opener = (at: number, end: number, told: Partial<Use> = {}): Use => use(at, end, { opened: true, ...told });
const firsts = (rule: RuleName, ...uses: readonly Use[]): readonly number[] => placeUses(uses, RULES[rule]).placed.map(({ first }) => first);
const probabilities = (rule: RuleName, ...uses: readonly Use[]): readonly number[] => placeUses(uses, RULES[rule]).placed.map(({ probability }) => Math.round(probability * 100) / 100);

describe('of two idle connections', () => {
  const [big, small] = [opener(0, 50, { bodyBytes: 9000 }), opener(1, 80)];
  it('Firefox takes the one that brought the largest body', () => expect(firsts('firefox', big, small, use(200, 250))).toEqual([0, 1, 0]));
  it('…of equal ones that which is idle for longer', () => expect(firsts('firefox', opener(0, 90), opener(1, 80), use(200, 250))).toEqual([0, 1, 1]));
  it('…and that of the navigation only if there is no other', () => {
    expect(firsts('firefox', use(0, 50, { bodyBytes: 9000, urgent: true }), small, use(200, 250))).toEqual([0, 1, 1]);
    expect(firsts('firefox', use(0, 50, { urgent: true }), use(200, 250))).toEqual([0, 0]);
  });
  it('…unless the next navigation asks, which passes over none', () => {
    expect(firsts('firefox', use(0, 50, { bodyBytes: 9000, urgent: true }), small, use(200, 250, { urgent: true }))).toEqual([0, 1, 0]);
    expect(probabilities('firefox', use(0, 50, { urgent: true }), use(200, 250, { urgent: true }))[1]).toBeGreaterThan(0.99);
  });
  it('…and of two requests of one millisecond what a script asked for comes last, unless both had waited', () => {
    const [scripted, picture] = [{ asked: 195, turn: 1, scripted: true }, { asked: 198, turn: 2 }];
    expect(firsts('firefox', big, small, use(200, 250, scripted), use(200, 250, picture))).toEqual([0, 1, 1, 0]);
    const busy = [opener(0, 200, { bodyBytes: 9000, endOrder: 1 }), opener(1, 200, { endOrder: 2 })];
    expect(firsts('firefox', ...busy, use(200, 250, scripted), use(200, 250, picture))).toEqual([0, 1, 0, 1]);
  });
  it('Chromium takes the one that was used last', () => expect(firsts('chromium', big, small, use(200, 250))).toEqual([0, 1, 1]));
  it('of another browser it is said less surely', () => {
    expect(probabilities('chromium', big, small, use(200, 250))[2]).toBeGreaterThan(0.9);
    expect(probabilities('unknown', big, small, use(200, 250))[2]).toBeLessThan(0.9);
  });
});

describe('one that was asked for while all were in use', () => {
  const [small, big] = [opener(0, 205), opener(1, 215, { bodyBytes: 9000 })];
  it('has the connection that became free first, if it was sent as soon', () => expect(firsts('firefox', small, big, use(206, 250, { asked: 198 }))).toEqual([0, 1, 0]));
  it('…and has chosen in Firefox, if it was sent later: it came late to the queue, not late out of it', () => expect(firsts('firefox', small, big, use(216, 250, { asked: 198 }))).toEqual([0, 1, 1]));
});

describe('of what was sent within one millisecond', () => {
  const [early, late] = [opener(0, 50), opener(1, 80)];
  const [first, second] = [use(200, 250, { turn: 2 }), use(200.2, 260, { turn: 1 })];
  it('Resource Timing of Chromium, which has 0.1 ms, tells who was first', () => expect(firsts('chromium-timed', early, late, first, second)).toEqual([0, 1, 1, 0]));
  it('…and a HAR, whose dates have 1 ms, does not', () => expect(firsts('chromium', early, late, first, second)).toEqual([0, 1, 0, 1]));
});

it('a connection that was idle while another was opened is gone, unless somebody was on the way to it', () => {
  const pool = [opener(0, 50), opener(150, 400)];
  expect(probabilities('chromium', ...pool, use(200, 250, { asked: 199 }))[2]).toBeLessThan(0.8);
  expect(probabilities('chromium', ...pool, use(200, 250, { asked: 140 }))[2]).toBeGreaterThan(0.9);
});

describe('one that began to connect, and was sent when another had become free, may have been sent on that: it', () => {
  const first = opener(0, 50);
  const second = (at: number, told: Partial<Use> = {}): Use => opener(at, 300, { elsewhere: 0.15, ...told });
  it('was, if that had been free too long not to be taken, or its times say so', () => {
    expect(firsts('firefox', first, second(52))).toEqual([0, 0]);
    expect(firsts('firefox', first, second(50, { elsewhere: 0.75 }))).toEqual([0, 0]);
  });
  it('was not, else', () => {
    expect(firsts('firefox', first, second(50))).toEqual([0, 1]);
    expect(firsts('firefox', first, second(53, { elsewhere: 0.75 }), use(100, 120))).toEqual([0, 1, 0]);
    expect(firsts('firefox', first, second(49, { elsewhere: 0.75 }))).toEqual([0, 1]);
    expect(probabilities('firefox', first, second(50, { elsewhere: 0 }))).toEqual([1, 1]);
  });
  it('leaves the connection that it began to who comes next', () => {
    const uses = [first, second(52), use(100, 120), use(200, 220)];
    expect(firsts('firefox', ...uses)).toEqual([0, 0, 2, 2]);
    const [, sentElsewhere, onTheNewOne] = probabilities('firefox', ...uses);
    expect(onTheNewOne).toBeCloseTo(sentElsewhere!, 1);
  });
  it('may have come before another of its millisecond, that then had the connection which it began', () => {
    const asked = (turn: number): Partial<Use> => ({ asked: 40, turn });
    expect(firsts('firefox', first, use(51, 90, asked(2)), second(51, { ...asked(1), elsewhere: 0.8 }))).toEqual([0, 1, 0]);
  });
  it('was all the more where six are open: there is no seventh', () => {
    const six = [0, 1, 2, 3, 4, 5].map((at) => opener(at, at === 0 ? 50 : 500));
    expect(firsts('firefox', ...six, second(50)).at(-1)).toBe(0);
  });
  it('makes all that follows as unsure, where both ways fit', () => expect(probabilities('firefox', first, second(51), use(100, 120))[2]).toBeLessThan(0.7));
});

describe('what is ruled out', () => {
  it('a connection that is in use', () => expect(firsts('firefox', opener(0, 500, { bodyBytes: 9000 }), opener(1, 80), use(200, 250))).toEqual([0, 1, 1]));
  it('one whose answer had not begun, however much speaks for it: another tab used the pool when these three found idle ones, and two had to open theirs', () => {
    const three = (told: boolean): readonly Use[] => [[1007, 1067], [1008, 1067], [1009, 1122]].map(([at = 0, end = 0]) => use(at, end, { answered: told ? end - 1 : null }));
    const shared = (told: boolean): readonly number[] => firsts('firefox', use(0, 100, { urgent: true }), ...three(told), use(1374, 1396), opener(1375, 1421), opener(1404, 1462)).slice(1, 4);
    expect(new Set(shared(true)).size).toBe(3);
    expect(new Set(shared(false)).size).toBe(1);
  });
  it('one that was closed', () => expect(firsts('firefox', opener(0, 50, { bodyBytes: 9000, closes: true }), opener(1, 80), use(200, 250))).toEqual([0, 1, 1]));
  it('one whose count is used up, or does not go on with this one', () => {
    expect(firsts('firefox', opener(0, 50, { bodyBytes: 9000, usesLeft: 0 }), opener(1, 80), use(200, 250))).toEqual([0, 1, 1]);
    expect(firsts('firefox', opener(0, 50, { bodyBytes: 9000, usesLeft: 99 }), opener(1, 80, { usesLeft: 50 }), use(200, 250, { usesLeft: 49 }))).toEqual([0, 1, 1]);
  });
  it('one at another address', () => expect(firsts('firefox', opener(0, 50, { bodyBytes: 9000, address: '::1' }), opener(1, 80, { address: '::2' }), use(200, 250, { address: '::2' }))).toEqual([0, 1, 1]));
  it('one that was idle for longer than its server or its browser keeps it', () => {
    expect(firsts('firefox', opener(0, 50, { keptMs: 5000 }), use(7000, 7050))).toEqual([0, 1]);
    expect(firsts('firefox', opener(0, 50), use(116_000, 116_050))).toEqual([0, 1]);
  });
  it('by its server’s word at once in Firefox, which heeds it, and a moment later in others, whose server looks', () => {
    const after = (browser: RuleName, idleMs: number): readonly number[] => firsts(browser, opener(0, 50, { keptMs: 1000 }), use(50 + idleMs, 2100));
    expect([after('firefox', 990), after('firefox', 1020), after('chromium', 1020), after('chromium', 2020)]).toEqual([[0, 0], [0, 1], [0, 0], [0, 1]]);
  });
});

describe('two that ended together', () => {
  it('leave open which the next one took', () => {
    const { placed } = placeUses([opener(0, 100), opener(1, 100), use(150, 170)], RULES.firefox);
    expect(placed[2]!.probability).toBeCloseTo(0.5, 1);
    expect(placed[2]!.others[0]!.probability).toBeCloseTo(0.5, 1);
  });
  it('but not if the browser told of one end before the other', () => {
    const [a, b] = [opener(0, 100, { endOrder: 7 }), opener(1, 100, { endOrder: 6 })];
    expect(firsts('firefox', a, b, use(100, 170), use(100, 180))).toEqual([0, 1, 1, 0]);
  });
});

it('probabilities of one use add up to 1', () => {
  const uses = [opener(0, 40), opener(1, 41), opener(2, 39), use(60, 90), use(60, 88), use(61, 70), use(95, 120), use(96, 130)];
  for (const { probability, others } of placeUses(uses, RULES.unknown).placed) expect(others.reduce((sum, other) => sum + other.probability, probability)).toBeCloseTo(1);
});

it('a pool far larger than any browser’s, as a load generator has it, is followed too', () => {
  const COUNT = 100;
  const openers = Array.from({ length: COUNT }, (_, i) => opener(i, i + 50));
  // Each is sent when the one before it on some connection has ended, in a mixed order.
  const reused = Array.from({ length: 2 * COUNT }, (_, i) => use(160 + i, 160 + i + 40 + ((i * 37) % 90)));
  const { placed } = placeUses([...openers, ...reused], RULES.unknown);
  expect(new Set(placed.map(({ first }) => first)).size).toBe(COUNT);
});

it('an opener beside hundreds of idle connections is unlikely, and not impossible', () => {
  const many = Array.from({ length: 300 }, (_, i) => opener(i / 100, 50));
  const { evidence, placed } = placeUses([...many, opener(56, 90), use(200, 250)], RULES.chromium);
  expect(evidence).toBeGreaterThan(-Infinity);
  expect(placed.at(-1)!.probability).toBeGreaterThan(0);
});

it('a connection for requests without credentials leaves room for six with them', () => {
  const busy = (at: number, told: Partial<Use> = {}): Use => opener(at, 900, told);
  const own = (...before: readonly Use[]): number => placeUses([...before, use(400, 450)], RULES.chromium).placed.at(-1)!.first;
  const five = [opener(0, 430), ...[1, 2, 3, 4].map((at) => busy(at))];
  expect(own(...five, busy(5, { anonymous: true }))).toBe(6);
  expect(own(...five, busy(5))).toBe(0);
});
