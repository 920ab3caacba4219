import { expect, it, vi } from 'vitest';
import { KEEPING } from '../core/export/privacy.ts';
import { misdirected } from '../core/insight/findings/misdirected.ts';
import { chromiumEntry, OPENED_TLS, REUSED } from '../core/test/har.ts';
import { analyseEntries } from '../core/test/read.ts';
import type { Cell } from '../core/export/table.ts';
import { ofUnsure } from '../core/test/unsure.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { rowsOf } from './rows.ts';

const findingsCell = (status: number): Cell | undefined => {
  const other = chromiumEntry({ url: 'https://cdn.test/a', id: '4', httpVersion: 'h2', timings: OPENED_TLS });
  const told = chromiumEntry({ url: 'https://img.test/a', id: '4', httpVersion: 'h2', status, at: 500, timings: REUSED });
  const { columns, rows } = rowsOf('files', analyseEntries(other, told), KEEPING);
  return rows[0]?.[columns.indexOf('findings')];
};

it('of a file says how many requests may be on another connection', () => {
  const unsure = (analysis: Analysis): Cell | undefined => {
    const { columns, rows } = rowsOf('files', analysis, KEEPING);
    return rows[0]?.[columns.indexOf('unsure')];
  };
  expect([unsure(ofUnsure()), unsure(analyseEntries(chromiumEntry()))]).toEqual([1, 0]);
});

it('a rule that failed is not taken for one that found nothing', () => {
  expect([findingsCell(421), findingsCell(200)]).toEqual(['misdirected', null]);
  const find = vi.spyOn(misdirected, 'find').mockImplementation(() => {
    throw new Error('No status.');
  });
  expect(findingsCell(200)).toBe('misdirected:failed');
  find.mockRestore();
});
