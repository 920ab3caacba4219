import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Milestone } from './paint-grid.ts';
import { rulerOf } from './ruler.ts';
import { fit, rulerWidth } from './scale.ts';
import { msOnly, timeText } from './words.ts';

const load = (at: number): Milestone => ({ at, kind: 'load', label: 'Load' });
const dcl = (at: number): Milestone => ({ at, kind: 'content-loaded', label: 'DCL' });
const told = (milestones: readonly Milestone[]): readonly (readonly [string, boolean])[] => rulerOf(fit(0, 1000, 800), 0, milestones, 1000, timeText).marks.map(({ label, isLeft }) => [label, isLeft]);

it('DCL stands left of its line and Load right; where there is no room, on the other side', () => {
  expect(told([dcl(400), load(402)])).toEqual([['DCL', true], ['Load', false]]);
  expect(told([dcl(1)])).toEqual([['DCL', false]]);
  expect(told([load(990)])).toEqual([['Load', true]]);
});

it('names that would lie on each other become one, also of pages that overlap', () => {
  expect(told([dcl(1), load(3)])).toEqual([['DCL, Load', false]]);
  expect(rulerOf(fit(0, 1000, 800), 0, [dcl(1), load(3)], 1000, timeText).marks[0]?.kind).toBeNull();
  // Of a page that took longer than the one after it.
  expect(told([load(900), dcl(300), load(500), load(510)])).toEqual([['DCL', true], ['Load', false], ['Load', false]]);
});

it('of what comes long after all that is shown the edge says when it was; what can be panned to has its line', () => {
  expect(told([dcl(400), load(300_000)])).toEqual([['DCL', true], ['Load at 5 min →', true]]);
  expect(told([dcl(299_000), load(300_000)])).toEqual([['DCL at 4:59 min →, Load at 5 min →', true]]);
  expect(rulerOf(fit(0, 1000, 800), 0, [load(1500)], 2000, timeText).marks).toEqual([]);
});

it('nothing is cut, nothing lies on anything else, and no two ticks read the same', () => {
  const milestones = fc.array(fc.record({ at: fc.double({ min: -1e5, max: 3e6, noNaN: true }), kind: fc.constantFrom('load' as const, 'content-loaded' as const) }).map(({ at, kind }) => (kind === 'load' ? load(at) : dcl(at))), { maxLength: 8 });
  const views = fc.record({ from: fc.double({ min: -1e10, max: 1e10, noNaN: true }), length: fc.double({ min: 0, max: 8, noNaN: true }).map((power) => 10 ** power), width: fc.integer({ min: 200, max: 3000 }) });
  fc.assert(
    fc.property(views, milestones, fc.constantFrom(timeText, msOnly), ({ from, length, width }, marks, time) => {
      const ruler = rulerOf(fit(from, from + length, width), 0, marks.map((mark) => ({ ...mark, at: from + mark.at })), from + length, time);
      const places = [
        ...ruler.ticks.map(({ x, label }) => [x, x + rulerWidth(label)] as const),
        ...ruler.marks.map(({ x, label, isLeft }) => (isLeft ? ([x - rulerWidth(label), x] as const) : ([x, x + rulerWidth(label)] as const))),
      ].sort((a, b) => a[0] - b[0]);
      for (const [i, [left, right]] of places.entries()) {
        expect(left).toBeGreaterThanOrEqual(-0.01);
        expect(right).toBeLessThanOrEqual(width + 0.01);
        expect(left).toBeGreaterThanOrEqual((places[i - 1]?.[1] ?? 0) - 0.01);
      }
      expect(new Set(ruler.ticks.map(({ label }) => label)).size).toBe(ruler.ticks.length);
    }),
    { numRuns: 2000 },
  );
});
