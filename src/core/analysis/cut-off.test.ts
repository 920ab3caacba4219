import { expect, it } from 'vitest';
import { lengthOf } from '../model/phase.ts';
import { firefoxEntry, ZERO } from '../test/har.ts';
import { heard, only } from '../test/read.ts';
import { reusedTiming, timingBatch, webRecord } from '../test/timing.ts';
import { analyse } from './analyse.ts';

// As Firefox 153 told of aborted requests, beside the servers' log of how long they ran.
const zero = { blocked: -1, dns: 0, connect: 0, ssl: 0, send: 0, wait: 0, receive: 0 };
const aborted = { ip: '127.0.0.1', error: 'NS_BINDING_ABORTED' };

function told(what: Parameters<typeof heard>[0]): unknown {
  const { end, stalled, phases, origination } = only(analyse(heard(what)).requests);
  return { end: end === null ? null : end - ZERO, stalled, wait: lengthOf(phases.wait), receive: lengthOf(phases.receive), opening: origination.opening };
}

it('what is cut off amid its answer has ended when the log says so, not with its headers', () => {
  const timing = [timingBatch([reusedTiming({ requestStart: 68, responseStart: 72, responseEnd: 72 })])];
  const har = [firefoxEntry({ at: 68, timings: { ...zero, wait: 4, receive: 173 } })];
  expect(told({ har, timing, web: [webRecord({ at: 33, until: 248, ...aborted })] })).toEqual({ end: 245, stalled: 68, wait: 4, receive: 173, opening: 'opened-earlier' });
});

it('what is cut off before its answer waited until webRequest says so, not until it was sent', () => {
  const timing = [timingBatch([reusedTiming({ requestStart: 98, responseStart: 98, responseEnd: 98, responseStatus: 0, transferSize: 0 })])];
  const har = [firefoxEntry({ at: 76, status: 0, httpVersion: 'HTTP/2', timings: zero })];
  expect(told({ har, timing, web: [webRecord({ at: 19, until: 386, status: undefined, ...aborted })] })).toEqual({ end: 386, stalled: 98, wait: 288, receive: 0, opening: 'opened-earlier' });
});

it('what was cut off and tells nothing but when it began did not wait for 0 ms', () => {
  const timing = [timingBatch([reusedTiming({ startTime: 1, requestStart: 1, responseStart: 1, responseEnd: 1, responseStatus: 0, transferSize: 0, decodedBodySize: 0 })])];
  const web = [webRecord({ at: 82, until: 177, status: undefined, error: 'NS_BINDING_ABORTED', ip: null })];
  expect(told({ timing, web })).toEqual({ end: 177, stalled: null, wait: null, receive: null, opening: 'unknown' });
});

it('what was answered in full has ended with Resource Timing', () => {
  expect(told({ har: [firefoxEntry({ at: 3, timings: { ...zero, wait: 10, receive: 90 } })], timing: [timingBatch([reusedTiming()])], web: [webRecord({ until: 90 })] })).toEqual({ end: 15, stalled: 3, wait: 10, receive: 2, opening: 'opened-earlier' });
});
