import { percentText } from '../../src/core/base/percent.ts';
import type { Summary } from '../../src/core/export/summary.ts';
import type { SummaryTotals } from '../../src/core/export/totals.ts';

type Column = readonly [title: string, cell: (row: SummaryTotals) => string];

const COLUMNS: readonly Column[] = [
  ['requests', (row) => String(row.requests)],
  ['connections', (row) => String(row.connections)],
  ['new', (row) => String(row.new)],
  ['earlier', (row) => String(row.openedEarlier)],
  ['reused', (row) => String(row.reused)],
  ['none', (row) => String(row.none)],
  ['unknown', (row) => String(row.unknown)],
  ['reuse', (row) => percentText(row.reuseRatio)],
  ['setup ms', (row) => sumText(row.setupMs)],
  ['stalled ms', (row) => sumText(row.stalledMs)],
];

const sumText = (ms: number | null): string => (ms === null ? '?' : String(Math.round(ms)));

/** A line per origin, and their totals. */
export function summaryTable({ log }: Summary): string {
  const figures = (row: SummaryTotals): string[] => COLUMNS.map(([, cell]) => cell(row));
  const rows = [
    ['origin', 'protocols', ...COLUMNS.map(([title]) => title)],
    ...log._origins.map((row) => [row.origin, row.protocols.join(' '), ...figures(row)]),
    ['all', '', ...figures(log._totals)],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => align(cell, column, widths[column] ?? 0)).join('  ').trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.slice(0, -1).map(line), rule, ...body.slice(-1).map(line)].join('\n');
}

/** Words to the left, numbers to the right. */
function align(cell: string, column: number, width: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width);
}
