import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../core/base/units.ts';
import { fit, panBy, panWithin, SHORTEST_MS, ticksOf, timeAt, xOf, zoomAt } from './scale.ts';
import { msOnly, timeText } from './words.ts';

const EVER = { from: -1e9, to: 1e9 };
const DAY_MS = 24 * 3_600_000;

const views = fc
  .record({ from: fc.double({ min: 0, max: 1e6, noNaN: true }), length: fc.double({ min: 1, max: 1e6, noNaN: true }), width: fc.integer({ min: 50, max: 4000 }) })
  .map(({ from, length, width }) => ({ from: instant(from), to: instant(from + length), width }));

describe('viewport', () => {
  it('reads back the time at a pixel', () => {
    fc.assert(
      fc.property(views, fc.double({ min: 0, max: 1, noNaN: true }), (view, share) => {
        const x = share * view.width;
        expect(xOf(view, timeAt(view, x))).toBeCloseTo(x, 3);
      }),
    );
  });

  it('keeps the time under the pointer while it zooms', () => {
    fc.assert(
      fc.property(views, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.2, max: 5, noNaN: true }), (view, share, factor) => {
        const x = share * view.width;
        expect(timeAt(zoomAt(view, x, factor, EVER), x)).toBeCloseTo(timeAt(view, x), 3);
      }),
    );
  });

  it('never shows less than 1 ms nor more than a few times the recording', () => {
    const view = fit(0, 1000, 800);
    const near = zoomAt(view, 0, 1e9, { from: 0, to: 1000 });
    const far = zoomAt(view, 0, 1e-9, { from: 0, to: 1000 });
    expect(near.to - near.from).toBeCloseTo(SHORTEST_MS);
    expect(far.to - far.from).toBeCloseTo(4000);
    const days = zoomAt(fit(0, 1000, 800), 0, 1e-9, { from: 0, to: 3 * DAY_MS });
    expect(days.to - days.from).toBeCloseTo(12 * DAY_MS);
  });

  it('never pans nor zooms to where nothing of the recording is left', () => {
    const span = { from: 0, to: 1000 };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.double({ min: -3000, max: 3000, noNaN: true })), { maxLength: 12 }), (moves) => {
        const view = moves.reduce((one, [pans, by]) => (pans ? panWithin(one, by, span) : zoomAt(one, Math.abs(by) % 800, 2 ** (by / 1000), span)), fit(span.from, span.to, 800));
        const inSight = Math.min(view.to, span.to) - Math.max(view.from, span.from);
        expect(inSight).toBeGreaterThanOrEqual(Math.min(view.to - view.from, 1000) * 0.0999);
      }),
    );
  });

  it('pans by pixels', () => {
    const view = fit(0, 1000, 800);
    expect(xOf(panBy(view, 100), timeAt(view, 100))).toBeCloseTo(0);
  });
});

describe('ticks', () => {
  it('are round, in order, and never crowd each other', () => {
    fc.assert(
      fc.property(views, (view) => {
        const ticks = ticksOf(view, 0, timeText);
        for (const [i, tick] of ticks.entries()) if (i > 0) expect(tick.x - (ticks[i - 1]?.x ?? 0)).toBeGreaterThanOrEqual(71.9);
      }),
    );
  });

  it('name their unit', () => {
    expect(ticksOf(fit(0, 2000, 700), 0, timeText).map(({ label }) => label)).toEqual(['0', '250 ms', '500 ms', '750 ms', '1 s', '1.25 s', '1.5 s', '1.75 s', '2 s']);
    expect(ticksOf(fit(0, 2000, 420), 0, msOnly).map(({ label }) => label)).toEqual(['0', '500 ms', '1,000 ms', '1,500 ms', '2,000 ms']);
    expect(ticksOf(fit(-3, 0, 420), 0, msOnly)[0]!.label).toBe('−3 ms');
    // Fifty years in 700 px: whole days, as few as ever.
    expect(ticksOf(fit(0, 50 * 365 * DAY_MS, 700), 0, timeText).length).toBeLessThan(12);
    expect(ticksOf(fit(0, 240_000, 900), 0, timeText).map(({ label }) => label)).toContain('90 s');
    expect(ticksOf(fit(0, 20 * DAY_MS, 700), 0, timeText).map(({ label }) => label).slice(0, 3)).toEqual(['0', '3 d', '6 d']);
  });

  it('are as exact as the step asks for, hours after the beginning and before it', () => {
    const labels = (from: number, ms: number): readonly string[] => ticksOf({ from: instant(from), to: instant(from + ms), width: 400 }, 0, timeText).map(({ label }) => label);
    expect(labels(83_000, 1)).toEqual(['83 s', '83.0002 s', '83.0004 s', '83.0006 s', '83.0008 s', '83.001 s']);
    expect(labels(2 * 3_600_000 + 61_000, 1000)).toEqual(['2:01:01 h', '2:01:01.25 h', '2:01:01.5 h', '2:01:01.75 h', '2:01:02 h']);
    expect(labels(-3_600_000, 2000)).toEqual(['−1 h', '−59:59.5 min', '−59:59 min', '−59:58.5 min', '−59:58 min']);
  });
});
