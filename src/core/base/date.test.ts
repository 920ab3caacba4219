import { expect, it } from 'vitest';
import { instantOf, isoOf } from './date.ts';
import { instant } from './units.ts';

it.each<readonly [number, string]>([
  [0, '1970-01-01T00:00:00.000Z'],
  [1_700_000_000_000, '2023-11-14T22:13:20.000Z'],
  [1_700_000_000_000.25, '2023-11-14T22:13:20.000250Z'],
  [1_700_000_000_999.9998, '2023-11-14T22:13:21.000Z'],
  [-0.25, '1969-12-31T23:59:59.999750Z'],
])('%d is %s, and that is read as it', (at, iso) => {
  expect(isoOf(instant(at))).toBe(iso);
  expect(Math.abs(instantOf(iso)! - at)).toBeLessThan(0.001);
});

it.each<readonly [unknown, number | null]>([
  ['2023-11-14T22:13:20.1235000+00:00', 1_700_000_000_123.5],
  ['2023-11-14T23:13:20,5+01:00', 1_700_000_000_500],
  ['2023-11-14T23:13:20.5+0100', 1_700_000_000_500],
  ['2023-11-14T16:43:20-05:30', 1_700_000_000_000],
  ['2023-11-14t22:13:20z', 1_700_000_000_000],
  ['2023-11-14T22:13Z', 1_699_999_980_000],
  ['2023-11-14T22:13:20.123', 1_700_000_000_123],
  ['01/02/2026 03:04', null],
  ['2026-02-30T00:00:00Z', null],
  ['2024-02-29T00:00:00Z', 1_709_164_800_000],
  ['2100-02-29T00:00:00Z', null],
  ['2026-01-01T25:00:00Z', null],
  ['2026-01-01', null],
  ['2023-11-14T22:13:20Z', 1_700_000_000_000],
  ['yesterday', null],
  [1_700_000_000_000, null],
  [undefined, null],
])('%s is %s', (value, at) => {
  const read = instantOf(value);
  expect(read === null ? null : Number(read.toFixed(4))).toBe(at);
});
