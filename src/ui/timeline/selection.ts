import type { Request } from '../../core/model/request.ts';
import type { Row } from '../../timeline/rows.ts';

/** By id: a snapshot replaces every object. */
export interface Selection {
  readonly request: string | null;
  readonly connection: string | null;
}

export const NOTHING: Selection = { request: null, connection: null };

export const selectRequest = (request: Request): Selection => ({ request: request.id, connection: request.connection });

export function selectRow(row: Row): Selection {
  return row.kind === 'lane' || row.kind === 'ghost' ? { request: null, connection: row.connection.id } : NOTHING;
}
