import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import type { Request } from '../../core/model/request.ts';
import { rowsOf, type Row } from '../../timeline/rows.ts';
import { timeText } from '../../timeline/words.ts';
import { cellOf } from './cells.ts';
import { sentenceOf } from './sentence.ts';

const ofOne = (n: number): Request => aRequest({ url: `https://a.example/${n}`, at: n * 100, conn: 1, ...(n === 0 ? { dns: 6, tcp: 30, tls: 40 } : {}) });
const analysis = anAnalysis(Array.from({ length: 7 }, (_, n) => ofOne(n)));
const rowsWith = (shown: ReadonlySet<Request> | null): readonly Row[] => rowsOf(analysis, { origins: analysis.origins, isOpen: () => true, unfolded: () => 50, shown });
const cells = (row: Row): readonly string[] => (['requests', 'reuse', 'setup'] as const).map((column) => cellOf(row, column, timeText).text);

it('a filter changes what is drawn of a connection, and none of its facts', () => {
  const [origin, lane] = rowsWith(new Set(analysis.requests.slice(3, 5)));
  expect(cells(lane!)).toEqual(['2 of 7', '1+ 6↻', '76 ms']);
  expect(sentenceOf(lane!)).toBe('Connection 1, h2, new, setup 76 milliseconds, 2 of 7 requests, 6 reused');
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
