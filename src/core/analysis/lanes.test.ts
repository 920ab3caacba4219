import { describe, expect, it } from 'vitest';
import { readHarEntries } from '../capture/har.ts';
import { closingHeader } from '../model/connection.ts';
import { chromiumEntry, firefoxEntry, genericEntry, OPENED, OPENED_TLS, REUSED, socketEntry, ZERO, type Timings, type Told } from '../test/har.ts';
import { analyseEntries, heard, only, openingsOf, readTiming } from '../test/read.ts';
import { navigationTiming, newTiming, reusedTiming, timingBatch, webRecord, type TimingEntry } from '../test/timing.ts';
import type { Analysis } from '../model/analysis.ts';
import { usesOf } from '../insight/uses.ts';
import { brokenInvariants } from '../test/invariants.ts';
import { analyse, NOTHING_HEARD } from './analyse.ts';

const h2 = (told: Told): Record<string, unknown> => genericEntry({ httpVersion: 'h2', url: 'https://a.test/', timings: REUSED, ...told });
const lanes = (...entries: readonly unknown[]): readonly (readonly string[])[] => analyseEntries(...entries).connections.map(({ requests }) => requests.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)));

describe('lanes that the browser names', () => {
  it('coalesced hosts share one', () => {
    const [a, b] = [chromiumEntry({ url: 'https://a.test/', httpVersion: 'h2', timings: OPENED_TLS }), chromiumEntry({ url: 'https://b.test/', httpVersion: 'h2', at: 60, timings: REUSED })];
    expect(only(analyseEntries(a, b).connections)).toMatchObject({ id: '58', label: '#58', basis: { kind: 'reported', key: '58' }, protocol: 'h2', origins: ['https://a.test', 'https://b.test'], setup: { dnsMs: 4, connectMs: 30, tlsMs: 18 } });
  });

  it('one origin can have several, in order of first use', () => {
    const { connections, basis } = analyseEntries(chromiumEntry({ at: 40, id: '60' }), chromiumEntry({ id: '61' }));
    expect([basis, ...connections.map(({ id }) => id)]).toEqual(['reported', '61', '60']);
  });

  it('requests that overlap on HTTP/1 are noted, not moved', () => {
    const { requests, connections } = analyseEntries(chromiumEntry({ timings: { ...REUSED, receive: 200 } }), chromiumEntry({ at: 50, timings: REUSED }));
    expect(requests[0]?.problems).toMatchObject([{ code: 'overlap-on-serial-connection' }]);
    expect(only(connections).peakConcurrency).toBe(1);
  });

  it('a request of which no end is told overlaps nothing, and leaves its connection no younger than its opening', () => {
    const har = readHarEntries([chromiumEntry({ timings: OPENED }), chromiumEntry({ at: 50, timings: REUSED }), chromiumEntry({ at: 60, id: '59', timings: OPENED })], { keyPrefix: 'open', open: true });
    const { requests, connections } = analyse({ ...heard({}), har });
    expect(requests.map(({ problems }) => problems)).toEqual([[], [], []]);
    expect(connections.map(({ openedAt, lastUsedAt }) => [openedAt! - ZERO, lastUsedAt - ZERO])).toEqual([[2, 52], [62, 62]]);
  });

  it('a connection that was there before has no opening time and no setup', () => {
    expect(only(analyseEntries(chromiumEntry({ timings: REUSED })).connections)).toMatchObject({ openedAt: null, setup: null });
  });

  it('a WebSocket, which never has an id, has an estimated lane of its own beside them', () => {
    const { connections, basis } = analyseEntries(chromiumEntry(), socketEntry({ at: 50 }));
    expect([basis, ...connections.map(({ label, protocol }) => `${label} ${protocol}`)]).toEqual(['mixed', '#58 http/1.1', '~1 ws']);
  });
});

/** A navigation for which there was a connection: the browser had it ready. */
const FOUND_IDLE: TimingEntry = { domainLookupStart: 0, domainLookupEnd: 0, connectStart: 0, connectEnd: 0, requestStart: 3 };

it('a WebSocket that was answered as HTTP/2 answers one has no lane of its own', () => {
  const { connections, requests } = analyseEntries(chromiumEntry({ url: 'https://live.test/', httpVersion: 'h2', timings: OPENED_TLS }), socketEntry({ url: 'wss://live.test/feed', status: 200, connection: '443', at: 90 }));
  expect(connections.map(({ id }) => id)).toEqual(['58']);
  expect(requests[1]).toMatchObject({ connection: null, origination: { opening: 'unknown', reason: 'no-id' } });
});

describe('lanes that are inferred', () => {
  describe('in Firefox behind a proxy', () => {
    const tunnelled = (url: string, more: Told = {}): Record<string, unknown> => firefoxEntry({ url, httpVersion: 'HTTP/2', connection: '3128', timings: { blocked: 0, dns: 0, connect: 0, ssl: 9, send: 0, wait: 30, receive: 0 }, ...more });
    it('two hosts share no session for the address, which is the proxy’s', () => {
      const later = { at: 100, timings: { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: 30, receive: 0 } };
      const origins = (connection: string): unknown => analyseEntries(tunnelled('https://a.test/', { connection }), tunnelled('https://b.test/', { ...later, connection })).connections.map((one) => one.origins);
      expect([origins('443'), origins('3128')]).toEqual([[['https://a.test', 'https://b.test']], [['https://a.test'], ['https://b.test']]]);
    });
    it('nothing is sure of what went through a tunnel', () => {
      const sure = (url: string, connection: string): unknown => only(only(analyseEntries(tunnelled(url, { connection })).connections).requests).placing?.confidence;
      expect([sure('https://a.test/', '443'), sure('https://a.test/', '3128')]).toEqual([0.99, 0.5]);
    });
  });

  it('h1 in Firefox: what a script posts over plain http is on the connection of what it gets, which tell of no credentials', () => {
    const sent = { Host: 'a.test', Origin: 'http://page.test', Referer: 'http://page.test' };
    const steps = [['GET', newTiming], ['POST', reusedTiming], ['GET', reusedTiming]] as const;
    const told = steps.map(([method, timed], i) => ({ method, url: `http://a.test/${i}`, at: i * 100, timing: timed({ name: `http://a.test/${i}`, initiatorType: 'fetch', startTime: i * 100 }) }));
    const har = told.map(({ method, url, at }) => firefoxEntry({ method, url, at, sent, connection: '80', headers: { 'Access-Control-Allow-Origin': '*' } }));
    const { connections } = analyse(heard({ har, timing: [timingBatch(told.map(({ timing }) => timing))] }));
    expect(connections.map(({ requests }) => requests.length)).toEqual([3]);
  });

  it('h1: while one is busy, another is needed', () => {
    const [first, second, third] = [genericEntry({ url: 'http://a.test/1' }), genericEntry({ url: 'http://a.test/2', at: 5 }), genericEntry({ url: 'http://a.test/3', at: 80, timings: REUSED })];
    expect(lanes(first, second, third)).toEqual([['1'], ['2', '3']]);
  });

  it('h1: a busy connection is not joined; one that is free but for the clocks is, when there is no other', () => {
    const second = (at: number): unknown => genericEntry({ url: 'http://a.test/2', at, timings: { ...REUSED, blocked: 0 } });
    expect(lanes(genericEntry({ url: 'http://a.test/1' }), second(20))).toEqual([['1'], ['2']]);
    expect(lanes(genericEntry({ url: 'http://a.test/1' }), second(38))).toEqual([['1', '2']]);
  });

  it('h1: a request that waited takes the connection that became free first', () => {
    const queued = genericEntry({ url: 'http://a.test/3', at: 5, timings: { ...REUSED, blocked: 42 } });
    expect(lanes(genericEntry({ url: 'http://a.test/1' }), genericEntry({ url: 'http://a.test/2', at: 5 }), queued)).toEqual([['1', '3'], ['2']]);
  });

  it('h1: an answer that was there within two milliseconds of the connect leaves a connection to the next', () => {
    const opener = genericEntry({ url: 'http://a.test/1', timings: { blocked: 0, dns: -1, connect: 1, ssl: -1, send: 0, wait: 1, receive: 0 } });
    expect(lanes(opener, genericEntry({ url: 'http://a.test/2', at: 2, timings: { ...REUSED, blocked: 0, send: 0, wait: 1, receive: 0 } }))).toEqual([['1', '2']]);
  });

  it('h1: more requests at once than a browser has connections leave hardly anything sure', () => {
    const load = (connections: number, wait: number): number => {
      const timings = (connect: number): Told => ({ timings: { blocked: 0, dns: -1, connect, ssl: -1, send: 0, wait, receive: 0 } });
      const every = (wait * 30) / 950;
      const opened = Array.from({ length: connections }, (_, i) => genericEntry({ url: `http://a.test/${i}`, at: Math.floor(i * every / 3), ...timings(1) }));
      const reused = Array.from({ length: connections }, (_, i) => genericEntry({ url: `http://a.test/again/${i}`, at: Math.floor(wait * 1.6 + i * every), ...timings(-1) }));
      const { requests } = analyseEntries(...opened, ...reused);
      return Math.max(...requests.filter(({ origination }) => origination.opening === 'reused').map(({ placing }) => placing?.confidence ?? 1));
    };
    expect(load(3, 95)).toBeGreaterThan(0.5);
    expect(load(30, 95)).toBeLessThanOrEqual(0.1);
    expect(load(30, 8)).toBeLessThanOrEqual(0.4);
  });

  it('h1: nobody follows `Connection: close`', () => {
    const closing = genericEntry({ url: 'http://a.test/1', headers: { Connection: 'close' } });
    expect(lanes(closing, genericEntry({ url: 'http://a.test/2', at: 80, timings: REUSED }))).toEqual([['1'], ['2']]);
  });

  it('h1: nor what Firefox broke off, or an answer of its that says not where it ends', () => {
    const timed = (name: string, at: number, opened = false): TimingEntry => (opened ? newTiming : reusedTiming)({ name: `http://a.test/${name}`, startTime: at });
    const second = firefoxEntry({ url: 'http://a.test/2', at: 100, connection: '80' });
    const timing = [timingBatch([timed('1', 0, true), timed('2', 100)])];
    const count = (first: Told, error: string | null = null): number => analyse(heard({ har: [firefoxEntry({ url: 'http://a.test/1', connection: '80', ...first }), second], timing, web: [webRecord({ url: 'http://a.test/1', until: 40, ip: '127.0.0.1', error })] })).connections.length;
    const asked = { sent: { Host: 'a.test' }, headers: { 'Content-Type': 'text/css' } };
    expect([count({}), count({}, 'NS_BINDING_ABORTED'), count({}, 'NS_ERROR_DOM_BAD_URI'), count(asked), count({ ...asked, headers: { ...asked.headers, 'Content-Length': '85' } })]).toEqual([1, 2, 1, 2, 1]);
  });

  it('h1: an answer in HTTP/1.0 that keeps the connection is on that of the others, and ends it where it does not', () => {
    const first = genericEntry({ url: 'http://a.test/1', httpVersion: 'HTTP/1.1' });
    const second = (headers: Told['headers']): unknown => genericEntry({ url: 'http://a.test/2', at: 80, httpVersion: 'HTTP/1.0', headers: headers!, timings: REUSED });
    expect(lanes(first, second({ Connection: 'keep-alive' }))).toEqual([['1', '2']]);
    expect([{ Connection: 'keep-alive' }, {}].map((headers) => only(analyseEntries(first, second(headers)).connections).closed?.reason)).toEqual([undefined, 'http/1.0']);
  });

  it('h1: an answer of which Resource Timing does not tell the status ends no connection', () => {
    const batch = timingBatch([newTiming({ name: 'http://a.test/1', responseStatus: 0 }), reusedTiming({ name: 'http://a.test/2', startTime: 100, responseStatus: 0 })]);
    const { connections, requests } = analyse(heard({ timing: [batch] }));
    expect([connections.length, ...requests.map(({ status, method }) => [status, method])]).toEqual([1, [null, null], [null, null]]);
  });

  it('h1: nor a connection that was idle for longer than any browser keeps it', () => {
    expect(lanes(genericEntry({ url: 'http://a.test/1' }), genericEntry({ url: 'http://a.test/2', at: 301_000, timings: REUSED }))).toEqual([['1'], ['2']]);
  });

  describe('a request that opened none while all connections seem in use', () => {
    const opened = { blocked: 0, dns: 0, connect: 1, ssl: -1, send: 0, receive: 0 };
    /** So many connections, of which the first is said to end at 200 ms; and a request that was sent without opening one. */
    const shown = (busy: number, sentAt: number): readonly (readonly string[])[] =>
      lanes(...Array.from({ length: busy }, (_, i) => genericEntry({ url: `http://a.test/${i + 1}`, timings: { ...opened, wait: i === 0 ? 199 : 400 } })), genericEntry({ url: 'http://a.test/last', at: sentAt, timings: { ...REUSED, blocked: 0 } }));

    it('took the one that ends first, if they are six: no browser opens a seventh', () => {
      expect(shown(6, 189)[0]).toEqual(['1', 'last']);
      expect(shown(6, 189).length).toBe(6);
    });
    it('has one of its own, if they are fewer, or if the end is too far off to be a late report', () => {
      expect(shown(5, 189).length).toBe(6);
      expect([shown(6, 100).length, shown(6, 99).length]).toEqual([6, 7]);
    });
  });

  it('h1 in Firefox: of two requests sent together that opened none, the navigation’s connection is the later one’s', () => {
    const page = 'http://a.test/';
    const openings = (secondAt: number): readonly (readonly string[])[] => {
      const images = [{ name: `${page}1`, at: 200 }, { name: `${page}2`, at: secondAt }];
      const har = [firefoxEntry({ url: page }), ...images.map(({ name, at }) => firefoxEntry({ url: name, at }))];
      const entries = images.map(({ name, at }) => reusedTiming({ name, startTime: at, requestStart: at, responseStart: at + 40, responseEnd: at + 41 }));
      const timing = [timingBatch([navigationTiming({ name: page, ...FOUND_IDLE }), ...entries], { document: 'd1', url: page })];
      return analyse(heard({ har, timing })).connections.map(({ requests }) => requests.map(({ url, origination }) => `${url.slice(page.length)} ${origination.opening}`));
    };
    expect(openings(201)).toEqual([[' opened-earlier', '2 reused'], ['1 opened-earlier']]);
    expect(openings(260)).toEqual([[' opened-earlier', '1 reused', '2 reused']]);
  });

  it('h1 in Firefox: the connection that a frame’s document opened is left to nobody in particular', () => {
    const [frame, data] = ['http://a.test/frame', 'http://a.test/data'];
    const page = timingBatch([navigationTiming({ name: 'http://b.test/' })], { document: 'd1', url: 'http://b.test/' });
    const within = timingBatch([navigationTiming({ name: frame }), reusedTiming({ name: data, startTime: 800 })], { document: 'd2', url: frame, top: false });
    const { requests } = analyse(heard({ har: [firefoxEntry({ url: frame }), firefoxEntry({ url: data, at: 800 })], timing: [page, within] }));
    expect(requests.find(({ url }) => url === data)?.placing?.confidence).toBe(0.99);
  });

  it.each([
    ['firefox', [['1', '3'], ['2']]],
    ['chromium', [['1'], ['2', '3']]],
  ] as const)('h1 of Resource Timing alone: by the rule of the browser that it was heard in, %s', (browser, expected) => {
    const opened = (at: number, name: string, bytes: number): TimingEntry => newTiming({ name: `http://a.test/${name}`, startTime: at, transferSize: bytes });
    const batch = timingBatch([opened(0, '1', 90_000), opened(5, '2', 400), reusedTiming({ name: 'http://a.test/3', startTime: 200 })]);
    const timing = heard({ timing: [batch] }).timing.map((seen) => ({ ...seen, browser }));
    expect(analyse({ ...NOTHING_HEARD, timing }).connections.map(({ requests }) => requests.map(({ url }) => url.slice('http://a.test/'.length)))).toEqual(expected);
  });

  describe('h1 in Firefox: a fetch that connects', () => {
    /** It begins at 10, with these times; the first is answered at 22, on a connection that took so long. */
    const told = (timed: TimingEntry, timings: Timings = {}, firstTook = 0, ip = '203.0.113.2'): Analysis => {
      const urls = ['http://a.test/1', 'http://a.test/2'] as const;
      const connected = 2 + firstTook;
      const first = newTiming({ name: urls[0], domainLookupStart: 2, domainLookupEnd: 2, connectStart: 2, connectEnd: connected, requestStart: connected });
      const second = newTiming({ name: urls[1], startTime: 10, initiatorType: 'fetch', ...timed });
      const har = [firefoxEntry({ url: urls[0], ip }), firefoxEntry({ url: urls[1], ip, at: 10, timings: { blocked: 12, dns: 0, connect: 0, ssl: 0, send: 0, wait: 30, receive: 0, ...timings } })];
      const analysis = analyse(heard({ har, timing: [timingBatch([first, second])] }));
      expect(brokenInvariants(analysis)).toEqual([]);
      return analysis;
    };
    /** Connects in no time, and is sent. */
    const atOnce = (at: number): TimingEntry => ({ domainLookupStart: at, domainLookupEnd: at, connectStart: at, connectEnd: at, requestStart: at, responseStart: at + 30, responseEnd: at + 30 });
    const secondOf = ({ requests }: Analysis): readonly unknown[] => {
      const { placing, connection, origination } = requests.find(({ url }) => url.endsWith('/2'))!;
      return [connection, origination.opening, (placing?.others ?? []).length, (placing?.confidence ?? 1) > 0.85];
    };

    it('when another becomes free, may have been sent on that', () => expect(secondOf(told(atOnce(22)))).toEqual(['~2', 'new', 1, false]));
    it('…and is likely to have been, if that had been free for two milliseconds, or the name took time and the connect none: then it reused a connection', () => {
      expect(secondOf(told(atOnce(24)))).toEqual(['~1', 'reused', 0, false]);
      expect(secondOf(told(atOnce(22), { dns: 1 }))).toEqual(['~1', 'reused', 0, false]);
    });
    it('…or connects take time, by the log or as a rule, and its own took none', () => {
      expect(secondOf(told(atOnce(22), { connect: 40 }))[0]).toBe('~1');
      expect(secondOf(told(atOnce(22), {}, 9))[0]).toBe('~1');
    });
    it('…and may have been, if its own had taken time until then', () => {
      const waited = { ...atOnce(22), domainLookupStart: 12, domainLookupEnd: 12, connectStart: 12 };
      expect(secondOf(told(waited, { connect: 10 }, 9))).toEqual(['~2', 'new', 1, false]);
    });
    it('…and more likely so in a private network', () => {
      const waited = { ...atOnce(22), domainLookupStart: 12, domainLookupEnd: 12, connectStart: 12 };
      const surely = (ip: string): number => told(waited, { connect: 10 }, 9, ip).requests.find(({ url }) => url.endsWith('/2'))!.placing!.confidence;
      expect(surely('10.0.0.2')).toBeLessThan(surely('203.0.113.2') - 0.1);
    });
    it('…and had it when that was free, however early its own connect began', () => {
      const waited = { ...atOnce(24), domainLookupStart: 10.5, domainLookupEnd: 10.5, connectStart: 10.5 };
      const { requests, connections } = told(waited, { connect: 13 }, 9);
      expect(requests.map(({ origination, problems }) => [origination.opening, problems])).toEqual([['new', []], ['reused', []]]);
      expect(usesOf(connections[0]!).sent.map((at) => at - ZERO)).toEqual([2, 24]);
    });
    it('when none became free, or the log saw the connect take a moment, is on its own', () => {
      expect(secondOf(told(atOnce(26)))).toEqual(['~2', 'new', 0, true]);
      expect(secondOf(told(atOnce(22), { connect: 1 }))).toEqual(['~2', 'new', 0, true]);
    });
    it('…and may have been, next door, when it is a script or style of the page', () => expect(['script', 'link'].map((initiatorType) => secondOf(told({ ...atOnce(22), initiatorType })))).toEqual([['~2', 'new', 1, false], ['~2', 'new', 1, false]]));
    it('…and, next door, when it is a picture', () => expect(secondOf(told({ ...atOnce(22), initiatorType: 'img' }))).toEqual(['~2', 'new', 1, true]));
  });

  it('h1 in Firefox: its HAR alone says less surely which connection it was', () => {
    const url = 'https://a.test/';
    const timings = { blocked: 1, dns: 0, connect: 1, ssl: 20, send: 0, wait: 12, receive: 0 };
    const entries = [firefoxEntry({ url: `${url}1`, timings }), firefoxEntry({ url: `${url}2`, at: 500 })];
    const timed = [newTiming({ name: `${url}1` }), reusedTiming({ name: `${url}2`, startTime: 500 })];
    const [alone, beside] = [analyseEntries(...entries), analyse(heard({ har: entries, timing: [timingBatch(timed)] }))].map(({ requests }) => requests[1]!.placing?.confidence);
    expect(alone).toBeGreaterThan(0.8);
    expect(alone).toBeLessThan(0.9);
    expect(beside).toBeGreaterThan(0.9);
  });

  describe('h1 in Firefox: what does not tell whether it opened a connection', () => {
    const [page, silent] = ['http://a.test/', 'http://a.test/from-a-worker'];
    const sureOf = (others: readonly TimingEntry[], silentAt: number, told: Told = {}): number | undefined => {
      const timed = [...others, reusedTiming({ name: `${page}last`, startTime: 300 })];
      const har = [...timed.map(({ name, startTime }) => firefoxEntry({ url: String(name), at: Number(startTime) })), firefoxEntry({ url: silent, at: silentAt, ...told })];
      const { requests } = analyse(heard({ har, timing: [timingBatch(timed)] }));
      expect(requests.find(({ url }) => url === silent)?.connection).toBeNull();
      return requests.find(({ url }) => url === `${page}last`)?.placing?.confidence;
    };
    const [one, other] = [newTiming({ name: `${page}1` }), newTiming({ name: `${page}2`, startTime: 5 })];
    const sure = 0.9;

    it('leaves those after it unsure, where it had a choice of connections', () => expect(sureOf([one, other], 200)).toBe(0.55));
    it('or had to open one, as the only one was in use', () => expect(sureOf([one, reusedTiming({ name: `${page}2`, startTime: 195 })], 200)).toBe(0.55));
    it('also where it was cut off', () => expect(sureOf([one, other], 200, { status: 0, httpVersion: '' })).toBe(0.55));
    it('but not where the only one was free', () => expect(sureOf([one], 200)).toBeGreaterThan(sure));
    it('nor those before it', () => expect(sureOf([one, other], 400)).toBeGreaterThan(0.55));
    describe('a service worker’s answer, which it may have fetched', () => {
      /** The page's own entry is dated when it had the answer. webRequest tells of no end, but of a cache's answer. */
      const answered = (url: string, at: number, by: 'worker' | 'cache'): { readonly har: unknown; readonly web: unknown } => ({
        har: firefoxEntry({ url, at, ip: null, connection: null }),
        web: webRecord({ requestId: url, url, at: at - 60, ip: null, fromCache: by === 'cache', ...(by === 'worker' && { end: undefined, status: undefined }) }),
      });
      const sureBeside = (...answers: readonly ReturnType<typeof answered>[]): number | undefined => {
        const timed = [one, reusedTiming({ name: `${page}last`, startTime: 300 })];
        const { requests } = analyse(heard({ har: [...timed.map(({ name, startTime }) => firefoxEntry({ url: String(name), at: Number(startTime) })), ...answers.map(({ har }) => har)], timing: [timingBatch(timed)], web: answers.map(({ web }) => web) }));
        expect(requests.filter(({ url }) => url.includes('img')).map(({ origination }) => origination.opening)).toEqual(answers.map(() => 'none'));
        return requests.find(({ url }) => url === `${page}last`)?.placing?.confidence;
      };
      it('leaves those after it unsure, where it had to open a connection', () => expect(sureBeside(answered(`${page}img1`, 200, 'worker'), answered(`${page}img2`, 205, 'worker'))).toBe(0.55));
      it('and not where the only one was free, nor where a cache answered', () => {
        expect(sureBeside(answered(`${page}img1`, 200, 'worker'))).toBeGreaterThan(sure);
        expect(sureBeside(answered(`${page}img1`, 200, 'cache'), answered(`${page}img2`, 205, 'cache'))).toBeGreaterThan(sure);
      });
    });
    it('nor where it was never sent', () => expect(sureOf([one, other], 200, { status: 0, httpVersion: '', ip: null })).toBeGreaterThan(0.55));
  });

  it('h1 in Firefox: preflights share a connection, whether what they are for has credentials or not', () => {
    const asked = (path: string, at: number, sent: Record<string, string> = {}): unknown =>
      firefoxEntry({ url: `https://a.test/${path}`, connection: '443', method: 'OPTIONS', at, sent: { Origin: 'https://b.test', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site', 'Access-Control-Request-Method': 'GET', ...sent } });
    expect(openingsOf(analyseEntries(asked('1', 0), asked('2', 500, { 'Sec-Fetch-Storage-Access': 'none' })))).toEqual(['opened-earlier', 'reused']);
  });

  it('h1 in Firefox: nor on one to another address', () => {
    const timings = { blocked: 1, dns: 0, connect: 1, ssl: 0, send: 0, wait: 12, receive: 0 };
    const { requests } = analyseEntries(firefoxEntry({ url: 'http://a.test/1', timings }), firefoxEntry({ url: 'http://a.test/2', ip: '127.0.0.2', at: 13, timings }));
    expect(requests[1]!.placing).toEqual({ confidence: 0.9, others: [] });
  });

  it('h2: many at once share one session', () => {
    const { connections } = analyseEntries(h2({ timings: OPENED_TLS }), h2({ at: 60 }), h2({ at: 61 }));
    expect(only(connections)).toMatchObject({ label: '~1', peakConcurrency: 2, basis: { kind: 'inferred' } });
  });

  it('h2: of two of one millisecond, the one that tells of a connect opened the session of both', () => {
    const { connections } = analyseEntries(h2({ at: 0, timings: { ...REUSED, blocked: 4 } }), h2({ url: 'https://a.test/opener', at: 2, timings: { ...OPENED_TLS, blocked: 2 } }));
    expect(connections.map(({ requests }) => requests.map(({ url, origination }) => [url.slice('https://a.test/'.length), origination.opening]))).toEqual([[['opener', 'new'], ['', 'reused']]]);
  });

  it('h2: what was sent while a second session was still being set up is on the first', () => {
    const { connections } = analyseEntries(h2({ timings: OPENED_TLS }), h2({ url: 'https://a.test/second', at: 20, timings: OPENED_TLS }), h2({ url: 'https://a.test/pushed', at: 40 }), h2({ url: 'https://a.test/after', at: 90 }));
    expect(connections.map(({ requests }) => requests.map(({ url }) => url.slice('https://a.test/'.length)))).toEqual([['', 'pushed'], ['second', 'after']]);
    expect(connections[0]!.requests[1]!.placing?.confidence).toBe(0.85);
    // An older one that was idle for long may be gone.
    const late = analyseEntries(h2({ timings: OPENED_TLS }), h2({ at: 5000, timings: OPENED_TLS }), h2({ at: 5010 }));
    expect(late.connections.map(({ requests }) => requests.length)).toEqual([1, 2]);
  });

  describe('h2 in Firefox: of several that each began a connect', () => {
    // Recorded: their sockets were begun one after the other, and all were sent when the first session was ready.
    const image = (name: string, begun: number, told: TimingEntry = {}): TimingEntry => newTiming({ name: `https://a.test/${name}`, nextHopProtocol: 'h2', domainLookupStart: begun, domainLookupEnd: begun, connectStart: begun, secureConnectionStart: begun + 1, connectEnd: 42, requestStart: 42, responseStart: 80, responseEnd: 90, ...told });
    const placed = (entries: readonly TimingEntry[], asked: readonly Told[] = []): readonly unknown[] => {
      const har = entries.map(({ name }, i) => firefoxEntry({ url: String(name), at: Number(entries[i]!['requestStart']), httpVersion: 'HTTP/2', ...asked[i] }));
      return analyse(heard({ har, timing: [timingBatch(entries)] })).connections.map(({ requests }) => requests.map(({ url, origination, placing }) => `${url.at(-1)} ${origination.opening} ${placing?.confidence}`));
    };
    const later = { connectEnd: 142, requestStart: 142, responseStart: 150, responseEnd: 151 };

    it('the first session that is ready carries all', () => expect(placed([image('1', 0), image('2', 4), image('3', 9)])).toEqual([['1 new 0.99', '2 reused 0.95', '3 reused 0.95']]));
    it('that is the one whose handshake was done first, whoever began first', () => expect(placed([image('1', 0, { connectEnd: 50, requestStart: 50 }), image('2', 4), image('3', 9, { connectEnd: 47, requestStart: 47 })])).toEqual([['2 new 0.99', '1 reused 0.95', '3 reused 0.95']]));
    it('but not what began when that was ready', () => expect(placed([image('1', 0), image('2', 100, later)])).toEqual([['1 new 0.99'], ['2 new 0.99']]));
    it('nor what has a session of its own, as it is made without credentials', () => {
      const asked: readonly Told[] = [{}, { sent: { Origin: 'https://b.test', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' }, headers: { 'Access-Control-Allow-Origin': '*' } }];
      expect(placed([image('1', 0), image('2', 4)], asked)).toEqual([['1 new 0.99'], ['2 new 0.99']]);
    });
    it('nor, without headers, what a script of another site asks', () => {
      const late = (initiatorType: string, url: string): readonly unknown[] =>
        analyse({ har: [], timing: readTiming(timingBatch([image('1', 0), image('2', 4, { initiatorType })], { url })).map((seen) => ({ ...seen, browser: 'firefox' as const })), web: [] }).connections.map(({ requests }) => requests.map(({ url }) => url.at(-1)));
      expect([late('fetch', 'https://b.test/'), late('fetch', 'https://www.a.test/'), late('css', 'https://b.test/')]).toEqual([[['1'], ['2']], [['1', '2']], [['1', '2']]]);
    });
    it('whichever of the two came first', () => {
      const script = { sent: { Origin: 'https://b.test', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' }, headers: { 'Access-Control-Allow-Origin': 'https://b.test', 'Access-Control-Allow-Credentials': 'true' } };
      expect(placed([image('1', 0), image('2', 4)], [script, { sent: { 'Sec-Fetch-Mode': 'no-cors' } }])).toEqual([['1 new 0.99'], ['2 new 0.99']]);
    });
  });

  describe('h2: a request without credentials', () => {
    const with_: Told = { sent: { 'Sec-Fetch-Mode': 'no-cors' } };
    const without: Told = { sent: { Origin: 'https://b.test', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' }, headers: { 'Access-Control-Allow-Origin': '*' } };
    const lanes = (...entries: readonly Record<string, unknown>[]): readonly unknown[] => analyseEntries(...entries).connections.map(({ requests }) => requests.map(({ url, placing }) => `${url.slice('https://a.test/'.length)} ${placing?.confidence}`));
    const inFirefox = (told: Told): Record<string, unknown> => firefoxEntry({ httpVersion: 'HTTP/2', url: 'https://a.test/', timings: { ...REUSED, dns: 0, connect: 0, ssl: 0 }, ...told });
    const openedInFirefox = { blocked: 0, dns: 4, connect: 12, ssl: 18, send: 0, wait: 20, receive: 1 };

    it('has a session of its own', () => expect(lanes(h2({ ...with_, timings: OPENED_TLS }), h2({ ...without, at: 60 }), h2({ ...with_, at: 70 }))).toEqual([[' 0.99', ' 0.97'], [' 0.85']]));
    it('in Firefox is on that of the others, if none was opened for it', () => expect(lanes(inFirefox({ ...with_, timings: openedInFirefox }), inFirefox({ ...without, at: 90 }), inFirefox({ ...without, at: 100 }))).toEqual([[' 0.99', ' 0.97', ' 0.97']]));
    it('which is less sure of all that follow one that was asked for before that was there', () => {
      const early = { ...without, url: 'https://a.test/early', at: 5, timings: { ...REUSED, blocked: 50, dns: 0, connect: 0, ssl: 0 } };
      expect(lanes(inFirefox({ ...with_, timings: openedInFirefox }), inFirefox(early), inFirefox({ ...without, at: 90 }), inFirefox({ ...without, at: 100 }))).toEqual([[' 0.99', 'early 0.7', ' 0.7', ' 0.7']]);
    });
    it('or where nobody saw that opened', () => expect(lanes(inFirefox({ ...with_, url: 'https://a.test/first' }), inFirefox({ ...without, at: 90 }))).toEqual([['first 0.85', ' 0.7']]));
    it('and on its own where there is one, however long that was idle', () =>
      expect(lanes(inFirefox({ ...with_, timings: openedInFirefox }), inFirefox({ ...without, at: 90, timings: openedInFirefox }), inFirefox({ ...with_, url: 'https://a.test/image', at: 5000 }), inFirefox({ ...without, url: 'https://a.test/script', at: 5100 }))).toEqual([[' 0.99', 'image 0.97'], [' 0.99', 'script 0.97']]));
    it('a manifest is one, also of its own origin', () =>
      expect(lanes(h2({ ...with_, timings: OPENED_TLS }), h2({ url: 'https://a.test/manifest', at: 60, sent: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'manifest', 'Sec-Fetch-Site': 'same-origin' } }))).toEqual([[' 0.99'], ['manifest 0.85']]));
    it('and where no headers tell, it is not taken for one', () => expect(lanes(h2({ timings: OPENED_TLS, entry: { _resourceType: 'document' } }), h2({ at: 60, entry: { _resourceType: 'font' } }))).toEqual([[' 0.99', ' 0.7']]));
    it('nor is it on the session of another host’s that is apart', () => {
      const { connections } = analyseEntries(h2({ ...with_, timings: OPENED_TLS }), h2({ ...without, url: 'https://b.test/', at: 60 }), h2({ ...with_, url: 'https://c.test/', at: 70 }));
      expect(connections.map(({ origins }) => origins)).toEqual([['https://a.test', 'https://c.test'], ['https://b.test']]);
    });
    it('of two sessions that were opened for what is made like it, it may be on either', () => expect(lanes(h2({ ...with_, timings: OPENED_TLS }), h2({ ...with_, at: 20, timings: OPENED_TLS }), h2({ ...with_, at: 100 }))).toEqual([[' 0.99'], [' 0.99', ' 0.85']]));
  });

  it('h2: another host at the same address may share it, and that is less sure', () => {
    const { connections } = analyseEntries(h2({ timings: OPENED_TLS }), h2({ url: 'https://b.test/', at: 60 }), h2({ url: 'https://b.test/', at: 70 }), h2({ at: 80 }));
    expect(only(connections)).toMatchObject({ origins: ['https://a.test', 'https://b.test'], basis: { confidence: 0.9 } });
    expect(only(connections).requests.map(({ placing }) => placing?.confidence)).toEqual([0.99, 0.9, 0.9, 0.99]);
  });

  it('h2: of two at its address, on the newer one', () => {
    const { connections } = analyseEntries(h2({ timings: OPENED_TLS }), h2({ url: 'https://b.test/', at: 50, timings: OPENED_TLS }), h2({ at: 110 }), h2({ url: 'https://c.test/', at: 120 }));
    expect(connections.map(({ origins }) => origins)).toEqual([['https://a.test'], ['https://b.test', 'https://c.test']]);
    expect(connections[1]?.requests.map(({ placing }) => placing?.confidence)).toEqual([0.99, 0.75]);
  });

  it('h2: but not on one that was still being set up when it was sent', () => {
    const { connections } = analyseEntries(h2({ timings: OPENED_TLS }), h2({ url: 'https://b.test/', at: 100, timings: OPENED_TLS }), h2({ url: 'https://c.test/', at: 110 }), h2({ url: 'https://c.test/', at: 300 }));
    expect(connections.map(({ origins }) => origins)).toEqual([['https://a.test', 'https://c.test'], ['https://b.test']]);
    expect(connections[0]?.requests.map(({ placing }) => placing?.confidence)).toEqual([0.99, 0.9, 0.9]);
  });

  it('h1 by Firefox’s HAR alone: the more were under way together, the less sure is what reuses one after that', () => {
    const setUp: Timings = { blocked: 0, dns: 0, connect: 5, ssl: 5, send: 0, wait: 40, receive: 0 };
    const surest = (together: number): number | undefined => {
      const openers = Array.from({ length: together }, (_, i) => firefoxEntry({ url: `https://a.test/${i}`, at: i, timings: setUp }));
      const { requests } = analyse(heard({ har: [...openers, firefoxEntry({ url: 'https://a.test/last', at: 900, timings: { ...setUp, connect: 0, ssl: 0 } })] }));
      return requests.find(({ url }) => url.endsWith('last'))?.placing?.confidence;
    };
    expect([1, 2, 5, 6].map(surest)).toEqual([0.89, 0.7, 0.7, 0.45]);
  });

  it('h2: a page of another site has sessions of its own', () => {
    const visits = heard({
      timing: [
        timingBatch([navigationTiming({ name: 'https://one.test/' })], { document: 'd1' }),
        timingBatch([navigationTiming({ name: 'https://two.test/' })], { document: 'd2', at: 1000 }),
      ],
      har: [h2({ at: 30, timings: OPENED_TLS }), h2({ at: 1050 })],
    });
    const shared = analyse(visits).connections.filter(({ origins }) => origins.includes('https://a.test'));
    expect(shared.map(({ requests }) => requests.length)).toEqual([1, 1]);
  });

  it('each hop of a navigation is of the site that it goes to: its connection is that of pages there', () => {
    // A page of b.test, and then one that b.test sends on to a.test: that is of a.test, its first hop was not.
    const [last, hop] = ['https://a.test/last', 'https://b.test/hop'];
    const document = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    const visits = heard({
      timing: [timingBatch([navigationTiming({ name: hop })], { document: 'd1', url: hop }), timingBatch([navigationTiming({ name: last })], { document: 'd2', url: last, at: 1000 })],
      har: [h2({ url: hop, at: 5, timings: OPENED_TLS, sent: document }), h2({ url: hop, at: 1005, status: 302, redirectTo: last, sent: document }), h2({ url: last, at: 1100, timings: OPENED_TLS, sent: document })],
    });
    const shown = analyse(visits).connections.map(({ requests }) => requests.map(({ url, origination }) => `${url} ${origination.opening}`));
    expect(shown).toEqual([[`${hop} new`, `${hop} reused`], [`${last} new`]]);
  });

  it('h2: a host at another address, another port or without TLS does not', () => {
    expect(analyseEntries(h2({ timings: OPENED_TLS }), h2({ url: 'https://b.test/', ip: '127.0.0.2', at: 60 })).connections.length).toBe(2);
    expect(analyseEntries(h2({ timings: OPENED_TLS }), h2({ url: 'https://b.test:444/', at: 60 })).connections.length).toBe(2);
    expect(analyseEntries(h2({ url: 'http://a.test/' }), h2({ url: 'http://b.test/', at: 60 })).connections.length).toBe(2);
  });

  it('the remote address of a lane never changes', () => {
    const other = { url: 'http://a.test/2', at: 80, timings: REUSED };
    expect(lanes(genericEntry({ url: 'http://a.test/1' }), genericEntry({ ...other, ip: '127.0.0.2' }))).toEqual([['1'], ['2']]);
    expect(lanes(genericEntry({ url: 'http://a.test/1' }), genericEntry({ ...other, ip: null }))).toEqual([['1', '2']]);
  });
});

describe('how a connection ended', () => {
  const closed = (told: Told): unknown => only(analyseEntries(chromiumEntry({ timings: REUSED, ...told })).connections).closed;

  it('by a fact, or not known', () => {
    expect(closed({ headers: { Connection: 'close' } })).toEqual({ reason: 'connection-close', at: ZERO + 15.5 });
    expect(closed({ httpVersion: 'HTTP/1.0' })).toMatchObject({ reason: 'http/1.0' });
    expect(closed({ httpVersion: 'HTTP/1.0', headers: { Connection: 'Keep-Alive' } })).toBeNull();
    expect(closed({})).toBeNull();
  });

  it('by Proxy-Connection, where Connection says neither', () => {
    const proxied = (value: string, connection: Readonly<Record<string, string>> = {}): Told => ({ headers: { 'Proxy-Connection': value, ...connection } });
    expect(closed(proxied('close'))).toMatchObject({ reason: 'connection-close' });
    expect(closed({ ...proxied('Keep-Alive'), httpVersion: 'HTTP/1.0' })).toBeNull();
    expect([closed(proxied('close', { Connection: 'keep-alive' })), closed(proxied('keep-alive', { Connection: 'close' }))]).toEqual([null, expect.objectContaining({ reason: 'connection-close' })]);
    const [connection] = analyseEntries(chromiumEntry(proxied('close')), chromiumEntry({ ...proxied('close'), id: '59', at: 100 })).connections;
    expect(closingHeader(only(analyseEntries(chromiumEntry(), chromiumEntry({ ...proxied('close'), at: 100, timings: REUSED })).connections))).toBe('Proxy-Connection: close');
    expect([closingHeader(connection!), closingHeader(only(analyseEntries(chromiumEntry({ headers: { Connection: 'close' } })).connections))]).toEqual(['Proxy-Connection: close', 'Connection: close']);
  });

  it('by nothing that an earlier answer said, after which the connection went on', () => {
    const twice = (headers: Told['headers'] = {}): unknown => only(analyseEntries(chromiumEntry({ timings: REUSED, headers: { Connection: 'close' } }), chromiumEntry({ timings: REUSED, at: 100, headers })).connections).closed;
    expect([twice({ Connection: 'close' }), twice()]).toEqual([null, null]);
    expect(only(analyseEntries(chromiumEntry({ timings: REUSED }), chromiumEntry({ timings: REUSED, at: 100, headers: { Connection: 'close' } })).connections).closed).toMatchObject({ reason: 'connection-close' });
    // One that had not ended when the other was sent proves nothing.
    expect(only(analyseEntries(chromiumEntry({ timings: REUSED, headers: { Connection: 'close' } }), chromiumEntry({ timings: REUSED, at: 5, headers: { Connection: 'close' } })).connections).closed).not.toBeNull();
  });

  it('HTTP/2 has no `Connection: close`', () => {
    expect(closed({ httpVersion: 'h2', headers: { Connection: 'close' } })).toBeNull();
  });

  it('a WebSocket takes its connection with it', () => {
    expect(only(analyseEntries(socketEntry()).connections).closed).toEqual({ reason: 'websocket-closed', at: ZERO + 905 });
  });
});

/** Firefox 153: a request that another host's session carried in the end may have begun a TCP connect of its own. */
describe('a request that raced a connect of its own against a session', () => {
  const [one, other] = ['https://www.shop.test/', 'https://img.shop.test/'];
  const entry = (url: string, at: number, ssl: number): Record<string, unknown> => firefoxEntry({ url, httpVersion: 'HTTP/2', at, timings: { blocked: 0, dns: 0, connect: 21, ssl, send: 0, wait: 5, receive: 1 } });
  const timing = (url: string, ms: number, connectMs: number): unknown => {
    const [connectStart, connectEnd] = [ms + 1, ms + 1 + connectMs];
    const secureConnectionStart = connectMs > 0 ? connectStart : 0;
    return timingBatch([newTiming({ name: url, nextHopProtocol: 'h2', startTime: ms, fetchStart: ms, domainLookupStart: ms, domainLookupEnd: ms, connectStart, secureConnectionStart, connectEnd, requestStart: connectEnd, responseStart: connectEnd + 3, responseEnd: connectEnd + 4 })], { document: url });
  };
  const openingsWith = (connectMs: number): readonly string[] => openingsOf(analyse(heard({ har: [entry(one, 0, 3), entry(other, 50, 0)], timing: [timing(one, 0, 4), timing(other, 50, connectMs)] })));

  it('lost it where Resource Timing has no time between its beginning and its end', () => expect(openingsWith(0)).toEqual(['new', 'reused']));
  // Four of four on loads over TLS and stories on a busy machine, that HAR had no TLS of: each was the first on a connection of its own.
  it('opened its own where Resource Timing has, though HAR has no TLS', () => expect(openingsWith(4)).toEqual(['new', 'new']));
});
