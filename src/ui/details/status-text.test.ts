import { expect, it } from 'vitest';
import { analyse } from '../../core/analysis/analyse.ts';
import { chromiumEntry } from '../../core/test/har.ts';
import { analyseEntries, heard, only } from '../../core/test/read.ts';
import { reusedTiming, timingBatch } from '../../core/test/timing.ts';
import { statusText } from './facts.ts';

const timed = (responseStatus: number): string => statusText(only(analyse(heard({ timing: [timingBatch([reusedTiming({ responseStatus })])] })).requests));

it('says what came, that nothing came, and that nobody tells', () => {
  expect(statusText(only(analyseEntries(chromiumEntry()).requests))).toContain('GET 200');
  expect(statusText(only(analyseEntries(chromiumEntry({ status: 0, response: { content: { size: 0, mimeType: 'x-unknown' } } })).requests))).toContain('GET no answer');
  // As Chromium tells of a service worker's script.
  expect(statusText(only(analyseEntries(chromiumEntry({ status: 0 })).requests))).toContain('GET status not reported');
  expect([timed(404), timed(0)]).toEqual(['404 · script', 'status not reported · script']);
});
