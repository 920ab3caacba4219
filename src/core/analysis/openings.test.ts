import { describe, expect, it } from 'vitest';
import { chromiumBeforeEntry, chromiumEntry, firefoxEntry, genericEntry, OPENED, REUSED, ZERO } from '../test/har.ts';
import { analyseEntries, heard, only, openingOf, openingsOf } from '../test/read.ts';
import { hiddenTiming, newTiming, reusedTiming, timingBatch, webRecord, type TimingEntry } from '../test/timing.ts';
import { analyse } from './analyse.ts';

const ofTiming = (...entries: readonly TimingEntry[]): readonly string[] => openingsOf(analyse(heard({ timing: [timingBatch(entries)] })));
const failed = { id: null, status: 0, httpVersion: '', timings: { ...REUSED, blocked: 20 } };

describe('with the browser\'s ids', () => {
  it('the first with a connect is new, the others reused it', () => {
    expect(openingsOf(analyseEntries(chromiumEntry(), chromiumEntry({ at: 50, timings: REUSED })))).toEqual(['new', 'reused']);
  });

  it('the first without a connect found it open: opened earlier', () => {
    expect(openingsOf(analyseEntries(chromiumEntry({ timings: REUSED }), chromiumEntry({ at: 50, timings: REUSED })))).toEqual(['opened-earlier', 'reused']);
  });

  it('of several that waited for one handshake, the one that connected is new, whoever began first', () => {
    const waited = chromiumEntry({ httpVersion: 'h2', timings: REUSED });
    const opener = chromiumEntry({ httpVersion: 'h2', at: 1, url: 'http://shop.test:8080/b.js' });
    const { requests, connections } = analyseEntries(waited, opener);
    expect(Object.fromEntries(requests.map((request) => [request.url.at(-4), openingOf(request)]))).toEqual({ a: 'reused', b: 'new' });
    expect(only(connections).openedAt).toBe(ZERO + 3);
  });

  it('an id whose entries do not say whether they connected: the first is unknown', () => {
    const { connect: _none, ...silent } = REUSED;
    expect(openingsOf(analyseEntries(chromiumEntry({ timings: silent }), chromiumEntry({ at: 50, timings: silent })))).toEqual(['unknown: timing-silent', 'reused']);
  });

  it('a request that got no id is on no guessed lane beside the named ones', () => {
    const { requests } = analyseEntries(chromiumEntry(), chromiumEntry({ at: 50, id: null, timings: REUSED }));
    expect(requests.map((request) => [openingOf(request), request.connection])).toEqual([['new', '58'], ['unknown: no-id', null]]);
  });

  it('a request from before DevTools was opened is new by its own connect time', () => {
    const analysis = analyse(heard({ har: [chromiumEntry({ at: 9000 })], timing: [timingBatch([newTiming(), reusedTiming({ startTime: 40 })])] }));
    expect(openingsOf(analysis)).toEqual(['new', 'unknown: timing-alone', 'new']);
  });

  it('and is on an estimated connection as long as none of its origin is named', () => {
    const at = (name: string, startTime: number, make = reusedTiming) => make({ name, startTime });
    const timing = [timingBatch([at('http://shop.test:8080/1', 0, newTiming), at('http://cdn.test/1', 10, newTiming), at('http://cdn.test/2', 60), at('https://h2.test/1', 10), at('https://h2.test/2', 60)].map((entry, i) => (i > 2 ? { ...entry, nextHopProtocol: 'h2' } : entry)))];
    const { requests, origins } = analyse(heard({ har: [chromiumEntry({ at: 9000 })], timing }));
    expect(requests.map((request) => [openingOf(request), request.connection])).toEqual([['new', null], ['new', '~1'], ['opened-earlier', '~2'], ['reused', '~1'], ['reused', '~2'], ['new', '58']]);
    expect(origins.map(({ totals }) => totals.connections)).toEqual([1, 1, 1]);
  });
});

describe('no connection, and why', () => {
  it.each([
    ['memory-cache', chromiumEntry({ entry: { _fromCache: 'memory' } })],
    ['disk-cache', chromiumEntry({ id: null, entry: { _fromCache: 'disk' } })],
    ['service-worker', chromiumEntry({ id: null, response: { _fetchedViaServiceWorker: true } })],
    ['failed', chromiumEntry({ ...failed, response: { _error: 'net::ERR_CONNECTION_REFUSED' } })],
    ['failed', chromiumEntry({ ...failed, response: { _error: 'net::ERR_NAME_NOT_RESOLVED' } })],
    ['blocked', chromiumEntry({ ...failed, response: { _error: 'net::ERR_BLOCKED_BY_CLIENT' } })],
    ['cache', chromiumEntry({ ...failed, response: { _error: 'net::ERR_CACHE_MISS' } })],
  ])('%s', (reason, entry) => {
    const request = only(analyseEntries(entry).requests);
    expect([openingOf(request), request.connection]).toEqual([`none: ${reason}`, null]);
  });

  it('Resource Timing alone tells of a cache, and not of which', () => {
    expect(ofTiming(reusedTiming({ transferSize: 0 }))).toEqual(['none: cache']);
  });

  it('Firefox\'s HAR says "not from the network"; the other sources say where from', () => {
    const cached = firefoxEntry({ connection: null, ip: null });
    expect(openingsOf(analyse(heard({ har: [cached], web: [webRecord({ fromCache: true, ip: null })] })))).toEqual(['none: disk-cache']);
    expect(openingsOf(analyse(heard({ har: [cached], timing: [timingBatch([reusedTiming({ workerStart: 1, transferSize: 0 })])] })))).toEqual(['none: service-worker']);
  });

  it('Firefox\'s refusal is told by webRequest', () => {
    const refused = firefoxEntry({ status: 0, httpVersion: '', connection: null, ip: null });
    expect(openingsOf(analyse(heard({ har: [refused], web: [webRecord({ status: undefined, ip: null, error: 'NS_ERROR_CONNECTION_REFUSED' })] })))).toEqual(['none: failed']);
  });
});

it('Firefox: none for a redirect that the browser makes by itself, to https', () => {
  const [plain, secure] = ['http://shop.test:8080/a.png', 'https://shop.test:8080/a.png'];
  const chain = newTiming({ name: plain, redirectStart: 1, redirectEnd: 120, nextHopProtocol: 'http/1.1', responseEnd: 154 });
  const web = [webRecord({ url: plain, at: 18, until: 34, status: 0, ip: null }), webRecord({ url: secure, hop: 1, at: 120, until: 164 })];
  const { requests } = analyse(heard({ har: [firefoxEntry({ url: secure, at: 120 })], timing: [timingBatch([chain])], web }));
  expect(requests.map((request) => [request.url, openingOf(request), request.status, request.protocol, request.end! - ZERO])).toEqual([
    [plain, 'none: local', null, null, 34],
    [secure, 'opened-earlier', 200, 'http/1.1', 133],
  ]);
});

describe('unknown, and why', () => {
  it.each([
    ['failed', heard({ har: [chromiumEntry({ ...failed, response: { _error: 'net::ERR_CONNECTION_RESET' } })] })],
    ['timing-silent', heard({ har: [firefoxEntry()] })],
    ['timing-silent', heard({ har: [genericEntry({ timings: { send: 0, wait: 10, receive: 3 } })] })],
    ['cross-origin', heard({ timing: [timingBatch([hiddenTiming()])] })],
    // Firefox has the times all the same.
    ['cross-origin', heard({ timing: [timingBatch([reusedTiming({ nextHopProtocol: '', responseStatus: 0 })])] })],
    ['timing-silent', heard({ timing: [timingBatch([newTiming({ redirectStart: 1, redirectEnd: 2 })])] })],
    ['no-timings', heard({ web: [webRecord({ type: 'ping' })] })],
    // Never sent: its preflight failed.
    ['failed', heard({ timing: [timingBatch([hiddenTiming()])], web: [webRecord({ status: undefined, error: 'NS_ERROR_DOM_BAD_URI' })] })],
    // Over HTTP/2.
    ['no-id', heard({ web: [webRecord({ type: 'websocket', url: 'wss://live.test/feed', status: 200 })] })],
    ['no-id', heard({ har: [chromiumEntry({ id: null, httpVersion: '' })] })],
  ])('%s', (reason, all) => {
    expect(openingsOf(analyse(all))).toEqual([`unknown: ${reason}`]);
  });
});

describe('without ids', () => {
  it('Firefox: Resource Timing tells new from reused where HAR is silent', () => {
    const har = [firefoxEntry(), firefoxEntry({ at: 50 })];
    const timing = [timingBatch([newTiming(), reusedTiming({ startTime: 50 })])];
    expect(openingsOf(analyse(heard({ har, timing })))).toEqual(['new', 'reused']);
    expect(openingsOf(analyse(heard({ har })))).toEqual(['unknown: timing-silent', 'unknown: timing-silent']);
  });

  it('a reused connection whose opener was never seen was opened earlier', () => {
    expect(ofTiming(reusedTiming(), reusedTiming({ startTime: 50 }))).toEqual(['opened-earlier', 'reused']);
  });

  it('Firefox: of a 421 nobody tells the connection, whatever the times say: it was the second answer, on another one', () => {
    const of = (status: number): readonly string[] => openingsOf(analyse(heard({ har: [firefoxEntry(), firefoxEntry({ at: 100, status })], timing: [timingBatch([newTiming(), reusedTiming({ startTime: 100 })])] })));
    expect([of(200), of(421)]).toEqual([['new', 'reused'], ['new', 'unknown: timing-silent']]);
  });

  it('Firefox: nor of what was reset, and sent again with nobody told', () => {
    const of = (error: string): readonly string[] => openingsOf(analyse(heard({ har: [firefoxEntry(), firefoxEntry({ at: 100, response: { _error: error } })], timing: [timingBatch([newTiming(), reusedTiming({ startTime: 100 })])] })));
    expect([of('NS_BINDING_ABORTED'), of('NS_ERROR_NET_RESET')]).toEqual([['new', 'reused'], ['new', 'unknown: timing-silent']]);
  });

  it('what is silent is never said to have reused anything', () => {
    expect(ofTiming(newTiming(), hiddenTiming({ startTime: 50 }))).toEqual(['new', 'unknown: cross-origin']);
  });

  it('every basis is inferred', () => {
    const { requests, basis } = analyse(heard({ timing: [timingBatch([newTiming(), reusedTiming({ startTime: 50 })])] }));
    expect([basis, ...requests.map(({ origination }) => origination.basis)]).toEqual(['inferred', 'inferred', 'inferred']);
  });
});

it('ids of older Chromium, in `connection`, count as much', () => {
  expect(openingsOf(analyseEntries(chromiumBeforeEntry({ timings: OPENED }), chromiumBeforeEntry({ at: 50, timings: REUSED })))).toEqual(['new', 'reused']);
});
