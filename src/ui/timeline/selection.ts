import type { Request } from '../../core/model/request.ts';
import type { Row } from '../../timeline/rows.ts';

/** By id: a snapshot replaces every object. */
export interface Selection {
  readonly request: string | null;
  /** Also one that no request used. */
  readonly connection: string | null;
}

export const NOTHING: Selection = { request: null, connection: null };

export const selectRequest = (request: Request): Selection => ({ request: request.id, connection: request.connection });

export function selectRow(row: Row): Selection {
  return row.kind === 'lane' || row.kind === 'ghost' || row.kind === 'unused' ? { request: null, connection: row.connection.id } : NOTHING;
}
