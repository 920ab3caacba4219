import { csvLine } from '../core/export/csv.ts';
import { code, oneLine, tableLine } from '../core/base/markdown.ts';
import type { Cell } from '../core/export/table.ts';

/** Text as rows come. All rows have as many cells as there are columns. */
export interface Writer {
  row(columns: readonly string[], cells: readonly Cell[]): string;
  end(): string;
}

export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** How a number is written for people; others get all of it. */
export type NumberText = (number: number) => string;

export const rounded: NumberText = (number) => String(Math.round(number * 1000) / 1000);

export function createWriter(format: Format, numbers: NumberText = rounded): Writer {
  switch (format) {
    case 'json':
      return jsonWriter();
    case 'ndjson':
      return { row: (columns, cells) => `${JSON.stringify(record(columns, cells))}\n`, end: () => '' };
    case 'csv':
      return withHead((columns) => csvLine(columns), csvLine);
    case 'markdown':
      return withHead((columns) => `${markdownLine(columns)}${markdownLine(columns.map(() => '---'))}`, (cells) => markdownLine(cells.map((cell) => (typeof cell === 'string' ? code(cell) : shown(cell, numbers)))));
    case 'table':
      return tableWriter(numbers);
  }
}

const record = (columns: readonly string[], cells: readonly Cell[]): Readonly<Record<string, Cell>> => Object.fromEntries(columns.map((column, i) => [column, wellFormed(cells[i] ?? null)]));

/** Half a character of UTF-16, which a URL in a HAR may have: readers of JSON (DuckDB) refuse a whole file for one (RFC 7493 section 2.1). */
const wellFormed = (cell: Cell): Cell => (typeof cell === 'string' ? cell.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : cell);

function jsonWriter(): Writer {
  let before = '[\n';
  return {
    row(columns, cells) {
      const text = `${before}${JSON.stringify(record(columns, cells))}`;
      before = ',\n';
      return text;
    },
    end: () => (before === ',\n' ? '\n]\n' : '[]\n'),
  };
}

function withHead(head: (columns: readonly string[]) => string, line: (cells: readonly Cell[]) => string): Writer {
  let isFirst = true;
  return {
    row(columns, cells) {
      const text = `${isFirst ? head(columns) : ''}${line(cells)}`;
      isFirst = false;
      return text;
    },
    end: () => '',
  };
}

const markdownLine = (cells: readonly string[]): string => `${tableLine(cells)}\n`;

/** Columns as wide as their widest cell: known when all rows are. */
function tableWriter(numbers: NumberText): Writer {
  const lines: (readonly string[])[] = [];
  const isNumber: boolean[] = [];
  return {
    row(columns, cells) {
      if (lines.length === 0) lines.push(columns);
      // Foreign text must not move the cursor.
      lines.push(cells.map((cell) => oneLine(shown(cell, numbers))));
      for (const [i, cell] of cells.entries()) isNumber[i] = (isNumber[i] ?? true) && (cell === null || typeof cell === 'number');
      return '';
    },
    end() {
      const widths = (lines[0] ?? []).map((_, i) => lines.reduce((width, cells) => Math.max(width, cells[i]!.length), 0));
      const pad = (text: string, i: number): string => (isNumber[i] ? text.padStart(widths[i]!) : text.padEnd(widths[i]!));
      return lines.map((cells) => `${cells.map(pad).join('  ').trimEnd()}\n`).join('');
    },
  };
}

const shown = (cell: Cell, numbers: NumberText): string => (cell === null ? '' : typeof cell === 'number' ? numbers(cell) : String(cell));
