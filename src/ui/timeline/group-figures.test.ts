import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { fixtureRows } from '../../../e2e/playground/fixture-rows.ts';
import { accountsOf } from '../../core/insight/accounts/accounts.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Request } from '../../core/model/request.ts';
import { hidden } from '../../core/model/phase.ts';
import { timeText } from '../../timeline/words.ts';
import { sumText } from '../base/figures.ts';
import { chipCounts } from '../filter/chips.ts';
import { sumsOf } from '../kpi/sums.ts';
import { cellOf } from './cells.ts';
import { sentenceOf } from './sentence.ts';

const silent = (request: Request): Request => ({ ...request, stalled: null, phases: { ...request.phases, stalled: hidden('not-reported') } });
const told = (at: number, stalled?: number): Request => aRequest({ url: 'http://a.example/', at, conn: 1, protocol: 'http/1.1', ...(at === 0 ? { tcp: 30 } : {}), ...(stalled === undefined ? {} : { stalled }) });

it('a wait that nobody tells of is unknown in row, sentence, strip, chip and account', () => {
  const analysis = anAnalysis([silent(told(0)), silent(told(100))]);
  const [row] = fixtureRows(analysis);
  expect(cellOf(row!, 'stalled', timeText).text).toBe('?');
  expect(sentenceOf(row!)).toBe('http://a.example, 2 requests, 1 connection, setup 30 milliseconds, stalled unknown');
  const { stalledMs, hides } = sumsOf(analysis);
  expect(sumText(stalledMs, hides.stalled, timeText)).toBe('?');
  expect(chipCounts(analysis).stalled).toBeNull();
  const accounts = accountsOf({ analysis, origin: null, requests: analysis.requests, connections: analysis.connections })[0]!.accounts;
  expect(accounts.filter(({ key }) => ['setup', 'stalled', 'head-of-line', 'cost'].includes(key)).map(({ key, value }) => [key, value])).toEqual([['setup', 30], ['stalled', null], ['head-of-line', null], ['cost', 30]]);
});

it('setup and stalled that nobody tells are unknown together, too', () => {
  const hides = (request: Request): Request => ({ ...silent(request), setup: null, phases: { ...silent(request).phases, dns: hidden('not-reported'), tcp: hidden('not-reported'), tls: hidden('not-reported') } });
  const analysis = anAnalysis([hides(told(0)), hides(told(100))]);
  const [row, lane] = fixtureRows(analysis);
  expect(['setup', 'stalled', 'cost'].map((column) => cellOf(row!, column as 'cost', timeText).text)).toEqual(['?', '?', '?']);
  expect(sentenceOf(lane!)).toContain('setup unknown');
  const accounts = accountsOf({ analysis, origin: null, requests: analysis.requests, connections: analysis.connections })[0]!.accounts;
  expect(accounts.filter(({ key }) => ['setup', 'stalled', 'cost'].includes(key)).map(({ value }) => value)).toEqual([null, null, null]);
});

it('none is still none, and a known wait still counts beside a hidden one', () => {
  const none = anAnalysis([told(0), told(100)]);
  expect([chipCounts(none).stalled, sumsOf(none).hides]).toEqual([0, { setup: false, stalled: false }]);
  const some = anAnalysis([silent(told(0)), told(100, 50)]);
  expect([chipCounts(some).stalled, cellOf(fixtureRows(some)[0]!, 'stalled', timeText).text]).toEqual([1, '50 ms']);
});

it('connections that nobody names are not none, also where each request is known to have opened one', () => {
  for (const opening of ['unknown', 'new'] as const) {
    const [row] = fixtureRows(anAnalysis([aRequest({ url: 'http://a.example/', at: 0, opening })]));
    expect(cellOf(row!, 'connections', timeText).text).toBe('?');
    expect(sentenceOf(row!)).toContain('http://a.example, 1 request, connections unknown, setup ');
    const [beside] = fixtureRows(anAnalysis([told(100), aRequest({ url: 'http://a.example/', at: 0, opening })]));
    expect(sentenceOf(beside!)).toContain('http://a.example, 2 requests, 1 known connection, setup ');
  }
});

it('little reuse is an alarm where enough requests tell of it', () => {
  const alarmOf = (...more: readonly (Partial<Parameters<typeof aRequest>[0]>)[]): boolean | undefined =>
    cellOf(fixtureRows(anAnalysis([{ conn: 0, tcp: 30 }, ...more].map((told, i) => aRequest({ url: 'https://a.example/', at: i * 100, ...told }))))[0]!, 'reuse', timeText).alarm;
  expect(alarmOf({ conn: 1, tcp: 30 }, { conn: 2, tcp: 30 })).toBe(true);
  expect(alarmOf({ unknown: 'timing-silent' }, { unknown: 'timing-silent' }, { none: 'cache' })).toBe(false);
});

it('little reuse wants a look, and that of WebSockets does not', () => {
  const opened = (url: string, protocol: 'http/1.1' | 'wss'): Analysis => anAnalysis([0, 1, 2].map((at) => aRequest({ url, at: at * 100, conn: at, protocol, opening: 'new' })));
  const alarmOf = (analysis: Analysis): boolean | undefined => cellOf(fixtureRows(analysis)[0]!, 'reuse', timeText).alarm;
  expect([alarmOf(opened('http://a.example/', 'http/1.1')), alarmOf(opened('wss://a.example/', 'wss'))]).toEqual([true, false]);
});
