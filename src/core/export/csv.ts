import type { Cell, Table } from './table.ts';

/** RFC 4180: lines end in CRLF, the first has the names, what holds a comma, a quote or a line's end is quoted. */
export function writeCsv<Row>(table: Table<Row>, rows: readonly Row[]): string {
  return [table.columns, ...rows.map((row) => table.cells(row))].map(csvLine).join('');
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** Spreadsheets take text that begins so for a formula (OWASP, "CSV Injection"), full-width forms too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** And some take what follows one of these for a cell of its own. */
const NEEDS_QUOTES = /[",;\t\r\n']/;

/** Numbers stay numbers; a text that could be a formula gets an apostrophe before it, as OWASP has it. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
