import { expect, it } from 'vitest';
import { readServerTiming } from './server-timing.ts';

it.each([
  ['miss, db;dur=53, app;dur=47.2', [['miss', null, null], ['db', 53, null], ['app', 47.2, null]]],
  // Chromium's log joins two headers with a line break.
  ['cdn-cache; desc=HIT\nedge; dur=1', [['cdn-cache', null, 'HIT'], ['edge', 1, null]]],
  ['cache;desc="Cache Read, twice";dur=23.2', [['cache', 23.2, 'Cache Read, twice']]],
  ['a;dur=1;dur=2;desc=x;desc=y;other=z', [['a', 1, 'x']]],
  ['a;dur=;desc', [['a', null, '']]],
  ['a;dur=fast', [['a', null, null]]],
  ['cdn-downstream-fbl=4', [['cdn-downstream-fbl', null, null]]],
  ['not a token;dur=1, ok', [['ok', null, null]]],
  ['', []],
])('%j', (value, metrics) => {
  expect(readServerTiming(value).map(({ name, durationMs, description }) => [name, durationMs, description])).toEqual(metrics);
});
