import { expect, it } from 'vitest';
import { analyse } from '../core/analysis/analyse.ts';
import { firefoxEntry, ZERO } from '../core/test/har.ts';
import { heard } from '../core/test/read.ts';
import { newTiming, timingBatch } from '../core/test/timing.ts';
import { laneStart, setupOf } from './intervals.ts';

it('a connect that a request waited for, until another connection was free, is not on that', () => {
  const [first, second] = ['http://a.test/1', 'http://a.test/2'];
  const timing = timingBatch([
    newTiming({ name: first }),
    newTiming({ name: second, startTime: 10, initiatorType: 'fetch', domainLookupStart: 12, domainLookupEnd: 12, connectStart: 12, connectEnd: 24, requestStart: 24, responseStart: 40, responseEnd: 40 }),
  ]);
  const har = [firefoxEntry({ url: first! }), firefoxEntry({ url: second!, at: 10 })];
  const { requests } = analyse(heard({ har, timing: [timing] }));
  expect(requests.map(({ origination }) => origination.opening)).toEqual(['new', 'reused']);
  expect([requests[0]!, requests[1]!].map((request) => [setupOf(request)?.map((at) => at - ZERO) ?? null, laneStart(request) - ZERO])).toEqual([[[2, 8], 2], [null, 24]]);
});
