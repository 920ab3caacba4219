import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HarDialect } from '../model/observation.ts';
import { lengthOf } from '../model/phase.ts';
import { chromiumBeforeEntry, chromiumEntry, firefoxEntry, genericEntry, harFile, OPENED_TLS, REUSED, ZERO, type Told } from '../test/har.ts';
import { axiosEntry, harCapturerEntry, harCapturerSocket, mitmproxyEntry, playwrightEntry, safariEntry, sitespeedEntry, totalEntry, webPageTestEntry } from '../test/har-tools.ts';
import { analyseEntries, readOne } from '../test/read.ts';
import { readHar } from './har.ts';
import { HAR_FORMATS } from './har-dialects.ts';

const TLS = 'https://shop.test/a.js';

describe('who wrote an entry is told by its shape, and so is what names its connection', () => {
  it.each<readonly [string, HarDialect, unknown, string | null]>([
    ['WebPageTest', 'webpagetest', webPageTestEntry(), '12'],
    ['WebPageTest, its number as text', 'webpagetest', webPageTestEntry({ socket: '5' }), '5'],
    ['WebPageTest, the first socket', 'webpagetest', webPageTestEntry({ socket: 0 }), '0'],
    ['WebPageTest without a socket', 'webpagetest', webPageTestEntry({ socket: -1 }), null],
    ['WebPageTest before sockets', 'webpagetest', webPageTestEntry({ socket: null, connection: '80' }), null],
    ['chrome-har', 'sitespeed', sitespeedEntry({ entry: { _initiator: 'x', _resourceType: 'script' } }), '22'],
    ['browsertime 1', 'sitespeed', genericEntry({ connection: '22', entry: { _requestId: '1.2' } }), '22'],
    ['Safari', 'safari', safariEntry(), '3'],
    ['Playwright', 'playwright', playwrightEntry(), null],
    ['Fiddler', 'generic', genericEntry({ connection: 'ClientPort:50034;EgressPort:50037' }), '50037'],
    ['Fiddler, answered by itself', 'generic', genericEntry({ connection: 'ClientPort:50034' }), null],
    ['mitmproxy', 'generic', mitmproxyEntry(), null],
    ['mitmproxy, a WebSocket', 'generic', mitmproxyEntry({ entry: { _resourceType: 'websocket', _webSocketMessages: [] } }), null],
    ['what failed behind a proxy', 'chromium-before', chromiumBeforeEntry({ connection: '3128', status: 0, httpVersion: '' }), null],
  ])('%s', (_name, dialect, entry, id) => {
    expect(readOne(entry)).toMatchObject({ dialect, reportedConnection: id });
  });

  it.each([
    ['WebPageTest says it beside', webPageTestEntry({ httpVersion: '', spoken: 'HTTP/2' }), 'h2'],
    ['…and where it keeps the status instead', webPageTestEntry({ httpVersion: '2 3' }), 'h2'],
    ['…and what it makes of SPDY', webPageTestEntry({ httpVersion: 'us:' }), null],
    ['Chrome before 2018', chromiumBeforeEntry({ httpVersion: 'unknown' }), null],
  ])('the protocol: %s', (_name, entry, protocol) => {
    expect(readOne(entry).protocol).toBe(protocol);
  });
});

describe('what is no measurement is not taken for one', () => {
  it('WebPageTest dates a request when it is sent: its setup was before', () => {
    const opened = readOne(webPageTestEntry({ at: 500, url: TLS, timings: { blocked: -1, dns: 30, connect: 90, ssl: 50, send: 0, wait: 100, receive: 10 } }));
    expect(opened).toMatchObject({ start: ZERO + 380, connect: 'opened', end: ZERO + 610, remoteAddress: '192.0.2.1' });
    expect([lengthOf(opened.phases.dns), lengthOf(opened.phases.tcp), lengthOf(opened.phases.tls)]).toEqual([30, 40, 50]);
    expect([opened.phases.stalled.state, opened.phases.send.state, opened.phases.wait]).toEqual(['hidden', 'hidden', { state: 'measured', start: ZERO + 500, end: ZERO + 600 }]);
    expect(readOne(webPageTestEntry({ at: 500 }))).toMatchObject({ start: ZERO + 500, connect: 'earlier' });
  });

  it('Fiddler measures no waiting, and writes −1 for it', () => {
    const waits = (blocked: number): unknown => readOne(genericEntry({ connection: 'ClientPort:50034;EgressPort:50037', timings: { ...REUSED, blocked } })).phases.stalled.state;
    expect([waits(-1), waits(3)]).toEqual(['hidden', 'measured']);
    expect(readOne(genericEntry({ timings: { ...REUSED, blocked: -1 } })).phases.stalled.state).toBe('skipped');
  });

  it('chrome-har says it of a connection that was reused', () => {
    const silent = { ...REUSED, dns: 0, connect: 0, ssl: 0 };
    expect(readOne(sitespeedEntry({ reused: true, timings: silent })).connect).toBe('earlier');
    expect(readOne(sitespeedEntry({ reused: false, timings: silent })).connect).toBe('silent');
    expect(readOne(sitespeedEntry({ reused: false, timings: OPENED_TLS })).connect).toBe('opened');
  });

  it.each([
    ['Memory Cache', 'memory-cache'],
    ['Disk Cache', 'disk-cache'],
    ['Service Worker', 'service-worker'],
    ['Network Load', null],
    ['constructor', null],
  ])('Safari tells where from: %s', (fetched, noConnection) => {
    expect(readOne(safariEntry({ fetched })).noConnection).toBe(noConnection);
  });

  it('WebPageTest of 2012, which names pages by two numbers, measures no wait and no sending', () => {
    const timings = { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 10, receive: 5 };
    const states = (pageref: string): readonly string[] => Object.values(readOne(genericEntry({ pageref, timings })).phases).map(({ state }) => state);
    expect(states('page_1_0')).toEqual(['hidden', 'skipped', 'skipped', 'skipped', 'hidden', 'measured', 'measured']);
    expect(states('page_1')).toEqual(['skipped', 'skipped', 'skipped', 'skipped', 'measured', 'measured', 'measured']);
  });

  it('Safari has no times of a load that it did not finish', () => {
    expect(readOne(safariEntry({ timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 } }))).toMatchObject({ connect: 'silent', phases: { wait: { state: 'hidden' } } });
    expect(readOne(safariEntry({ timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 7, receive: 1 } }))).toMatchObject({ connect: 'earlier', phases: { wait: { state: 'measured' } } });
  });

  it('Playwright: `send` is filled in, and so is `ssl` of a plain connection', () => {
    const entry = readOne(playwrightEntry({ timings: { dns: 1, connect: 20, ssl: 21, send: 0, wait: 10, receive: 5 } }));
    expect([lengthOf(entry.phases.tcp), entry.phases.tls.state, entry.phases.send.state]).toEqual([20, 'skipped', 'hidden']);
  });

  it('Playwright: what was never answered, or by a test, used no connection that is known', () => {
    const empty = { send: -1, wait: -1, receive: -1 };
    expect(readOne(playwrightEntry({ status: -1, httpVersion: 'HTTP/1.1', timings: empty, response: { _failureText: 'net::ERR_ABORTED' } }))).toMatchObject({ status: 0, protocol: null, error: 'net::ERR_ABORTED' });
    expect(readOne(playwrightEntry({ timings: { dns: -1, connect: -1, ssl: -1, ...empty } })).connect).toBe('silent');
    const skipped = { dns: -1, connect: -1, ssl: -1, send: 0, wait: 8, receive: 1 };
    expect(readOne(playwrightEntry({ ip: null, timings: skipped }))).toMatchObject({ connect: 'silent', phases: { dns: { state: 'hidden' }, tcp: { state: 'hidden' }, tls: { state: 'hidden' } } });
    expect(readOne(playwrightEntry({ ip: '', timings: skipped }))).toMatchObject({ connect: 'silent', remoteAddress: null });
    expect(readOne(playwrightEntry({ timings: skipped })).connect).toBe('earlier');
    expect(readOne(playwrightEntry({ entry: { _wasFulfilled: true } })).noConnection).toBe('local');
    expect(readOne(playwrightEntry({ response: { _transferSize: -1 } })).transferSize).toBeNull();
  });

  it('Playwright: what no byte came of is of a cache or a service worker, but not a redirect, which is counted late', () => {
    const unconnected = { dns: -1, connect: -1, ssl: -1, send: 0, wait: 1, receive: 2 };
    const absence = (transferred: number, told: Told = {}): unknown => readOne(playwrightEntry({ timings: unconnected, response: { _transferSize: transferred }, ...told })).noConnection;
    expect([absence(0), absence(300), absence(-1), absence(0, { status: 302 }), absence(0, { timings: { ...unconnected, connect: 3 } })]).toEqual(['cache-or-service-worker', null, null, null, null]);
  });

  it('Playwright: without `wait`, `receive` is all of it', () => {
    const minimal = readOne(playwrightEntry({ ip: null, time: 14, timings: { send: -1, wait: -1, receive: 14 } }));
    expect([minimal.phases.receive.state, minimal.end! - minimal.start]).toEqual(['hidden', 14]);
  });

  it('Playwright: of an answer that was cut short there is neither an end nor, over TLS, a protocol', () => {
    const cut = (told: Told): unknown => {
      const { end, protocol, error } = readOne(playwrightEntry({ httpVersion: 'HTTP/1.1', ip: null, timings: { dns: -1, connect: -1, ssl: -1, send: 0, wait: 5, receive: -1 }, response: { _transferSize: -1, _failureText: 'net::ERR_ABORTED' }, ...told }));
      return { end, protocol, error };
    };
    expect(cut({ url: 'https://shop.test/feed' })).toEqual({ end: null, protocol: null, error: 'net::ERR_ABORTED' });
    expect(cut({ url: 'http://shop.test/feed' })).toMatchObject({ end: null, protocol: 'http/1.1' });
    // Version 1.23 counted, and told no length.
    expect(cut({ url: 'https://shop.test/feed', httpVersion: 'HTTP/2.0', response: { _transferSize: 48_716 } })).toMatchObject({ end: null, protocol: 'h2' });
  });

  it('Playwright: a WebSocket has no end, and one that failed is not called unfinished', () => {
    const untimed = { send: -1, wait: -1, receive: -1 };
    const shaken = playwrightEntry({ url: 'ws://live.test/feed', status: 101, httpVersion: 'HTTP/1.1', ip: null, timings: untimed, time: 20 });
    const rejected = playwrightEntry({ url: 'ws://live.test/no', status: -1, httpVersion: 'HTTP/1.1', ip: null, timings: untimed, time: -1, response: { _failureText: 'Unexpected response code: 403' } });
    expect(analyseEntries(shaken, rejected).requests.map(({ end, origination: { opening, ...how } }) => [end, opening, 'reason' in how ? how.reason : null])).toEqual([[null, 'new', null], [null, 'unknown', 'failed']]);
  });

  it('Chrome HAR Capturer: `undefined` is no id, a number that is a port is one', () => {
    const sockets = ['ws://live.test/1', 'wss://live.test/2', 'ws://live.test/3'].map(harCapturerSocket);
    expect(sockets.map((entry) => readOne(entry)).map(({ reportedConnection, run, end }) => [reportedConnection, run, end])).toEqual([[null, null, null], [null, null, null], [null, null, null]]);
    expect(readOne(harCapturerEntry({ url: 'http://shop.test/', connection: '80' }))).toMatchObject({ dialect: 'chromium-before', reportedConnection: '80' });
    expect(readOne(harCapturerEntry({ connection: '0', fromDisk: true }))).toMatchObject({ noConnection: 'disk-cache', reportedConnection: null });
    expect(readOne(sitespeedEntry({ url: 'https://shop.test/', connection: '443' })).reportedConnection).toBe('443');
  });

  it('chrome-har: an answer of which nothing was received after its headers has not ended, but for a redirect', () => {
    const unread = { timings: { ...REUSED, receive: 0 } };
    expect([sitespeedEntry(unread), sitespeedEntry({ ...unread, status: 302 }), sitespeedEntry(), genericEntry(unread)].map((entry) => readOne(entry)).map(({ end, phases: { receive } }) => [end === null, receive.state])).toEqual([[true, 'hidden'], [false, 'measured'], [false, 'measured'], [false, 'measured']]);
  });

  it('mitmproxy: 0 is of a new connection, −1 of one that had carried a request, also where sending and receiving took no time', () => {
    const first = { connect: 0, ssl: -1, send: 0, receive: 0, wait: 23 };
    const signs = [first, { ...first, ssl: 6 }, { ...first, connect: -1 }].map((timings) => readOne(mitmproxyEntry({ timings })).connect);
    expect(signs).toEqual(['opened', 'opened', 'earlier']);
    // It never reached the server.
    expect(readOne(mitmproxyEntry({ ip: null, timings: { ...first, connect: -1 } })).connect).toBe('silent');
  });

  it('axios-har-tracker: lengths that are filled in are none', () => {
    const entry = readOne(axiosEntry());
    expect([entry.connect, Object.values(entry.phases).map(({ state }) => state), entry.end! - entry.start]).toEqual(['silent', Array.from({ length: 7 }, () => 'hidden'), 38]);
  });

  it('what was not answered was on no connection that is known, whatever a tool fills in', () => {
    const timings = { ...REUSED, receive: 3 };
    expect(readOne(genericEntry({ status: 0, timings })).connect).toBe('silent');
    expect(readOne(genericEntry({ status: 200, timings })).connect).toBe('earlier');
    expect(readOne(genericEntry({ status: 0 })).connect).toBe('opened');
  });

  it('a tool that knows the total alone says nothing of connections', () => {
    expect(readOne(totalEntry())).toMatchObject({ connect: 'silent', phases: { dns: { state: 'hidden' }, wait: { state: 'measured' } } });
    expect(readOne(genericEntry({ timings: REUSED })).connect).toBe('earlier');
  });
});

describe('the formats', () => {
  const named = (entry: unknown, creator: string): string => {
    const read = readHar({ log: { creator: { name: creator, version: '1' }, entries: [entry] } });
    return read.ok ? read.value.about.format.id : read.error;
  };

  it.each([
    ['chrome', chromiumEntry(), 'WebInspector'],
    ['chrome', chromiumEntry(), 'any'],
    ['chrome-before', chromiumBeforeEntry(), 'WebInspector'],
    ['chrome-before', chromiumBeforeEntry(), 'any'],
    ['chrome-before', genericEntry({ connection: '1234' }), 'WebInspector'],
    ['chrome-har-capturer', chromiumBeforeEntry(), 'chrome-har-capturer'],
    ['firefox', firefoxEntry(), 'Firefox'],
    ['firefox-before', genericEntry(), 'Firefox'],
    ['firefox-before', genericEntry(), 'Firebug'],
    ['safari', safariEntry(), 'WebKit Web Inspector'],
    ['sitespeed', sitespeedEntry(), 'Browsertime'],
    ['webpagetest', webPageTestEntry(), 'WebPagetest'],
    ['playwright', playwrightEntry(), 'Playwright'],
    ['mitmproxy', mitmproxyEntry(), 'mitmproxy'],
    ['charles', genericEntry(), 'Charles Proxy'],
    ['fiddler', genericEntry(), 'Fiddler'],
    ['proxyman', genericEntry(), 'Proxyman'],
    ['httpwatch', genericEntry(), 'HttpWatch Professional'],
    ['zap', totalEntry(), 'ZAP'],
    ['zap', totalEntry(), 'OWASP ZAP'],
    ['insomnia', totalEntry(), 'Insomnia REST Client'],
    ['axios-har-tracker', axiosEntry(), 'axios-har-tracker'],
    ['polly', totalEntry(), 'Polly.JS'],
    ['reuse-lens', { ...chromiumEntry(), _opening: 'new', _basis: 'reported' }, 'any'],
    ['reuse-lens', { ...genericEntry(), _opening: 'new', _basis: 'inferred' }, 'Reuse Lens'],
    // Its raw capture is the browser's own.
    ['chrome', chromiumEntry(), 'Reuse Lens'],
    ['har', genericEntry(), 'any'],
    // The shape decides, not the name.
    ['webpagetest', webPageTestEntry(), 'WebInspector'],
    ['firefox', firefoxEntry(), 'WebInspector'],
  ])('%s', (id, entry, creator) => {
    expect(named(entry, creator)).toBe(id);
  });

  it('each can be recognised', () => {
    expect(HAR_FORMATS.map(({ id }) => id)).toEqual([...new Set(HAR_FORMATS.map(({ id }) => id))]);
    expect(HAR_FORMATS.filter(({ creator, reads }) => creator === null && reads.length > 0 && HAR_FORMATS.filter((other) => other.creator === null && other.reads.includes(reads[0]!)).length !== 1)).toEqual([]);
  });

  it('it is told of how many entries that used a connection', () => {
    const read = readHar(harFile([chromiumEntry(), chromiumEntry({ at: 50 }), chromiumEntry({ id: null, httpVersion: '' }), chromiumEntry({ id: null, entry: { _fromCache: 'disk' } })]));
    expect(read.ok && read.value.about.counts.map(({ count, of }) => [count, of])).toEqual([[4, null], [1, 4], [2, 3], [3, 3], [3, 3], [2, 3], [3, 3]]);
  });

  it('a file without entries, or a name, is of no tool that is known', () => {
    const read = readHar(harFile([]));
    expect(read.ok && read.value.about).toMatchObject({ format: { id: 'har' }, counts: [{ what: 'Entries', count: 0, of: null }, ...Array.from({ length: 6 }, () => expect.objectContaining({ count: 0, of: 0 }) as unknown)] });
  });

  it('docs/imports.md has the same table', () => {
    const docs = readFileSync(resolve(import.meta.dirname, '../../../docs/imports.md'), 'utf8');
    const rows = HAR_FORMATS.map(({ name, recognised, carries, lacks, exact, inferred, unknowable }) => `| ${[`**${name}**`, recognised, carries, lacks, exact, inferred, unknowable].join(' | ')} |`);
    const section = /\n## Dialects of HAR\n([\s\S]*?)(?=\n## |$)/.exec(docs)?.[1] ?? '';
    const table = section.split('\n').filter((line) => line.startsWith('| **'));
    expect(table).toEqual(rows);
  });
});
