import { describe, expect, it } from 'vitest';
import { lengthOf } from '../model/phase.ts';
import { chromiumBeforeEntry, chromiumEntry, firefoxEntry, OPENED, OPENED_TLS, REUSED, ZERO, genericEntry } from '../test/har.ts';
import { brokenInvariants } from '../test/invariants.ts';
import { mitmproxyEntry, playwrightEntry, safariEntry, sitespeedEntry, webPageTestEntry } from '../test/har-tools.ts';
import { analyseEntries, analyseFile, heard, only, openingOf, openingsOf, readOne, readTiming } from '../test/read.ts';
import { hiddenTiming, reusedTiming, timingBatch, webRecord } from '../test/timing.ts';
import { analyse } from './analyse.ts';

/** What captures say that is not so, each from a browser's or a tool's source or a measurement. Whoever falls for one states something untrue. */
describe('a trap that nothing falls into', () => {
  const TLS = 'https://shop.test/a.js';
  const lanes = (...entries: readonly unknown[]): readonly string[] => analyseEntries(...entries).connections.map(({ label, requests }) => `${label} × ${requests.length}`);

  it('T1: Firefox writes the server\'s port for the connection: lanes are inferred', () => {
    const opened = { blocked: 0, dns: 1, connect: 5, ssl: 9, send: 0, wait: 12, receive: 0 };
    const { connections } = analyseEntries(firefoxEntry({ url: TLS, connection: '443', timings: opened }), firefoxEntry({ url: 'https://img.test/', at: 5, connection: '443', timings: opened }));
    expect(connections.map(({ label, basis, origins }) => [label, basis.kind, origins])).toEqual([['~1', 'inferred', ['https://shop.test']], ['~2', 'inferred', ['https://img.test']]]);
  });

  it('T2: Chrome leaves out, or writes 0, where it has no id; HTTP/3 has the session\'s, or none', () => {
    expect(openingsOf(analyseEntries(chromiumBeforeEntry({ connection: '0', timings: REUSED }), chromiumBeforeEntry({ at: 9, connection: '77' })))).toEqual(['unknown: timing-silent', 'new']);
    const h3 = (id: string | null, at: number): unknown => chromiumEntry({ url: TLS, httpVersion: 'h3', id, at, timings: REUSED });
    expect(lanes(h3('90', 0), h3('90', 5), h3(null, 9), chromiumEntry({ at: 12 }))).toEqual(['#90 × 2', '#58 × 1']);
  });

  it('T3: where the stream that opened a connection is not seen, its setup is unknown, not 0', () => {
    const later = (at: number): unknown => chromiumEntry({ url: TLS, httpVersion: 'h2', at, timings: REUSED });
    const { connections, requests } = analyseEntries(later(0), later(5));
    expect([requests.map(openingOf), only(connections).setup, only(connections).openedAt]).toEqual([['opened-earlier', 'reused'], null, null]);
  });

  it('T4: Resource Timing shows a preconnected, a connecting and a reused connection alike', () => {
    expect(openingsOf(analyse(heard({ timing: [timingBatch([reusedTiming()])] })))).toEqual(['opened-earlier']);
  });

  it('T5: who waits for the handshake of another waits for a connection, not for the server', () => {
    const waited = only(readTiming(timingBatch([reusedTiming({ requestStart: 300, responseStart: 310, responseEnd: 312 })])));
    expect([lengthOf(waited.phases!.stalled), lengthOf(waited.phases!.wait)]).toEqual([300, 10]);
  });

  it('T6: a time of TLS alone says neither new nor secure', () => {
    const odd = { ...REUSED, ssl: 18 };
    expect(readOne(chromiumEntry({ url: TLS, timings: odd }))).toMatchObject({ connect: 'earlier', phases: { tls: { state: 'skipped' } } });
    expect(readOne(safariEntry({ url: TLS, timings: odd }))).toMatchObject({ connect: 'earlier', phases: { tls: { state: 'skipped' } } });
    expect(readOne(chromiumEntry({ url: TLS, timings: OPENED })).connect).toBe('opened');
  });

  it('T7: without Timing-Allow-Origin nothing is known, which is not reused', () => {
    expect(openingsOf(analyse(heard({ timing: [timingBatch([hiddenTiming()])] })))).toEqual(['unknown: cross-origin']);
  });

  it('T8: what webRequest says of the protocol is not asked', () => {
    expect(only(analyse(heard({ web: [webRecord({ statusLine: 'HTTP/1.1 200 OK' })] })).requests).protocol).toBeNull();
  });

  // T9, the buffer that drops entries: `src/app/heard.test.ts` and `src/app/recording-store.test.ts` count them.

  it('T10: Safari has the time before a request twice', () => {
    const twice = readOne(safariEntry({ time: 80, timings: { blocked: 30, dns: -1, connect: -1, ssl: -1, send: 30, wait: 40, receive: 10 } }));
    expect([lengthOf(twice.phases.stalled), twice.phases.send.state, twice.end, twice.problems]).toEqual([30, 'hidden', ZERO + 80, []]);
  });

  it('T11: mitmproxy counts TLS beside the connect, and null is not 0', () => {
    const opened = readOne(mitmproxyEntry());
    expect([lengthOf(opened.phases.tcp), lengthOf(opened.phases.tls), opened.end, opened.connect]).toEqual([30, 35, ZERO + 97, 'opened']);
    expect(readOne(mitmproxyEntry({ timings: { connect: null, ssl: null, send: 1, receive: 1, wait: 30 } }))).toMatchObject({ connect: 'silent', phases: { tcp: { state: 'hidden' } } });
    expect(readOne(mitmproxyEntry({ timings: { connect: -1, ssl: -1, send: 1, receive: 1, wait: 30 } })).connect).toBe('earlier');
  });

  it('T12: Playwright has no `blocked`, sends in 0 ms, and counts TLS twice', () => {
    const entry = readOne(playwrightEntry({ url: TLS }));
    expect([entry.phases.stalled.state, entry.phases.send.state, lengthOf(entry.phases.tcp), lengthOf(entry.phases.tls), entry.end]).toEqual(['hidden', 'hidden', 8, 12, ZERO + 36]);
  });

  it('T13: timings that add up to more than the whole are noted', () => {
    const retried = firefoxEntry({ url: TLS, connection: '443', time: 400, timings: { blocked: 300, dns: 0, connect: 0, ssl: 0, send: 0, wait: 390, receive: 10 } });
    expect(readOne(retried).problems).toMatchObject([{ code: 'time-mismatch', message: 'Its timings add up to 700 ms, and it took 400 ms by its own word: some were counted twice.' }]);
    expect(readOne(firefoxEntry({ url: TLS, connection: '443' })).problems).toEqual([]);
  });

  it('T14: caches and service workers are in no reuse ratio', () => {
    const { totals } = analyseEntries(chromiumEntry(), chromiumEntry({ at: 50, timings: REUSED }), chromiumEntry({ at: 60, id: null, response: { _fetchedViaServiceWorker: true } }), chromiumEntry({ at: 70, entry: { _fromCache: 'memory' } }), safariEntry({ at: 80, fetched: 'Disk Cache' }));
    expect([totals.reuseRatio, totals.none, totals.requests]).toEqual([0.5, 3, 5]);
  });

  it('T15: an id is unique in one run of a browser only', () => {
    expect(lanes(sitespeedEntry({ pageref: 'page_1', timings: OPENED }), sitespeedEntry({ at: 900, pageref: 'page_1-1', timings: OPENED }), sitespeedEntry({ at: 1900, pageref: 'page_1-1-1', timings: OPENED }))).toEqual(['#22 × 1', '#22 of run 2 × 1', '#22 of run 3 × 1']);
    const wpt = (pageref: string, at: number, connect = 20): unknown => webPageTestEntry({ pageref, at, timings: { blocked: -1, dns: -1, connect, ssl: -1, send: 0, wait: 9, receive: 1 } });
    expect(lanes(wpt('page_1_0', 100), wpt('page_1_1', 900), wpt('page_2_0_1', 1900), wpt('page_2_0_2', 2500, -1))).toEqual(['#12 × 1', '#12 of run 1, repeat view × 1', '#12 of run 2 × 2']);
    // Where no run is told, a second connect on an id that was done with is another connection's.
    const entries = [chromiumEntry({ timings: REUSED }), chromiumEntry({ at: 900 }), chromiumEntry({ at: 950, timings: REUSED }), chromiumEntry({ at: 1900 })];
    const twice = analyseEntries(...entries);
    expect([openingsOf(twice), twice.requests.map(({ problems }) => problems.map(({ code }) => code))]).toEqual([['opened-earlier', 'new', 'reused', 'new'], [[], ['connect-on-used-connection'], [], ['connect-on-used-connection']]]);
    const [id] = lanes(chromiumEntry())[0]!.split(' ');
    expect(lanes(...entries)).toEqual([`${id} × 1`, `${id} (2) × 2`, `${id} (3) × 1`]);
    expect(brokenInvariants(twice)).toEqual([]);
  });

  it('T15: and no connection is inferred from one run to the next', () => {
    const page = (id: string, at: number): unknown => ({ id, title: 'http://shop.test/', startedDateTime: new Date(ZERO + at).toISOString() });
    const reused = { ...OPENED, blocked: 0, dns: -1, connect: -1 };
    const entries = [sitespeedEntry({ connection: null, pageref: 'page_1', timings: OPENED }), sitespeedEntry({ connection: null, pageref: 'page_1-1', at: 900, timings: reused })];
    expect(analyseFile({ log: { pages: [page('page_1', 0), page('page_1-1', 900)], entries } }).connections).toHaveLength(2);
    const plain = [genericEntry({ timings: OPENED, pageref: 'page_1_0' }), genericEntry({ at: 900, timings: reused, pageref: 'page_2_0' })];
    expect(analyseFile({ log: { pages: [page('page_1_0', 0), page('page_2_0', 900)], entries: plain } }).connections).toHaveLength(2);
  });

  it('T16: failed attempts are in the stalled time, for the connect is the last one\'s', () => {
    const request = only(analyseEntries(chromiumEntry({ timings: { ...OPENED, blocked: 3000 } })).requests);
    expect([request.stalled, request.setup]).toEqual([3000, 24]);
  });

  it('T17: two requests may tell of one handshake, at different lengths: it is one opening', () => {
    const early = chromiumEntry({ url: TLS, httpVersion: 'h2', timings: { ...OPENED_TLS, connect: 14, ssl: 2 } });
    const { requests, connections } = analyseEntries(early, chromiumEntry({ url: TLS, httpVersion: 'h2', timings: OPENED_TLS }));
    expect([requests.map(openingOf).toSorted(), connections.length, requests.flatMap(({ problems }) => problems)]).toEqual([['new', 'reused'], 1, []]);
  });

  it('T18: what a server calls `connect` is no setup', () => {
    const told = (headers: Readonly<Record<string, string>>): number | null => only(analyseEntries(chromiumEntry({ timings: OPENED, headers })).requests).setup;
    expect(told({ 'server-timing': 'connect;dur=5000' })).toBe(told({}));
  });
});

describe('a connection whose requests do not say what it speaks', () => {
  it('is a lane all the same', () => {
    const { connections } = analyseEntries(chromiumBeforeEntry({ httpVersion: 'unknown' }), chromiumBeforeEntry({ httpVersion: 'unknown', at: 20, timings: REUSED }));
    expect(only(connections)).toMatchObject({ id: '1234', protocol: null, basis: { kind: 'reported' }, requests: [{}, {}] });
  });

  it('is not believed to speak HTTP/1.1 when requests were sent before the answers to others', () => {
    const at = (ms: number): unknown => webPageTestEntry({ at: ms });
    const spdy = analyseEntries(at(0), at(20), at(40));
    expect(only(spdy.connections)).toMatchObject({ protocol: null, peakConcurrency: 3 });
    expect(spdy.requests.map(({ problems }) => problems.length)).toEqual([1, 1, 0]);
    expect(only(analyseEntries(at(0), at(105), at(215)).connections).protocol).toBe('http/1.1');
    expect(only(analyseEntries(at(0), at(95), at(190)).connections).protocol).toBe('http/1.1');
  });

  it('but a redirect that is dated wrongly proves nothing', () => {
    const hop = (at: number): unknown => genericEntry({ connection: '5', at, status: 302, timings: { ...REUSED, wait: 300 } });
    expect(only(analyseEntries(hop(0), hop(1), hop(2)).connections).protocol).toBe('http/1.1');
  });
});
