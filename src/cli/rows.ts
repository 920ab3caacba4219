import { CONNECTION_TABLE, connectionRows } from '../core/export/connections.ts';
import { ORIGIN_TABLE, TOTALS_TABLE } from '../core/export/origins.ts';
import type { Privacy } from '../core/export/privacy.ts';
import { requestTable } from '../core/export/requests.ts';
import type { Cell, Table } from '../core/export/table.ts';
import { summariseTotals } from '../core/export/totals.ts';
import { failedRulesOf, findingsOf } from '../core/insight/findings/findings-of.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { isSurelyPlaced } from '../core/model/placing.ts';

/** What one row is about. */
export const ROW_KINDS = ['files', 'origins', 'connections', 'requests'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** Columns, and as many cells in each row. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export function rowsOf(kind: RowKind, analysis: Analysis, privacy: Privacy): Rows {
  switch (kind) {
    case 'files':
      return fileRow(analysis);
    case 'origins':
      return listed(ORIGIN_TABLE, analysis.origins);
    case 'connections':
      return listed(CONNECTION_TABLE, connectionRows(analysis, privacy));
    case 'requests':
      return listed(requestTable(analysis, privacy), analysis.requests);
  }
}

const listed = <Row>(table: Table<Row>, rows: readonly Row[]): Rows => ({ columns: table.columns, rows: rows.map((row) => table.cells(row)) });

/** How sure it is stands beside the sums: `basis` as in `Analysis`, `unsure` requests that may be on another connection. */
function fileRow(analysis: Analysis): Rows {
  const { basis, origins, requests } = analysis;
  const unsure = requests.filter((request) => !isSurelyPlaced(request)).length;
  const found = new Set(findingsOf(analysis).map(({ rule }) => rule));
  const failed = failedRulesOf(analysis).map(({ rule }) => `${rule}:failed`);
  const findings = [...found, ...failed].join(' ') || null;
  return { columns: ['basis', 'origins', ...TOTALS_TABLE.columns, 'unsure', 'findings'], rows: [[basis, origins.length, ...TOTALS_TABLE.cells(summariseTotals(analysis)), unsure, findings]] };
}
