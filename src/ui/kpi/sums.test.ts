import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { fixtureRows } from '../../../e2e/playground/fixture-rows.ts';
import { stalledAccounts } from '../../core/insight/accounts/stalled.ts';
import { instant } from '../../core/base/units.ts';
import { timeText } from '../../timeline/words.ts';
import { cellOf } from '../timeline/cells.ts';
import { countOr, reuseText } from '../base/figures.ts';
import { headlineOf } from './headline.ts';
import { heldUpMs, hiddenIn, sharesOf, sumsOf, untoldOf, withoutProtocol } from './sums.ts';

const at = (told: { at: number; stalled: number }) => aRequest({ url: 'http://a.example/', conn: 1, protocol: 'http/1.1', opening: 'reused', ...told });

it('headline, its account, column and waiting lane count the same stalls: those of 20 ms or more', () => {
  const analysis = anAnalysis([at({ at: 0, stalled: 19 }), at({ at: 100, stalled: 20 }), at({ at: 300, stalled: 150 })]);
  const rows = fixtureRows(analysis);
  const waiting = rows.find((row) => row.kind === 'waiting');
  const origin = rows.find((row) => row.kind === 'origin');
  expect(sumsOf(analysis)).toMatchObject({ stalledMs: 170, stalls: 2, worstStall: 150 });
  expect(stalledAccounts(analysis.requests, new Map())[0]).toMatchObject({ value: 170, sum: 170 });
  expect(waiting?.queue.total).toBe(170);
  expect(origin && cellOf(origin, 'stalled', timeText)).toEqual({ text: '170 ms', alarm: true });
  // The exports' figure stays exact.
  expect(analysis.totals.stalledMs).toBe(189);
});

it('shares of protocols are of the requests whose protocol is known, and the others are counted', () => {
  const { totals } = anAnalysis([at({ at: 0, stalled: 0 }), at({ at: 100, stalled: 0 })]);
  expect(withoutProtocol(totals)).toBe(0);
  const some = { ...totals, requests: 7, none: 1 };
  expect([sharesOf(some.byProtocol), withoutProtocol(some)]).toEqual([[{ family: 'h1', share: 1 }], 4]);
});

it('what nobody tells is ?, and never none or 0: held up, connections, reuse', () => {
  const silent = [0, 100].map((start) => aRequest({ url: 'https://a.example/', at: start, unknown: 'cross-origin' }));
  const analysis = anAnalysis(silent);
  const { start, end } = analysis.span!;
  expect(heldUpMs(analysis.requests, start, end)).toBeNull();
  // Between the two there was nothing to wait.
  expect(heldUpMs(analysis.requests, start + 50, start + 60)).toBe(0);
  expect([untoldOf(analysis.requests).length, hiddenIn(analysis)]).toEqual([2, { setup: 2, stalled: 2 }]);
  expect([countOr(analysis.totals.new, analysis.totals.unknown), reuseText(analysis.totals)]).toEqual(['?', '?']);
  const row = fixtureRows(analysis).find(({ kind }) => kind === 'origin')!;
  expect([cellOf(row, 'connections', timeText).text, cellOf(row, 'reuse', timeText).text]).toEqual(['?', '?']);
  // Nothing at all is told of these, not even how long they took.
  const blank = silent.map((request) => ({ ...request, end: request.start }));
  expect(heldUpMs(blank, start, start + 1)).toBeNull();
  // Where some of it is told, that is shown.
  const partly = anAnalysis([...silent, aRequest({ url: 'https://a.example/', at: 200, conn: 1, tcp: 20 })]);
  expect([heldUpMs(partly.requests, start, partly.span!.end), countOr(partly.totals.new, partly.totals.unknown), reuseText(partly.totals)]).toEqual([20, '1', '0%']);
  const cached = anAnalysis([aRequest({ url: 'https://a.example/', at: 0, none: 'cache' })]);
  expect([heldUpMs(cached.requests, start, end), countOr(cached.totals.new, cached.totals.unknown), reuseText(cached.totals)]).toEqual([0, '0', '–']);
});

it('a recording without a length is of 0 ms, and what nobody tells of it is not none', () => {
  const analysis = anAnalysis([aRequest({ url: 'https://a.example/', at: 0, unknown: 'no-timings' })]);
  const moment = { ...analysis, span: { start: analysis.span!.start, end: analysis.span!.start }, requests: analysis.requests.map((request) => ({ ...request, end: request.start })) };
  const { window, requests } = headlineOf(moment, null);
  expect([window.to - window.from, heldUpMs(requests, window.from, window.to)]).toEqual([0, null]);
});

it('the headline says of what it is: what the brush chose is not all that was recorded', () => {
  const analysis = anAnalysis([at({ at: 0, stalled: 20 }), at({ at: 900, stalled: 20 })]);
  const { start } = analysis.span!;
  const range = { from: start, to: instant(start + 100) };
  expect([headlineOf(analysis, null), headlineOf(analysis, range)].map(({ window }) => window.name)).toEqual(['recorded', 'shown']);
});
