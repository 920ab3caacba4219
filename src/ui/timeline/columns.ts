/** Widths of the left grid, CSS pixels (UI.md section 3). */
export type ColumnId = 'connections' | 'requests' | 'reuse' | 'setup' | 'stalled' | 'cost';

export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  readonly width: number;
}

const ALL: Readonly<Record<ColumnId, Column>> = {
  connections: { id: 'connections', title: 'Conns', width: 40 },
  requests: { id: 'requests', title: 'Reqs', width: 36 },
  reuse: { id: 'reuse', title: 'Reuse', width: 56 },
  setup: { id: 'setup', title: 'Setup', width: 54 },
  stalled: { id: 'stalled', title: 'Stalled', width: 56 },
  cost: { id: 'cost', title: 'Cost', width: 56 },
};

export interface GridColumns {
  readonly columns: readonly Column[];
  readonly width: number;
}

export function gridColumns(narrow: boolean, manyOrigins: boolean): GridColumns {
  if (narrow) return { columns: [ALL.reuse, ALL.cost], width: 256 };
  const columns = [ALL.requests, ALL.reuse, ALL.setup, ALL.stalled];
  return manyOrigins ? { columns: [ALL.connections, ...columns], width: 442 } : { columns, width: 394 };
}
