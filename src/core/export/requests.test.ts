import { describe, expect, it } from 'vitest';
import { chromiumEntry, OPENED_TLS, REUSED } from '../test/har.ts';
import { analyseEntries, only } from '../test/read.ts';
import { ofChromium } from '../test/recordings.ts';
import type { Analysis } from '../model/analysis.ts';
import { sanitising } from './privacy.ts';
import { requestTable } from './requests.ts';
import { writeCsv } from './csv.ts';
import { table } from './table.ts';

const rowsOf = (analysis: Analysis): readonly Record<string, unknown>[] => {
  const { columns, cells } = requestTable(analysis, sanitising());
  return analysis.requests.map((request) => Object.fromEntries(cells(request).map((cell, i) => [columns[i], cell])));
};

describe('a row', () => {
  it('has the lengths of what happened, and neither 0 nor a number for what did not', () => {
    expect(only(rowsOf(analyseEntries(chromiumEntry({ timings: OPENED_TLS }))))).toMatchObject({ opening: 'new', connection: '58', dns_ms: 4, tcp_ms: 12, tls_ms: 18, hidden: null, why_new: 'first-contact' });
    expect(only(rowsOf(analyseEntries(chromiumEntry({ timings: REUSED }))))).toMatchObject({ opening: 'opened-earlier', dns_ms: null, tls_ms: null, hidden: null });
  });

  it('names the steps that nobody tells of', () => {
    const failed = chromiumEntry({ id: null, status: 0, httpVersion: '', timings: REUSED, response: { _error: 'net::ERR_CONNECTION_RESET' } });
    expect(only(rowsOf(analyseEntries(failed)))).toMatchObject({ opening: 'unknown', opening_reason: 'failed', status: null, stalled_ms: null, hidden: 'stalled dns tcp tls send wait receive', error: 'net::ERR_CONNECTION_RESET' });
  });
});

it.each([
  ['a length that cannot be one', { time: 1e308, timings: { blocked: 1e308, dns: -1, connect: -1, ssl: -1, send: 1e308, wait: 1e308, receive: 1e308 } }],
  ['no date', { startedDateTime: 'soon' }],
])('with %s does not say that it took 0 ms', (_name, entry) => {
  expect(only(rowsOf(analyseEntries(chromiumEntry({ timings: REUSED, entry })))).total_ms).toBeNull();
  expect(only(rowsOf(analyseEntries(chromiumEntry({ id: null, status: 0, entry: { time: 0, timings: { blocked: 0, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 } } })))).total_ms).toBe(0);
});

it('the sums are those of the totals', () => {
  const sum = (...names: string[]): number => rowsOf(ofChromium()).reduce((all, row) => all + names.reduce((one, name) => one + Number(row[name] ?? 0), 0), 0);
  const { totals } = ofChromium();
  expect([sum('dns_ms', 'tcp_ms', 'tls_ms'), sum('stalled_ms')]).toEqual([totals.setupMs, totals.stalledMs]);
});

describe('CSV', () => {
  const csv = (cell: string | number | boolean | null): string => writeCsv(table({ a: () => cell }), [null]);

  it('is RFC 4180', () => {
    expect(writeCsv(table<number>({ n: (n) => n, text: () => 'a,b "c"\r\nd' }), [1, -2])).toBe('n,text\r\n1,"a,b ""c""\r\nd"\r\n-2,"a,b ""c""\r\nd"\r\n');
    expect([csv(null), csv(false), csv('plain')]).toEqual(['a\r\n\r\n', 'a\r\nfalse\r\n', 'a\r\nplain\r\n']);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', `=HYPERLINK("https://evil.test")`])('%j is no formula', (cell) => {
    expect(csv(cell)).toBe(`a\r\n"'${cell.replaceAll('"', '""')}"\r\n`);
  });
});
