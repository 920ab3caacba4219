import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../core/analysis/analyse.ts';
import { instant } from '../core/base/units.ts';
import { chromiumEntry, REUSED, ZERO } from '../core/test/har.ts';
import { navigationTiming, newTiming, reusedTiming, timingBatch, webRecord } from '../core/test/timing.ts';
import { createEar, type Ear } from './heard.ts';
import type { HostEvent } from './host.ts';
import { finished, running, timing, web } from './test/fake-host.ts';

const hearing = (...events: readonly HostEvent[]): Ear => {
  const ear = createEar();
  for (const event of events) ear.hear(event);
  return ear;
};
const SHOP = 'http://shop.test:8080/';
const at = (ms: number) => instant(ZERO + ms);

describe('what is delivered again', () => {
  const told: readonly HostEvent[] = [
    timing(timingBatch([navigationTiming(), newTiming()])),
    timing(timingBatch([reusedTiming({ startTime: 40 })], { first: 2 })),
    web(webRecord(), webRecord({ requestId: '8', at: 41 })),
    running(chromiumEntry({ at: 60, url: 'http://shop.test:8080/stream' })),
  ];

  it('in any order and number changes nothing', () => {
    const once = analyse(hearing(...told).heardOf());
    const again = fc.shuffledSubarray([...told, ...told, ...told], { minLength: told.length * 3 });
    fc.assert(fc.property(again, (events) => {
      expect(analyse(hearing(...events).heardOf())).toEqual(once);
    }));
  });

  it('a web request that ended replaces the one that ran', () => {
    const ear = hearing(web(webRecord({ end: undefined })));
    expect(ear.heardOf().web).toMatchObject([{ end: null }]);
    ear.hear(web(webRecord()));
    expect(ear.heardOf().web).toMatchObject([{ end: ZERO + 17 }]);
  });

  it('a list of running entries replaces the last; what finished is there once', () => {
    const ear = hearing(running(chromiumEntry()));
    expect(ear.heardOf().har).toMatchObject([{ end: null }]);
    ear.hear(finished(chromiumEntry()));
    ear.hear(running());
    expect(ear.heardOf().har).toMatchObject([{ end: ZERO + 39.5 }]);
  });
});

it('a request that Chromium tells twice as finished is one, and two are two', () => {
  const stopped = (ms: number, error: string): unknown => chromiumEntry({ at: ms, status: 302, redirectTo: 'http://cdn.test/', id: null, response: { _error: error } });
  const twice = (ms: number): readonly unknown[] => [stopped(ms, ''), stopped(ms, 'net::ERR_ABORTED')];
  const told = (...batches: readonly (readonly unknown[])[]): unknown => hearing(...batches.map((batch) => finished(...batch))).heardOf().har.map(({ key, start, error }) => [key, start - ZERO, error]);
  expect(told(twice(5))).toEqual([['har:0', 5, 'net::ERR_ABORTED']]);
  expect(told([stopped(5, ''), stopped(5, '')], [stopped(5, 'net::ERR_ABORTED'), stopped(5, 'net::ERR_ABORTED')])).toEqual([['har:0', 5, 'net::ERR_ABORTED'], ['har:1', 5, 'net::ERR_ABORTED']]);
  expect(told(twice(5), twice(6))).toEqual([['har:0', 5, 'net::ERR_ABORTED'], ['har:2', 6, 'net::ERR_ABORTED']]);
  const aborted = (blocked: number): unknown => ({ ...(stopped(5, 'net::ERR_ABORTED') as object), time: blocked, timings: { blocked, dns: -1, ssl: -1, connect: -1, send: 0, wait: 0, receive: 0 } });
  expect(told([aborted(27.318)], [aborted(27.318)])).toEqual([['har:0', 5, 'net::ERR_ABORTED']]);
  expect(told([aborted(27.318)], [aborted(27.319)])).toHaveLength(2);
  expect(told([stopped(5, ''), stopped(6, 'net::ERR_ABORTED')])).toEqual([['har:0', 5, null], ['har:1', 6, 'net::ERR_ABORTED']]);
});

it('entries of several deliveries have keys of their own', () => {
  const ear = hearing(finished(chromiumEntry(), chromiumEntry({ at: 1 })), finished(chromiumEntry({ at: 2 })));
  expect(ear.heardOf().har.map(({ key }) => key)).toEqual(['har:0', 'har:1', 'har:2']);
});

describe('forgetting', () => {
  const ear = hearing(finished(chromiumEntry(), chromiumEntry({ at: 100 })), timing(timingBatch([newTiming(), newTiming({ startTime: 100 })], { dropped: 5 })), web(webRecord(), webRecord({ requestId: '8', at: 100 })));
  ear.forgetBefore(at(50));

  it('drops what began before, keeps the rest', () => {
    const { har, timing: entries, web: records } = ear.heardOf();
    expect([har.length, entries.length, records.length, ear.dropped()]).toEqual([1, 1, 1, 0]);
  });

  it('keeps what the buffer of a newer document dropped', () => {
    const other = hearing(timing(timingBatch([], { dropped: 5 })), timing(timingBatch([], { document: 'd2', at: 60, dropped: 7 })));
    other.forgetBefore(at(50));
    expect(other.dropped()).toBe(7);
  });

  it('goes for what arrives late about it, too', () => {
    ear.hear(finished(chromiumEntry({ at: 20 })));
    ear.hear(timing(timingBatch([newTiming()])));
    ear.hear(web(webRecord({ requestId: '9' })));
    expect(Object.values(ear.heardOf()).map((list) => list.length)).toEqual([1, 1, 1]);
  });
});

describe('what cannot be read is said once, and the rest is heard', () => {
  it('a batch', () => {
    const ear = hearing(timing(null), timing(7), timing(timingBatch([newTiming()])));
    expect([ear.faults().length, ear.heardOf().timing.length]).toEqual([1, 1]);
  });

  it('an entry, a record', () => {
    const ear = hearing(finished(null, chromiumEntry()), finished({}), web(null, webRecord()));
    expect([ear.faults(), ear.heardOf().har.length, ear.heardOf().web.length]).toEqual([['Some entries of the network log were not HAR entries and were left out.'], 1, 1]);
  });
});

it('counts what each document\'s buffer dropped once', () => {
  const ear = hearing(timing(timingBatch([], { dropped: 20 })), timing(timingBatch([], { dropped: 50 })), timing(timingBatch([], { document: 'd2', dropped: 3 })));
  expect(ear.dropped()).toBe(53);
});

it('takes an entry that ended later than it was said to for the same request', () => {
  const stream = (ms: number) => chromiumEntry({ url: `${SHOP}stream`, timings: { ...REUSED, receive: ms } });
  const ear = hearing(finished(stream(5), chromiumEntry({ url: SHOP })));
  const [before] = ear.heardOf([`${SHOP}stream`]).har;
  ear.touched();
  ear.hear({ type: 'har-corrected', entries: [stream(5000)] });
  const after = ear.heardOf([`${SHOP}stream`]).har;
  expect(after.map(({ key }) => key)).toEqual([before!.key]);
  expect(after[0]!.end! - before!.end!).toBe(4995);
  expect([...ear.touched()]).toEqual([`${SHOP}stream`]);
});

describe('the newest document', () => {
  it('is the last top document, not a frame', () => {
    const frame = timing(timingBatch([navigationTiming()], { document: 'd2', top: false, at: 900 }));
    expect(hearing(frame, timing(timingBatch([navigationTiming()], { at: 10 }))).newestDocument()).toBe(at(10));
    expect(hearing(frame).newestDocument()).toBeNull();
  });

  it('is the one that came back from the back/forward cache', () => {
    expect(hearing(timing(timingBatch([navigationTiming()])), timing(timingBatch([], { restoredAt: [at(600), at(700)] }))).newestDocument()).toBe(at(700));
  });

  it('by HAR begins with the first of its redirects', () => {
    const hop = (path: string, ms: number, to = '') => chromiumEntry({ url: `${SHOP}${path}`, at: ms, redirectTo: to && `${SHOP}${to}`, status: to ? 302 : 200, timings: REUSED, entry: { _resourceType: 'document' } });
    const ear = hearing(finished(hop('b', 0), hop('a', 500, 'b'), hop('b', 520, 'c'), hop('c', 540)));
    expect([ear.loadOf(`${SHOP}c`, at(560)), ear.loadOf(`${SHOP}d`, at(560))]).toEqual([at(500), null]);
  });

  it('by HAR is the newest that had begun when it was heard of, however late', () => {
    const load = (ms: number) => chromiumEntry({ url: SHOP, at: ms, entry: { _resourceType: 'document' } });
    const ear = hearing(finished(load(0), load(900)));
    expect([30, 800, 950, 9000].map((ms) => ear.loadOf(SHOP, at(ms)))).toEqual([at(0), at(0), at(900), at(900)]);
    expect(ear.loadOf(SHOP, instant(at(0) - 1))).toBeNull();
  });
});

it('one address may be asked for more often than a call has room for arguments', () => {
  const often = 130_000;
  const ear = createEar();
  for (let i = 0; i < often; i++) ear.hear(finished(chromiumEntry({ at: i, timings: REUSED })));
  expect(ear.heardOf().har.length).toBe(often);
});
