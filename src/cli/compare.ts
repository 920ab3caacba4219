import type { Difference } from '../core/compare/difference.ts';
import { compare, type Comparison, type ReadFrom } from '../core/compare/compare.ts';
import { comparisonMarkdown } from '../core/compare/markdown.ts';
import type { Cell } from '../core/export/table.ts';
import { clauses } from '../core/insight/words.ts';
import { lacksOf } from '../files/file-problems.ts';
import type { ReadFile } from '../files/read-file.ts';
import type { Rows } from './rows.ts';
import { createWriter, type Format } from './writers.ts';

const COLUMNS = ['origin', 'figure', 'unit', 'a', 'b', 'change_least', 'change_most', 'verdict', 'note'];

/** B against A: Markdown and JSON of all of it, in the other formats a row per figure and per finding. */
export function comparisonText(a: ReadFile, b: ReadFile, format: Format): string {
  const comparison = compare(a.analysis, b.analysis, { a: readFrom(a), b: readFrom(b) });
  if (format === 'markdown') return comparisonMarkdown(comparison);
  if (format === 'json') return `${JSON.stringify(comparison, null, 1)}\n`;
  const { columns, rows } = rowsOf(comparison);
  const writer = createWriter(format);
  return rows.map((cells) => writer.row(columns, cells)).join('') + writer.end();
}

const readFrom = (read: ReadFile): ReadFrom => ({ lacks: lacksOf(read) });

/** Without an origin: of the whole. What only one capture has, has no figures to compare. */
function rowsOf({ totals, origins, findings }: Comparison): Rows {
  return {
    columns: COLUMNS,
    rows: [
      ...totals.map((difference) => row(null, difference)),
      ...origins.flatMap(({ origin, originInB, only, requests, differences }) => (only === null ? differences.map((difference) => row(origin, difference, originInB)) : [[origin, 'requests', 'count', requests.a, requests.b, null, null, null, `only in ${only.toUpperCase()}`]])),
      ...findings.map(({ rule, origin, a, b, verdict, note }): readonly Cell[] => [origin, `finding ${rule}`, 'ms', a?.savingMs ?? null, b?.savingMs ?? null, null, null, verdict, note ?? (a === null ? 'only in B' : b === null ? 'only in A' : null)]),
    ],
  };
}

const row = (origin: string | null, { id, unit, a, b, change, verdict, note }: Difference, originInB: string | null = null): readonly Cell[] => {
  const said = clauses(originInB === null ? null : `in B ${originInB}`, note);
  return [origin, id, unit, a.value, b.value, change?.least ?? null, change?.most ?? null, verdict, said];
};
