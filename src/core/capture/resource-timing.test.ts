import { describe, expect, it } from 'vitest';
import { lengthOf } from '../model/phase.ts';
import type { TimingObservation } from '../model/observation.ts';
import { ZERO } from '../test/har.ts';
import { only, readTiming } from '../test/read.ts';
import { hiddenTiming, navigationTiming, newTiming, reusedTiming, timingBatch, type TimingEntry } from '../test/timing.ts';
import { readTimingBatch } from './resource-timing.ts';

const read = (entry: TimingEntry): TimingObservation => only(readTiming(timingBatch([entry])));
const secure = { name: 'https://shop.test/a.js', nextHopProtocol: 'h2' };

describe('who opened the connection', () => {
  it.each([
    ['http: the connect began after the fetch, even if it took 0 ms', newTiming({ connectStart: 3, connectEnd: 3 }), 'opened'],
    ['http: all times clamped to the fetch', reusedTiming(), 'earlier'],
    ['https: connecting took time', newTiming({ ...secure, secureConnectionStart: 5 }), 'opened'],
    ['https: a coalesced request has a start and no length', newTiming({ ...secure, connectStart: 3, connectEnd: 3 }), 'earlier'],
    ['no Timing-Allow-Origin', hiddenTiming(), 'silent'],
  ])('%s', (_name, entry, sign) => {
    expect(read(entry).connect).toBe(sign);
  });
});

it('splits the time before the request into setup and stall', () => {
  const { phases } = read(newTiming({ ...secure, secureConnectionStart: 5, requestStart: 10 }));
  expect(Object.values(phases!).map(lengthOf)).toEqual([4, 1, 2, 3, null, 10, 2]);
});

it('a request that was sent again on a new connection waits from there: its first sending is what Firefox tells', () => {
  const { phases } = read(newTiming({ ...secure, startTime: 10, domainLookupStart: 26, domainLookupEnd: 135, connectStart: 135, secureConnectionStart: 136, connectEnd: 141, requestStart: 10, responseStart: 145, responseEnd: 146 }));
  expect(Object.values(phases!).map(lengthOf)).toEqual([16, 109, 1, 5, null, 4, 1]);
});

it('a reused connection skips dns, connect and TLS, and its wait is a stall', () => {
  const { phases } = read(reusedTiming({ requestStart: 250, responseStart: 260, responseEnd: 261 }));
  expect(lengthOf(phases!.stalled)).toBe(250);
  expect(phases).toMatchObject({ dns: { state: 'skipped' }, tcp: { state: 'skipped' }, tls: { state: 'skipped' } });
});

it('a QUIC handshake is all TLS: there is no TCP', () => {
  expect(read(newTiming({ ...secure, nextHopProtocol: 'h3' })).phases).toMatchObject({ tcp: { state: 'skipped' }, tls: { state: 'measured', start: ZERO + 3, end: ZERO + 8 } });
});

it('without Timing-Allow-Origin there are a start and an end, and nothing between', () => {
  expect(read(hiddenTiming())).toMatchObject({ start: ZERO, end: ZERO + 15, phases: null, protocol: null, fromCache: false, transferSize: null });
});

it.each([
  ['a cache', reusedTiming({ transferSize: 0 }), { fromCache: true, fromServiceWorker: false }],
  ['a cache that says so', reusedTiming({ transferSize: 0, decodedBodySize: 0, deliveryType: 'cache' }), { fromCache: true }],
  ['a service worker', reusedTiming({ workerStart: 1, transferSize: 0, nextHopProtocol: '' }), { fromServiceWorker: true }],
  ['what nobody tells: without Timing-Allow-Origin a service worker may have let it pass', hiddenTiming({ workerStart: 1 }), { fromServiceWorker: false, fromCache: false, phases: null }],
  ['the network, past a service worker', reusedTiming({ workerStart: 1 }), { fromServiceWorker: false, fromCache: false }],
  ['a redirect', reusedTiming({ redirectStart: 1, redirectEnd: 2 }), { redirected: true }],
])('tells an answer from %s', (_name, entry, expected) => {
  expect(read(entry)).toMatchObject(expected);
});

it('of a redirect chain, which has the first URL and the last hop’s answer, there are a start and an end alone', () => {
  const chain = newTiming({ redirectStart: 1, redirectEnd: 2, nextHopProtocol: 'h2' });
  expect(read(chain)).toMatchObject({ start: ZERO, end: ZERO + 22, redirected: true, protocol: null, phases: null, connect: 'silent', status: null, transferSize: null });
  // A navigation has the last URL.
  expect(read({ ...chain, entryType: 'navigation' })).toMatchObject({ redirected: true, protocol: 'h2', status: 200 });
});

it('an entry still running has no end', () => {
  expect(read(reusedTiming({ responseEnd: 0 }))).toMatchObject({ end: null, phases: { receive: { state: 'hidden', why: 'unfinished' } } });
});

describe('a batch', () => {
  it('numbers entries within their document, so that a repeat has the same keys', () => {
    const entries = [reusedTiming(), reusedTiming({ startTime: 20 })];
    const whole = readTiming(timingBatch(entries)).map(({ key }) => key);
    expect(readTiming(timingBatch(entries.slice(1), { first: 1 })).map(({ key }) => key)).toEqual(whole.slice(1));
    expect(readTiming(timingBatch(entries, { document: 'd2' })).filter(({ key }) => whole.includes(key))).toEqual([]);
  });

  it('the navigation entry comes twice under one key; the second has the milestones', () => {
    const [early, late] = readTiming(timingBatch([navigationTiming()]), timingBatch([navigationTiming({ domContentLoadedEventEnd: 90, loadEventEnd: 120 })], { first: 5 }));
    expect(early?.key).toBe(late?.key);
    expect([early?.milestones, late?.milestones]).toEqual([{ contentLoaded: null, load: null }, { contentLoaded: ZERO + 90, load: ZERO + 120 }]);
  });

  it('tells how many entries the browser dropped, and when the document came back', () => {
    expect(readTimingBatch(timingBatch([], { dropped: 50, restoredAt: [ZERO + 9] }))).toMatchObject({ value: { dropped: 50, restoredAt: [ZERO + 9], isTopFrame: true } });
    expect(readTimingBatch(timingBatch([], { top: false }))).toMatchObject({ value: { dropped: 0, restoredAt: [], isTopFrame: false } });
  });

  it('leaves out what never touches a network, and what is no entry', () => {
    expect(readTiming({ ...(timingBatch([reusedTiming({ name: 'data:,' }), reusedTiming({ name: '' })]) as object) })).toEqual([]);
  });

  it.each([[null], [{}], [{ document: 'd', timeOrigin: 'now', entries: [] }]])('%j is not one, and says so', (value) => {
    expect(readTimingBatch(value)).toEqual({ ok: false, error: 'Resource Timing batch: expected document, timeOrigin and entries.' });
  });
});
