import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { fixtureRows } from '../../../e2e/playground/fixture-rows.ts';
import type { Request } from '../../core/model/request.ts';
import { layout, topsOf } from '../../timeline/layout.ts';
import { rowsOf, type Row } from '../../timeline/rows.ts';
import { fit, xOf } from '../../timeline/scale.ts';
import { msOnly, timeText } from '../../timeline/words.ts';
import { cellOf } from './cells.ts';
import { sentenceOf } from './sentence.ts';

const ofOne = (n: number): Request => aRequest({ url: `https://a.example/${n}`, at: n * 100, conn: 1, ...(n === 0 ? { dns: 6, tcp: 30, tls: 40 } : {}) });
const analysis = anAnalysis(Array.from({ length: 7 }, (_, n) => ofOne(n)));
const rowsWith = (shown: ReadonlySet<Request> | null): readonly Row[] => rowsOf(analysis, { origins: analysis.origins, isOpen: () => true, unfolded: () => 50, shown });
const cells = (row: Row): readonly string[] => (['requests', 'reuse', 'setup'] as const).map((column) => cellOf(row, column, timeText).text);

it('a filter changes what is drawn of a connection, and none of its facts', () => {
  const [origin, lane] = rowsWith(new Set(analysis.requests.slice(3, 5)));
  expect(cells(lane!)).toEqual(['2 of 7', '1+ 6↻', '76 ms']);
  expect(sentenceOf(lane!)).toBe('Connection 1, h2, new, setup 76 milliseconds, 2 of 7 requests, 6 reused, at most 2 at once');
  expect(cells(origin!)[0]).toBe('2 of 7');
  expect(sentenceOf(origin!)).toContain('https://a.example, 2 of 7 requests, 1 connection, setup 76 milliseconds');
});

it('without a filter nothing is said of it', () => {
  const [origin, lane] = rowsWith(null);
  expect([cells(origin!)[0], cells(lane!)[0]]).toEqual(['7', '7']);
  expect(sentenceOf(lane!)).toContain(', 7 requests, 6 reused');
});

it('a connection whose protocol nobody tells has none in its sentence', () => {
  const [, lane] = rowsWith(null);
  if (lane?.kind !== 'lane') throw new Error('No lane.');
  expect(sentenceOf({ ...lane, connection: { ...lane.connection, protocol: null } })).toContain('Connection 1, protocol unknown, new');
});

it('connections of one request each are one row, which says where it has more than it has lines, and that some are estimated', () => {
  const closed = (ids: readonly string[]) => Object.fromEntries(ids.map((id, i) => [id, ['connection-close', i * 10 + 8] as const]));
  const stack = (ids: readonly string[]) => {
    const analysis = anAnalysis(ids.map((conn, i) => aRequest({ url: 'https://a.example/', at: i * 10, conn, protocol: 'http/1.1', tcp: 2, wait: 4, receive: 1 })), { closed: closed(ids) });
    const rows = fixtureRows(analysis);
    const texts = layout(analysis, rows, topsOf(rows), fit(analysis.span!.start, analysis.span!.end + 2000, 900), { top: 0, height: 400 }).rows.flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])));
    return [sentenceOf(rows.find(({ kind }) => kind === 'stack')!), texts];
  };
  const ids = Array.from({ length: 20 }, (_, i) => String(i + 1));
  expect(stack(ids)).toEqual(['20 single-use connections, 1 request each, then closed', ['✕ 20 × Connection: close · + 8 on the last line']]);
  expect(stack(['1', '2', '3', '~4'])).toEqual(['4 single-use connections, 1 request each, then closed, some estimated', ['✕ 4 × Connection: close']]);
});

it('a sentence says all that its row shows: times as they are written, how many at once, and with whom it is shared', () => {
  const together = anAnalysis([
    aRequest({ url: 'https://a.example/', at: 0, conn: 1, tcp: 0.3, wait: 2950 }),
    aRequest({ url: 'https://b.example/', at: 50, conn: 1, stalled: 1230 }),
  ]);
  const rows = fixtureRows(together);
  const [origin, lane] = rows.filter((row) => row.kind === 'lane' || row.id === 'origin:https://a.example');
  expect(sentenceOf(origin!)).toContain('setup 0.3 milliseconds, stalled none');
  expect(sentenceOf(lane!)).toMatch(/, 2 requests, 1 reused, at most 2 at once, shared with b\.example$/);
  const waited = rows.find(({ kind }) => kind === 'waiting')!;
  expect([sentenceOf(waited), sentenceOf(waited, msOnly)]).toEqual(['Waiting in the browser, at most 1 at once, 1.23 seconds in total', 'Waiting in the browser, at most 1 at once, 1,230 milliseconds in total']);
});

it('a fold says its sums, in which a connection of two origins is one', () => {
  const many = anAnalysis(Array.from({ length: 61 }, (_, i) => aRequest({ url: `https://host${i}.example/`, at: i, conn: Math.min(i, 59), tcp: 20 })));
  const fold = rowsOf(many, { origins: many.origins, isOpen: () => false, unfolded: () => 50, shown: null }).find(({ kind }) => kind === 'fold')!;
  expect(sentenceOf(fold)).toBe('48 origins, 1 connection, 1 request, 48 requests, 47 connections, setup 960 milliseconds, stalled none');
});

it('what the filter hides of the work of a connection is no idle line, and what is shown has none of it', () => {
  const { start, end } = analysis.span!;
  const view = fit(start, end + 100, 900);
  const linesWith = (shown: ReadonlySet<Request> | null) => {
    const rows = rowsWith(shown);
    return layout(analysis, rows, topsOf(rows), view, { top: 0, height: 400 }).rows.flatMap(({ marks }) => marks.filter((mark) => mark.kind === 'line' && mark.h > 1).map(({ x, w }) => [x, x + w]));
  };
  expect(linesWith(null)).toEqual([]);
  const [first, second, third, ...rest] = analysis.requests;
  const [opening, last, ...more] = linesWith(new Set([third!, ...rest.slice(0, -1)]));
  expect(more).toEqual([]);
  // Whole pixels, none of them too few.
  expect(opening).toEqual([Math.floor(xOf(view, first!.start)), Math.ceil(xOf(view, second!.end!))]);
  expect(last).toEqual([Math.floor(xOf(view, rest.at(-1)!.start)), Math.ceil(xOf(view, rest.at(-1)!.end!))]);
});

it('a row of waits says that it is of those shown, where the filter hides some', () => {
  const waited = anAnalysis([0, 1, 2].map((n) => aRequest({ url: `https://a.example/${n}`, at: n * 10, conn: 1, stalled: n * 200 })));
  const said = (shown: ReadonlySet<Request> | null): readonly string[] => {
    const rows = rowsOf(waited, { origins: waited.origins, isOpen: () => true, unfolded: () => 50, shown });
    const row = rows.find(({ kind }) => kind === 'waiting')!;
    const scene = layout(waited, rows, topsOf(rows), fit(waited.span!.start, waited.span!.end + 2000, 900), { top: 0, height: 400 });
    return [sentenceOf(row), ...scene.rows.flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' && mark.tone === 'stall' ? [mark.text] : [])))];
  };
  const [first, second, third] = waited.requests;
  expect(said(new Set([first!, third!]))).toEqual(['Waiting in the browser, of those shown, at most 1 at once, 400 milliseconds in total', 'shown: peak 1 waiting · 400 ms in total']);
  for (const shown of [null, new Set([second!, third!])]) expect(said(shown)).toEqual(['Waiting in the browser, at most 2 at once, 600 milliseconds in total', 'peak 2 waiting · 600 ms in total']);
});
