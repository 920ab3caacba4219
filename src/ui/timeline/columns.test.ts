import { expect, it } from 'vitest';
import { COLUMN_IDS, gridColumns, type ColumnsFor } from './columns.ts';

const of = (told: Partial<ColumnsFor>) => gridColumns({ room: 'wide', width: 1440, manyOrigins: false, chosen: null, isFiltered: false, units: 'auto', ...told });

it('names have more room where there is more', () => {
  const nameAt = (width: number): number => {
    const { columns, width: whole } = of({ width });
    return whole - columns.reduce((sum, column) => sum + column.width, 0);
  };
  // Not yet known, beside the details, a usual panel, a large one, a huge one.
  expect([0, 1044, 1440, 1920, 3000].map(nameAt)).toEqual([208, 208, 230, 307, 320]);
});

it('columns give way where they would leave no time, and stay on', () => {
  const wide = of({ chosen: COLUMN_IDS });
  expect(wide.columns.map(({ id }) => id)).toEqual(COLUMN_IDS);
  const tiny = of({ room: 'tiny', width: 320, chosen: COLUMN_IDS });
  expect(tiny.columns.map(({ id }) => id)).toEqual(['connections', 'requests']);
  expect(tiny.on).toEqual(COLUMN_IDS);
  for (const width of [280, 320, 400, 560, 900]) expect(width - of({ width, manyOrigins: true, chosen: COLUMN_IDS, isFiltered: true }).width, `${width}`).toBeGreaterThanOrEqual(width >= 308 ? 100 : 72);
});

it('a filter leaves the lanes where they are', () => {
  for (const width of [900, 1440]) for (const manyOrigins of [false, true]) expect(of({ width, manyOrigins, isFiltered: true }).width).toBe(of({ width, manyOrigins }).width);
  const narrow = { room: 'narrow', width: 560, chosen: ['requests', 'reuse'] } as const;
  expect(of({ ...narrow, isFiltered: true }).width).toBe(of(narrow).width);
});
