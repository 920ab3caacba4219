import type { Units } from '../base/units.ts';

export const COLUMN_IDS = ['connections', 'requests', 'reuse', 'setup', 'stalled', 'cost'] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];
export const isColumnId = (value: unknown): value is ColumnId => (COLUMN_IDS as readonly unknown[]).includes(value);

interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** CSS pixels. */
  readonly width: number;
  readonly tip: string;
}

const ALL: Readonly<Record<ColumnId, Column>> = {
  connections: { id: 'connections', title: 'Conns', width: 48, tip: 'Connections that served at least one request of this origin' },
  requests: { id: 'requests', title: 'Reqs', width: 36, tip: 'Requests that used a connection' },
  reuse: { id: 'reuse', title: 'Reuse', width: 60, tip: 'Reused requests, of all whose connection is known. Of a connection: + new, ‹ opened earlier, ↻ reused' },
  setup: { id: 'setup', title: 'Setup', width: 54, tip: 'DNS, TCP and TLS or QUIC, summed over requests: may exceed the page' },
  stalled: { id: 'stalled', title: 'Stalled', width: 60, tip: 'Waiting for a slot or a connection, summed over requests. Waits below 20 ms are not counted here; exports have them all' },
  cost: { id: 'cost', title: 'Cost', width: 60, tip: 'Setup and stalled together, summed over requests' },
};

/** In full, for the settings. */
export const COLUMN_NAMES: Readonly<Record<ColumnId, string>> = {
  connections: 'Connections',
  requests: 'Requests',
  reuse: 'Reuse',
  setup: 'Setup',
  stalled: 'Stalled',
  cost: 'Cost (setup and stalled)',
};

export interface GridColumns {
  readonly columns: readonly Column[];
  readonly width: number;
  /** What is on, also where there is no room for it. */
  readonly on: readonly ColumnId[];
}

const NAME_PX = 208;
/** Of the width: where there is much of it, long hosts are read whole before time gets still more. */
const NAME_SHARE = 0.16;
const MOST_NAME_PX = 320;
const NARROW_NAME_PX = 144;
const TINY_NAME_PX = 112;

/** Room for "12 of 340". The names give what it takes: lanes stay where they are while one types a filter. */
const FILTERED_PX = 68;
/** Room for "999,999 ms", where times are always in ms. */
const MS_PX = 84;
const TIMES: ReadonlySet<ColumnId> = new Set(['setup', 'stalled', 'cost']);
/** What the time has at least: without it there are no lanes. */
const LEAST_TIME_PX = 100;

export interface ColumnsFor {
  readonly room: 'wide' | 'narrow' | 'tiny';
  /** Of grid and time together; 0 as long as it is not known. */
  readonly width: number;
  readonly manyOrigins: boolean;
  /** By the user; `null` leaves it to the width and the number of origins. */
  readonly chosen: readonly ColumnId[] | null;
  /** Each row says how many of its requests are shown. */
  readonly isFiltered: boolean;
  readonly units: Units;
}

export function gridColumns({ room, width, manyOrigins, chosen, isFiltered, units }: ColumnsFor): GridColumns {
  const on = chosen ?? usual(room, manyOrigins);
  const widened = isFiltered && on.includes('requests') ? FILTERED_PX - ALL.requests.width : 0;
  const name = room === 'wide' ? Math.round(Math.min(Math.max(width * NAME_SHARE, NAME_PX), MOST_NAME_PX)) : room === 'narrow' ? NARROW_NAME_PX : TINY_NAME_PX;
  const most = width === 0 ? Infinity : width - LEAST_TIME_PX;
  let used = Math.max(name - widened, TINY_NAME_PX);
  const widthOf = (id: ColumnId): number => (id === 'requests' && isFiltered ? FILTERED_PX : units === 'ms' && TIMES.has(id) ? MS_PX : ALL[id].width);
  const columns = on
    .map((id) => ({ ...ALL[id], width: widthOf(id) }))
    .filter((column) => {
      const fits = used + column.width <= most;
      if (fits) used += column.width;
      return fits;
    });
  return { columns, width: used, on };
}

function usual(room: ColumnsFor['room'], manyOrigins: boolean): readonly ColumnId[] {
  if (room === 'tiny') return ['cost'];
  if (room === 'narrow') return ['reuse', 'cost'];
  return manyOrigins ? ['connections', 'requests', 'reuse', 'setup', 'stalled'] : ['requests', 'reuse', 'setup', 'stalled'];
}
