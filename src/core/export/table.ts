/** What a cell of a table can hold; `null`: nobody tells, or there is none. */
export type Cell = string | number | boolean | null;

/** One table of a recording: the same columns in CSV and in NDJSON. */
export interface Table<Row> {
  readonly columns: readonly string[];
  /** As many cells as columns, in their order. */
  cells(row: Row): readonly Cell[];
}

/** @param columns in the order in which they are written */
export function table<Row>(columns: Readonly<Record<string, (row: Row) => Cell>>): Table<Row> {
  const readers = Object.values(columns);
  return { columns: Object.keys(columns), cells: (row) => readers.map((read) => read(row)) };
}
