import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../e2e/playground/fixture.ts';
import { analyse, NOTHING_HEARD } from '../core/analysis/analyse.ts';
import { readNetlog } from '../core/capture/netlog/netlog.ts';
import { instant } from '../core/base/units.ts';
import { ZERO } from '../core/test/har.ts';
import { netlog } from '../core/test/netlog.ts';
import { layout, topsOf } from './layout.ts';
import { rowsOf } from './rows.ts';
import { fit, xOf } from './scale.ts';

const reason = 'Idle time limit expired';

it('connections of one request each are one row also where a log tells of their ends: idle until then, and before a request that came later', () => {
  const log = netlog()
    .socket(5, { preconnect: true, closed: { at: 900, reason } })
    .request(1, { url: 'http://a.test/', at: 200, socket: 5, type: 'main frame' });
  for (const id of [6, 7, 8]) log.socket(id, { at: 10, closed: { at: 100 * id, reason } }).request(id, { url: `http://a.test/${id}`, at: 10, socket: id, waited: true });
  const read = readNetlog(log.file());
  if (!read.ok) throw new Error(read.error);
  const analysis = analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages, read.value.wires);
  const rows = rowsOf(analysis, { origins: analysis.origins, isOpen: () => true, unfolded: () => 50, shown: null });
  expect(rows.map(({ kind }) => kind)).toEqual(['origin', 'stack']);
  const view = fit(ZERO, ZERO + 1500, 900);
  const marks = layout(analysis, rows, topsOf(rows), view, { top: 0, height: 400 }).rows[1]!.marks;
  const at = (ms: number): number => Math.round(xOf(view, ZERO + ms));
  const lines = marks.flatMap((mark) => (mark.kind === 'line' ? [[Math.round(mark.x), Math.round(mark.x + mark.w)]] : []));
  expect(lines.map(([, to]) => to).toSorted((a, b) => a! - b!)).toEqual([600, 700, 800, 900].map(at));
  expect(lines.find(([, to]) => to === at(900))![0]).toBeLessThan(at(10));
  expect(marks.flatMap((mark) => (mark.kind === 'cap' && mark.w === 2 ? [Math.round(mark.x)] : [])).toSorted((a, b) => a - b)).toEqual([600, 700, 800, 900].map(at));
  expect(marks.at(-1)).toMatchObject({ kind: 'text', text: `✕ 4 × ${analysis.connections[0]!.report!.closed!.words}` });
});

it('no word of it is cut at the edge: the last is left out first', () => {
  const ids = Array.from({ length: 20 }, (_, i) => String(i + 1));
  const analysis = anAnalysis(ids.map((conn, i) => aRequest({ url: 'https://a.example/', at: i * 10, conn, protocol: 'http/1.1', tcp: 2, wait: 4, receive: 1 })), { closed: Object.fromEntries(ids.map((id, i) => [id, ['connection-close', i * 10 + 8] as const])) });
  const rows = rowsOf(analysis, { origins: analysis.origins, isOpen: () => true, unfolded: () => 50, shown: null });
  const { start, end } = analysis.span!;
  const textWith = (room: number): readonly string[] => layout(analysis, rows, topsOf(rows), { ...fit(start, end, 400), width: 400, to: instant(end + (room * (end - start)) / (400 - room)) }, { top: 0, height: 400 }).rows[1]!.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  expect([300, 190, 60, 20].map(textWith)).toEqual([['✕ 20 × Connection: close · + 8 on the last line'], ['✕ 20 · + 8 on the last line'], ['✕ 20'], []]);
});
