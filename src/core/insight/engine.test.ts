import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import { readHarEntries } from '../capture/har.ts';
import type { HarDialect, HarObservation } from '../model/observation.ts';
import { chromiumEntry } from '../test/har.ts';
import { heard } from '../test/read.ts';
import { newTiming, timingBatch } from '../test/timing.ts';
import { readTimingBatch } from '../capture/resource-timing.ts';
import { browserOf } from './engine.ts';

const [named] = readHarEntries([chromiumEntry({ id: '1' })], { keyPrefix: 'har', open: false });
const of = (dialect: HarDialect, more: Partial<HarObservation> = {}): HarObservation => ({ ...named!, dialect, key: dialect, url: `${named!.url}?${dialect}`, ...more });
const told = (...har: readonly HarObservation[]): string | null => browserOf(analyse({ ...NOTHING_HEARD, har }));

describe('the browser', () => {
  it.each<readonly [HarDialect, string | null]>([
    ['firefox', 'firefox'],
    ['chromium', 'chromium'],
    ['netlog', 'chromium'],
    ['chromium-before', 'older-chromium'],
    ['sitespeed', 'older-chromium'],
    ['cdp', 'older-chromium'],
    ['trace', 'older-chromium'],
    ['safari', null],
    ['webpagetest', null],
    ['playwright', null],
    ['generic', null],
  ])('that wrote entries like %s is %s', (dialect, browser) => {
    expect(told(of(dialect))).toBe(browser);
  });

  it('is not told by an entry of Chromium without an id, as that of a data: URL', () => {
    const nameless = of('chromium', { reportedConnection: null });
    expect([told(nameless), told(nameless, of('chromium-before')), told(of('chromium-before'), of('chromium'))]).toEqual([null, 'older-chromium', 'chromium']);
  });

  it.each(['chromium', 'firefox'] as const)('in which Resource Timing was heard is %s', (browser) => {
    const batch = readTimingBatch(timingBatch([newTiming()]), browser);
    if (!batch.ok) throw new Error(batch.error);
    expect(browserOf(analyse({ ...NOTHING_HEARD, timing: batch.value.observations }))).toBe(browser);
    expect(browserOf(analyse(heard({ timing: [timingBatch([newTiming()])] })))).toBeNull();
  });
});
