import { expect, it } from 'vitest';
import { COLUMN_IDS, gridColumns } from './columns.ts';

it('names have more room where there is more', () => {
  const nameAt = (width: number): number => {
    const { columns, width: whole } = gridColumns('wide', width, false, null, false);
    return whole - columns.reduce((sum, column) => sum + column.width, 0);
  };
  // Not yet known, beside the details, a usual panel, a large one, a huge one.
  expect([0, 1044, 1440, 1920, 3000].map(nameAt)).toEqual([208, 208, 230, 307, 320]);
});

it('columns give way where they would leave no time, and stay on', () => {
  const wide = gridColumns('wide', 1440, false, COLUMN_IDS, false);
  expect(wide.columns.map(({ id }) => id)).toEqual(COLUMN_IDS);
  const tiny = gridColumns('tiny', 320, false, COLUMN_IDS, false);
  expect(tiny.columns.map(({ id }) => id)).toEqual(['connections', 'requests']);
  expect(tiny.on).toEqual(COLUMN_IDS);
  for (const width of [280, 320, 400, 560, 900]) expect(width - gridColumns('wide', width, true, COLUMN_IDS, true).width, `${width}`).toBeGreaterThanOrEqual(width >= 308 ? 100 : 72);
});

it('a filter leaves the lanes where they are', () => {
  for (const width of [900, 1440]) for (const many of [false, true]) expect(gridColumns('wide', width, many, null, true).width).toBe(gridColumns('wide', width, many, null, false).width);
  expect(gridColumns('narrow', 560, false, ['requests', 'reuse'], true).width).toBe(gridColumns('narrow', 560, false, ['requests', 'reuse'], false).width);
});
