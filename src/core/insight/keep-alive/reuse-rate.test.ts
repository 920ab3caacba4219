import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { poll } from '../../../../e2e/playground/polls.ts';
import type { Request } from '../../model/request.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { idleGaps } from './gaps.ts';
import { reuseRate, stepAt, type ReuseRate } from './reuse-rate.ts';

const rateOf = (requests: readonly Request[]): ReuseRate => {
  const analysis = anAnalysis(requests);
  const gaps = idleGaps(analysis, analysis.origins[0]!);
  return reuseRate(analysis.origins[0]!, gaps, gaps);
};
const rounded = ({ steps }: ReuseRate): unknown => steps.map(({ aboveMs, bridged, rate }) => [Math.round(aboveMs), bridged, rate]);

describe('the reuse rate', () => {
  it('rises where a timeout begins to bridge a gap', () => {
    // Opened; reused at once; after 2 s; lost after 4 s; after 2 s.
    const rate = rateOf([poll(0, 1, { tcp: 20 }), poll(30, 1), poll(2040, 1), poll(6050, 2, { tcp: 20 }), poll(8080, 2)]);
    expect(rate.requests).toBe(5);
    expect(rounded(rate)).toEqual([[0, 0, 0.2], [2000, 2, 0.6], [4000, 3, 0.8]]);
  });

  it('is that of the step below: at the gap itself the server has closed', () => {
    const rate: ReuseRate = { requests: 4, steps: [{ aboveMs: 0, bridged: 0, rate: 0.25 }, { aboveMs: 2000, bridged: 1, rate: 0.5 }] };
    expect([0, 1, 2000, 2000.5, 1e9].map((timeout) => stepAt(rate, timeout).rate)).toEqual([0.25, 0.25, 0.25, 0.5, 0.5]);
  });

  it('counts what is reachable alone', () => {
    const analysis = anAnalysis([poll(0, 1, { tcp: 20 }), poll(3030, 2, { tcp: 20 })]);
    const gaps = idleGaps(analysis, analysis.origins[0]!);
    expect([gaps, []].map((reachable) => reuseRate(analysis.origins[0]!, gaps, reachable).steps.length)).toEqual([2, 1]);
  });

  it('is unknown where no opening is', () => {
    expect(reuseRate(anAnalysis([poll(0, 1, { unknown: 'no-id' })]).origins[0]!, [], [])).toEqual({ requests: 0, steps: [{ aboveMs: 0, bridged: 0, rate: null }] });
  });

  it('never falls, stays between 0 and 1, and at its end is what was reused and what was lost within reach', () => {
    inAnyRecording((analysis) => {
      for (const summary of analysis.origins) {
        const gaps = idleGaps(analysis, summary);
        const { steps } = reuseRate(summary, gaps, gaps);
        for (const [index, { aboveMs, rate, bridged }] of steps.entries()) {
          if (rate !== null) expect([rate >= -1e-9, rate <= 1 + 1e-9]).toEqual([true, true]);
          const before = steps[index - 1];
          if (before === undefined) continue;
          expect(aboveMs).toBeGreaterThan(before.aboveMs);
          expect(bridged).toBeGreaterThan(before.bridged);
          expect(rate ?? 0).toBeGreaterThanOrEqual(before.rate ?? 0);
        }
        const now = summary.totals.reuseRatio;
        if (now !== null) expect(steps.at(-1)!.rate).toBeGreaterThanOrEqual(now - 1e-9);
      }
    });
  });

  it('is the same by steps as counted gap by gap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }), fc.integer({ min: 0, max: 410 }), (pauses, timeout) => {
        let at = 20;
        const rate = rateOf([poll(0, 1, { tcp: 10 }), ...pauses.map((pause) => poll((at += pause * 1000 + 10) - 10, 1))]);
        expect(stepAt(rate, timeout * 1000 + 0.5).bridged).toBe(pauses.filter((pause) => pause <= timeout).length);
      }),
    );
  });
});
