import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { fixtureRows } from '../../../e2e/playground/fixture-rows.ts';
import { stalledAccounts } from '../../core/insight/accounts/stalled.ts';
import { timeText } from '../../timeline/words.ts';
import { cellOf } from '../timeline/cells.ts';
import { sharesOf, sumsOf, withoutProtocol } from './sums.ts';

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
