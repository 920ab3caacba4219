import type { Analysis } from '../../src/core/model/analysis.ts';
import { originsUsed } from '../../src/timeline/group.ts';
import { sortOrigins } from '../../src/timeline/order.ts';
import { rowsOf, type Row } from '../../src/timeline/rows.ts';

/** The rows of a recording as the panel lists them, all open or all shut. */
export function fixtureRows(analysis: Analysis, open = true): readonly Row[] {
  return rowsOf(analysis, { origins: sortOrigins(originsUsed(analysis), 'cost'), isOpen: () => open, unfolded: () => 50, shown: null });
}
