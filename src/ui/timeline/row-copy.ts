import type { Row } from '../../timeline/rows.ts';
import type { TimeText } from '../../timeline/words.ts';
import { cellOf } from './cells.ts';
import type { GridColumns } from './columns.ts';
import { rowName } from './row-name.ts';

/** One row of the tree as a spreadsheet takes it: name and figures, parted by tabs. */
export const rowTsv = (row: Row, { columns }: GridColumns, time: TimeText): string =>
  [rowName(row), ...columns.map(({ id }) => cellOf(row, id, time).text)].join('\t');
