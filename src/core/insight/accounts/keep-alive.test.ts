import { describe, expect, it } from 'vitest';
import { anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { FIXTURES } from '../../../../e2e/playground/fixtures.ts';
import { poll } from '../../../../e2e/playground/polls.ts';
import type { Analysis } from '../../model/analysis.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { keepAliveOf } from '../keep-alive/of-recording.ts';
import { connectionsBeyond } from '../keep-alive/request-cap.ts';
import type { Account, Said } from './account.ts';
import { keepAliveAccounts } from './keep-alive.ts';

const read = (said: Said): string => said.map((part) => (typeof part === 'number' ? `${Math.round(part)} ms` : part)).join('');
const sum = (values: readonly number[]): number => values.reduce((so, value) => so + value, 0);
const accounts = (analysis: Analysis, origin = 'https://api.example', bar: number | null = null): readonly Account[] => {
  const tuning = keepAliveOf(analysis, origin);
  return tuning === null ? [] : keepAliveAccounts(tuning, analysis, tuning.histogram.find(({ toMs }) => toMs === bar) ?? null);
};
const find = (all: readonly Account[], key: string): Account => all.find((one) => one.key === key)!;

describe('the figures of an API that is polled', () => {
  const { analysis } = FIXTURES['polls']!();
  const all = accounts(analysis);

  it('the timeout: the gap that decides is marked, and the confidence has its formula', () => {
    const { value, formula, inputs } = find(all, 'timeout');
    expect(value).toBe(15_000);
    expect(read(formula)).toBe('no. 38 of 39 by length = 9911 ms + 1000 ms = 10911 ms; the next usual value is 15000 ms. Confidence: 1 − 0.95^39 = 86%, 30 gaps or more, that 30 of them lost a connection is likely: medium');
    expect([inputs.length, Math.round(inputs.find(({ isMarked }) => isMarked)!.amount)]).toEqual([39, 9911]);
  });

  it('what it keeps, with the setups', () => {
    const { value, formula, inputs } = find(all, 'kept');
    expect([value, inputs.length]).toEqual([30, 30]);
    expect(read(formula)).toBe('30 of 30 gaps likely lost are shorter than 15000 ms; their setups: 2370 ms');
    expect(read(inputs[0]!.note)).toMatch(/^#\d+ idle for 9911 ms: likely lost, setup 79 ms$/);
  });

  it('reuse as a function of the timeout', () => {
    expect(read(find(all, 'reuse-rate').formula)).toBe('closed as soon as idle: 0 ÷ 40 = 0%; kept for 5 s: (0 + 9) ÷ 40 = 23%; kept for 10 s: (0 + 39) ÷ 40 = 98%');
  });

  it('a bar of the histogram lists its gaps', () => {
    const bar = find(accounts(analysis, undefined, 5000), 'idle-gaps');
    expect([bar.name, bar.value, read(bar.formula)]).toEqual(['Idle gaps, 2 s to 5 s', 9, 'bridged 9 + likely lost 0 = 9']);
    expect(find(all, 'idle-gaps').value).toBe(39);
  });

  it('what the server advertises beside what happened, and the answer that said so', () => {
    const { value, beside, formula, inputs } = find(all, 'advertised');
    expect([value, beside]).toEqual([5000, ['what happened agrees']]);
    expect(read(formula)).toBe('Keep-Alive: timeout=5 on 31 connections; longest gap bridged 3911 ms, shortest likely lost 5911 ms; less than 1000 ms beside it decides nothing');
    expect(inputs.map(({ note }) => read(note))).toContain('its answer said so');
  });
});

it('a limit that the server advertises stands beside what came, and the answers that decide it', () => {
  const saying = (max: number): object => ({ headers: { 'keep-alive': `max=${max}` } });
  const { value, beside, formula, inputs } = find(accounts(anAnalysis([poll(0, 1, { tcp: 20, ...saying(1) }), poll(2000, 1), poll(4000, 1), poll(6000, 2, { tcp: 20, ...saying(9) })])), 'advertised-max');
  expect([value, beside, inputs.map(({ amount, note }) => [amount, read(note)])]).toEqual([9, ['a connection took more all the same'], [[2, 'came after its answer, which allowed 1']]]);
  expect(read(formula)).toBe('Keep-Alive: max=9 at most, on 2 connections: 1 took more, 0 just as many, 1 fewer');
});

it('a limit on requests costs what each full connection would have been more', () => {
  const many = anAnalysis(Array.from({ length: 250 }, (_, i) => poll(i * 20, 1, i === 0 ? { tcp: 20 } : {})));
  const cap = find(accounts(many), 'request-cap 100');
  expect([cap.value, cap.sum, cap.inputs.map(({ amount, note }) => [amount, read(note)])]).toEqual([2, 2, [[2, 'the first on #1, which carried 250 requests']]]);
});

it('a loss that is guessed at is perhaps one', () => {
  const silent = Array.from({ length: 6 }, (_, i) => poll(i * 7000, i, { tcp: 20 }));
  const all = accounts(anAnalysis(silent));
  expect(find(all, 'kept').name).toBe('Connections perhaps kept by it');
  expect([read(find(all, 'kept').formula), read(find(all, 'idle-gaps').formula)]).toEqual(['5 of 5 gaps perhaps lost are shorter than 10000 ms; their setups: 100 ms', 'bridged 0 + perhaps lost 5 = 5']);
  expect(read(find(all, 'idle-gaps').inputs[0]!.note)).toContain('perhaps lost');
});

it('too few gaps give no timeout, and say so', () => {
  const two = accounts(anAnalysis([poll(0, 1, { tcp: 20 }), poll(2000, 1), poll(4000, 1)]));
  expect([find(two, 'timeout').value, read(find(two, 'timeout').formula)]).toEqual([null, '2 gaps of a second or more, fewer than 5']);
});

it('in any recording the inputs add up, and each is a request of the origin', () => {
  inAnyRecording((analysis) => {
    for (const { origin, connections } of analysis.origins) {
      for (const { key, value, unit, sum: together, inputs } of accounts(analysis, origin)) {
        if (together !== null) expect(sum(inputs.map(({ amount }) => amount)), key).toBeCloseTo(together, 3);
        if (together !== null && unit !== 'share') expect(value, key).toBe(together);
        if (key === 'idle-gaps') expect(inputs.length).toBe(value);
        if (key === 'request-cap 100') expect(value).toBe(connectionsBeyond(connections.filter(({ protocol }) => protocol !== 'h3'), 100));
        for (const { request } of inputs) expect(request?.origin, key).toBe(origin);
      }
    }
  });
});
