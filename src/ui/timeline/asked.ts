import type { DefinitionId } from '../../core/insight/accounts/definitions.ts';
import type { Row } from '../../timeline/rows.ts';
import { isColumnId, type ColumnId } from './columns.ts';

/** A figure of an origin, of which somebody wants to know how it is computed. */
export interface Asked {
  readonly figure: DefinitionId;
  readonly origin: string;
}

const FIGURES: Readonly<Record<ColumnId, DefinitionId>> = { connections: 'requests', requests: 'requests', reuse: 'reuse', setup: 'setup', stalled: 'stalled', cost: 'cost' };

/** @param column by its id, where one was pointed at. */
export function askedOf(row: Row, column: string | null): Asked | null {
  if (row.kind === 'waiting') return { figure: 'stalled', origin: row.id.slice('waiting:'.length) };
  if (row.kind !== 'origin' || column === '') return null;
  return { figure: isColumnId(column) ? FIGURES[column] : 'cost', origin: row.origin.origin };
}
