import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { poll } from '../../../../e2e/playground/polls.ts';
import type { Protocol } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { firefoxEntry } from '../../test/har.ts';
import { readAll } from '../../test/read.ts';
import { tellingGaps, tuneKeepAlive, type KeepAliveAdvice, type KeepAliveTuning } from './tuner.ts';

const origin = 'https://api.example';
const opened = { tcp: 20, tls: 30 };
type Told = Parameters<typeof poll>[2];

/** Requests with these pauses between them, each on a connection of its own or all on one. */
function withPauses(pausesMs: readonly number[], how: 'bridged' | 'lost', told: Told = {}): readonly Request[] {
  let at = 60;
  const later = pausesMs.map((pause, index) => {
    const request = how === 'bridged' ? poll(at + pause, 'one', told) : poll(at + pause, `${index}`, { ...opened, ...told });
    at += pause + (how === 'bridged' ? 10 : 60);
    return request;
  });
  return [poll(0, 'one', { ...opened, ...told }), ...later];
}
const tuned = (requests: readonly Request[], inferred: readonly string[] = []): KeepAliveTuning => tuneKeepAlive(anAnalysis(requests, { inferred }), origin)!;
const advised = (...args: Parameters<typeof withPauses>): KeepAliveAdvice | null => tuned(withPauses(...args)).advice.value;
const times = (n: number, ms: number): readonly number[] => Array.from({ length: n }, () => ms);

describe('the advice', () => {
  it('is the shortest usual timeout beyond the gaps, with what it saves', () => {
    expect(advised(times(5, 7000), 'lost')).toEqual({ timeoutMs: 10_000, saves: { connections: 5, setupMs: 250 }, isBrowserLimit: false, confidence: 'low', gaps: 5, nearlyAllMs: expect.closeTo(7000, 3) as number });
  });

  it('leaves a second for the way and the server\'s clock', () => {
    expect([9000, 9001].map((ms) => advised(times(5, ms), 'lost')?.timeoutMs)).toEqual([10_000, 15_000]);
  });

  it('saves nothing where all gaps were bridged', () => {
    expect(advised(times(5, 7000), 'bridged')).toMatchObject({ timeoutMs: 10_000, saves: { connections: 0, setupMs: 0 } });
  });

  it('leaves the longest of many out: they are rare', () => {
    expect(advised([...times(19, 7000), 200_000], 'lost')?.timeoutMs).toBe(10_000);
    expect(advised([...times(18, 7000), 200_000, 200_000], 'lost')?.timeoutMs).toBe(240_000);
  });

  it('saves no connection that was idle for longer than the timeout, or as long', () => {
    const saved = (longest: number): number | undefined => advised([...times(19, 7000), longest], 'lost')?.saves.connections;
    expect([9_999, 10_000, 200_000].map(saved)).toEqual([20, 19, 19]);
  });

  it('is none below five gaps of a second', () => {
    expect(tuned(withPauses(times(4, 7000), 'lost')).advice).toEqual({ value: null, because: 'too-few-gaps' });
    expect(tuned(withPauses([...times(4, 7000), ...times(50, 900)], 'bridged')).advice).toEqual({ value: null, because: 'too-few-gaps' });
    expect(advised([...times(4, 7000), 1001], 'bridged')?.gaps).toBe(5);
    const [gap] = tuned(withPauses([7000], 'bridged')).gaps;
    expect(tellingGaps([999, 1000].map((ms) => ({ ...gap!, ms }))).map(({ ms }) => ms)).toEqual([1000]);
  });

  it('never exceeds what browsers keep: 300 s for HTTP/1.1, 30 s for HTTP/3, nothing known for HTTP/2', () => {
    expect(advised(times(5, 295_000), 'lost')).toMatchObject({ timeoutMs: 300_000, isBrowserLimit: true });
    expect(advised(times(5, 299_500), 'lost')).toMatchObject({ timeoutMs: 300_000, isBrowserLimit: true });
    expect(advised(times(5, 20_000), 'lost', { protocol: 'h3' })).toMatchObject({ timeoutMs: 30_000, isBrowserLimit: true });
    expect(advised(times(5, 295_000), 'lost', { protocol: 'h2' })).toMatchObject({ timeoutMs: 300_000, isBrowserLimit: false });
    expect(advised(times(5, 5_000_000), 'lost', { protocol: 'h2' })).toMatchObject({ timeoutMs: 7_200_000 });
    const overBoth = [...withPauses(times(5, 40_000), 'lost'), poll(300_000, 'quic', { ...opened, protocol: 'h3' })];
    expect(tuned(overBoth).advice.value).toMatchObject({ timeoutMs: 45_000, isBrowserLimit: false });
  });

  it('knows no limit that the recording itself refutes', () => {
    expect(advised(times(5, 400_000), 'bridged')).toMatchObject({ timeoutMs: 600_000, isBrowserLimit: false });
    expect([299_999, 300_000].map((ms) => advised(times(5, ms), 'bridged')?.isBrowserLimit)).toEqual([true, false]);
    const bridged = withPauses(times(5, 295_000), 'bridged');
    const reused = (told: Told): readonly Request[] => [poll(2_000_000, 'last', opened), poll(2_400_060, 'last', told)];
    expect([{}, { placing: { confidence: 0.5, others: ['0'] } }].map((told) => tuned([...bridged, ...reused(told)]).advice.value?.isBrowserLimit)).toEqual([false, true]);
  });

  it('does not count what browsers do not keep, and in Firefox what that does not', () => {
    const { advice, gaps, reachable } = tuned(withPauses(times(5, 400_000), 'lost'));
    expect([advice.because, gaps.length, reachable.length]).toEqual(['too-few-gaps', 5, 0]);
    const reached = (protocol: Protocol, observations: Request['observations'], ...all: readonly number[]): readonly number[] => all.map((ms) => tuned(withPauses([ms], 'lost', { protocol }).map((request) => ({ ...request, observations }))).reachable.length);
    const inFirefox = readAll([firefoxEntry()]);
    expect([reached('http/1.1', [], 299_999, 300_000), reached('h3', [], 29_999, 30_000), reached('h2', [], 3_000_000)]).toEqual([[1, 0], [1, 0], [1]]);
    // Told by the header, it keeps HTTP/1 for longer than its own 115 s.
    expect([reached('h2', inFirefox, 169_999, 170_000), reached('http/1.1', inFirefox, 299_999, 300_000)]).toEqual([[1, 0], [1, 0]]);
  });

  it('is surer with 30 gaps and with 59, less where connections are estimated', () => {
    expect([29, 30, 58, 59].map((n) => advised(times(n, 7000), 'bridged')?.confidence)).toEqual(['low', 'medium', 'medium', 'high']);
    expect([30, 59].map((n) => tuned(withPauses(times(n, 7000), 'bridged'), ['one']).advice.value?.confidence)).toEqual(['low', 'medium']);
  });

  it('is no surer than the verdicts that connections were lost', () => {
    const analysis = anAnalysis(withPauses(times(60, 7000), 'lost'));
    const judged = (['certain', 'likely', 'guess'] as const).map((verdict) => tuneKeepAlive(analysis, origin, () => verdict)?.advice.value?.confidence);
    expect(judged).toEqual(['high', 'medium', 'low']);
    // Where nobody has judged, it is guessed.
    expect(tuneKeepAlive(analysis, origin)?.advice.value?.confidence).toBe('low');
  });
});

describe('the tuning', () => {
  it('is of one origin, and of none that is not there or cannot be reused', () => {
    const analysis = anAnalysis([poll(0, 1, opened), poll(0, 2, { url: 'https://live.example/', protocol: 'wss' })]);
    expect([tuneKeepAlive(analysis, 'https://live.example'), tuneKeepAlive(analysis, 'https://other.example')]).toEqual([null, null]);
    expect(tuneKeepAlive(analysis, origin)?.origin).toBe(origin);
  });

  it('names what the browsers keep of the protocols that were spoken', () => {
    const { browsers } = tuned([poll(0, 1, opened), poll(0, 2, { ...opened, protocol: 'h3' })]);
    expect(browsers.map(({ browser, keepsMs }) => [browser, keepsMs])).toEqual([['Chromium', 300_000], ['Firefox', 115_000], ['Chromium', 30_000], ['Firefox', 30_000]]);
  });

  it('tells how long was recorded: no gap can be longer', () => {
    expect(tuned(withPauses([7000], 'bridged')).recordedMs).toBeCloseTo(7070, 3);
  });

  it('takes the judgement of others', () => {
    const requests = withPauses(times(5, 7000), 'lost');
    expect(tuneKeepAlive(anAnalysis(requests), origin, () => null)?.gaps).toEqual([]);
  });
});

describe('in any recording', () => {
  it('gaps, histogram and rate tell of the same, and the advice is bounded', () => {
    inAnyRecording((analysis) => {
      for (const summary of analysis.origins) {
        const tuning = tuneKeepAlive(analysis, summary.origin);
        if (tuning === null) continue;
        expect(tuning.histogram.reduce((sum, { bridged, lost }) => sum + bridged + lost, 0)).toBe(tuning.gaps.length);
        expect(tuning.reuse.steps.at(-1)!.bridged).toBe(tuning.reachable.length);
        for (const { ms } of tuning.gaps) expect(ms).toBeLessThanOrEqual(tuning.recordedMs);
        const { value } = tuning.advice;
        const longest = tuning.gaps.reduce((most, { outcome, ms }) => (outcome === 'bridged' ? Math.max(most, ms) : most), 0);
        const limit = Math.max(...tuning.browsers.map(({ keepsMs }) => keepsMs ?? Infinity));
        if (value !== null && longest < limit) expect(value.timeoutMs).toBeLessThanOrEqual(limit);
      }
    });
  });

  it('the advice bridges at least 19 of 20 of the gaps it rests on', () => {
    fc.assert(
      // A gap of a second less the rounding of its times counts as none.
      fc.property(fc.array(fc.integer({ min: 1001, max: 280_000 }), { minLength: 5, maxLength: 60 }), (pauses) => {
        const value = advised(pauses, 'bridged')!;
        expect(pauses.filter((pause) => pause < value.timeoutMs).length).toBeGreaterThanOrEqual(Math.ceil(0.95 * pauses.length - 1e-9));
      }),
    );
  });
});
