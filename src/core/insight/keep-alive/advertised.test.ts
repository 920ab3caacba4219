import { describe, expect, it } from 'vitest';
import { anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { poll } from '../../../../e2e/playground/polls.ts';
import type { Request } from '../../model/request.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { advertisedOn, type Advertised } from './advertised.ts';
import { idleGaps } from './gaps.ts';

const of = (requests: readonly Request[]): Advertised | null => {
  const analysis = anAnalysis(requests);
  return advertisedOn(analysis.connections, idleGaps(analysis, analysis.origins[0]!));
};
const saying = (value: string): { readonly headers: Request['headers'] } => ({ headers: { 'keep-alive': value } });
const opened = { tcp: 20 };

describe('what Keep-Alive says of the timeout', () => {
  const kept = (...requests: readonly Request[]): unknown => of(requests)?.timeout?.verdict;
  const first = poll(0, 1, { ...opened, ...saying('timeout=5') });

  it('is untested without a gap near it', () => {
    expect(kept(first, poll(2030, 1))).toBe('untested');
  });

  it('is kept longer by a fact: a second and more beyond it', () => {
    expect([kept(first, poll(6030, 1)), kept(first, poll(6031, 1))]).toEqual(['untested', 'kept-longer']);
  });

  it('is closed sooner where a connection was lost a second and more before it', () => {
    expect([kept(first, poll(4029, 2, opened)), kept(first, poll(4030, 2, opened))]).toEqual(['closed-sooner', 'as-said']);
  });

  it('is as said where one was lost after it and none before', () => {
    expect(of([first, poll(3030, 1), poll(9040, 2, opened)])?.timeout).toMatchObject({ saidMs: 5000, verdict: 'as-said', longestBridgedMs: expect.closeTo(3000, 3) as number, shortestLostMs: expect.closeTo(6000, 3) as number });
  });
});

describe('what Keep-Alive says of the number of requests', () => {
  const three = (...said: readonly string[]): unknown => countsOf(of(said.map((value, index) => poll(index * 100, 1, { ...(index === 0 ? opened : {}), ...saying(value) })))?.max ?? null);
  const countsOf = (max: Advertised['max']): unknown => max && { said: max.said, exceeded: max.exceeded.length, usedUp: max.usedUp.length };

  it('is so many after the response that says it, counted down or not', () => {
    expect(three('max=2', 'max=1', 'max=0')).toEqual({ said: 2, exceeded: 0, usedUp: 1 });
    expect(three('max=2', 'max=2', 'max=2')).toEqual({ said: 2, exceeded: 0, usedUp: 1 });
    expect(three('max=3', 'max=2', 'max=1')).toEqual({ said: 3, exceeded: 0, usedUp: 0 });
    expect(three('max=1', 'max=1', 'max=1')).toEqual({ said: 1, exceeded: 1, usedUp: 0 });
  });

  it('none left is none used up', () => {
    expect(three('max=0')).toEqual({ said: 0, exceeded: 0, usedUp: 0 });
  });

  it('counts from the first response that tells', () => {
    expect(three('timeout=5', 'max=1', 'timeout=5')).toEqual({ said: 1, exceeded: 0, usedUp: 1 });
  });

  it('names the answer that said it, and what came', () => {
    const max = of([poll(0, 1, { ...opened, ...saying('max=1') }), poll(100, 1), poll(200, 1), poll(300, 2, { ...opened, ...saying('max=9') })])?.max;
    expect([max?.said, max?.connections, max?.exceeded.map(({ allowed, came }) => [allowed, came])]).toEqual([9, 2, [[1, 2]]]);
  });

  it('of one that says nothing of it is nothing', () => {
    expect(three('timeout=5')).toBeNull();
  });
});

it('the header that counts is the last one', () => {
  const two = [poll(0, 1, { ...opened, ...saying('timeout=5') }), poll(50, 2, { ...opened, ...saying('timeout=9') })];
  expect(of([...two, poll(100, 1, saying('timeout=7'))])).toMatchObject({ header: { timeoutMs: 7000 }, connections: 2 });
  expect(of(two)).toMatchObject({ header: { timeoutMs: 9000 }, connections: 2 });
});

it('nothing is said without the header, nor by HTTP/2, where it means nothing', () => {
  expect(of([poll(0, 1, opened)])).toBeNull();
  expect(of([poll(0, 1, { ...opened, protocol: 'h2', ...saying('timeout=5') })])).toBeNull();
});

it('in any recording never throws, and no more connections exceed than say something', () => {
  inAnyRecording((analysis) => {
    for (const summary of analysis.origins) {
      const said = advertisedOn(summary.connections, idleGaps(analysis, summary));
      if (said?.max) expect(said.max.exceeded.length + said.max.usedUp.length).toBeLessThanOrEqual(said.max.connections);
    }
  });
});
