import { describe, expect, it } from 'vitest';
import type { HarObservation } from '../model/observation.ts';
import { lengthOf, type Phases } from '../model/phase.ts';
import { chromiumBeforeEntry, chromiumEntry, firefoxEntry, genericEntry, harFile, OPENED, OPENED_TLS, REUSED, socketEntry, ZERO, type Told } from '../test/har.ts';
import { mitmproxyEntry, webPageTestEntry } from '../test/har-tools.ts';
import { analyseEntries, readAll, readOne } from '../test/read.ts';
import { readHar, readHarEntries } from './har.ts';

const lengths = (phases: Phases): Record<string, number | string> =>
  Object.fromEntries(Object.entries(phases).map(([name, phase]) => [name, phase.state === 'measured' ? Math.round(lengthOf(phase)! * 1000) / 1000 : phase.state]));

describe('who wrote an entry is told by its shape', () => {
  it.each([
    ['chromium', chromiumEntry(), '58'],
    ['chromium', chromiumEntry({ id: null }), null],
    ['chromium', chromiumEntry({ entry: { _connectionId: 1 } }), '1'],
    ['chromium', chromiumEntry({ entry: { _connectionId: 0 } }), null],
    ['chromium-before', chromiumBeforeEntry(), '1234'],
    ['firefox', firefoxEntry(), null],
    ['generic', genericEntry({ connection: 'c7' }), 'c7'],
    ['generic', genericEntry(), null],
  ])('%s', (dialect, entry, id) => {
    expect(readOne(entry)).toMatchObject({ dialect, reportedConnection: id });
  });

  it('Firefox before `_securityState`: whole ms, `ssl` among them, and the port', () => {
    const before = (told: Told = {}): unknown => readOne(genericEntry({ url: 'https://shop.test/', connection: '443', timings: { blocked: 1, dns: 0, connect: 31, ssl: 20, send: 0, wait: 12, receive: 0 }, ...told })).dialect;
    const { ssl: _none, ...withoutTls } = OPENED_TLS;
    expect([before(), before({ connection: '7' }), before({ timings: OPENED_TLS }), before({ timings: withoutTls })]).toEqual(['firefox', 'generic', 'generic', 'generic']);
  });

  it('a `connection` that is the port of the URL, written or default, is no id', () => {
    expect(readOne(genericEntry({ connection: '8080' })).reportedConnection).toBeNull();
    expect(readOne(genericEntry({ url: 'https://shop.test/', connection: '443' })).reportedConnection).toBeNull();
    expect(readOne(chromiumBeforeEntry({ connection: '0' })).reportedConnection).toBeNull();
  });

  it('but of a HAR that we wrote it is the id, unless it is an estimate', () => {
    const own = { _opening: 'new', _basis: 'reported' };
    expect(readOne({ ...genericEntry({ url: 'https://shop.test/', connection: '443' }), ...own }).reportedConnection).toBe('443');
    expect(readOne({ ...genericEntry({ connection: '~1' }), ...own }).reportedConnection).toBeNull();
  });

  it('an image of Firefox\'s memory cache, which has neither port nor timings, is still Firefox\'s', () => {
    expect(readOne(firefoxEntry({ connection: null, ip: null, timings: {} }))).toMatchObject({ dialect: 'firefox', noConnection: 'memory-cache' });
  });
});

describe('an entry that used no connection', () => {
  it.each([
    ['memory-cache', chromiumEntry({ entry: { _fromCache: 'memory' } })],
    ['disk-cache', chromiumEntry({ id: null, entry: { _fromCache: 'disk' } })],
    ['service-worker', chromiumEntry({ id: null, response: { _fetchedViaServiceWorker: true } })],
    ['service-worker', chromiumEntry({ id: null, entry: { _fromCache: 'disk' }, response: { _fetchedViaServiceWorker: true, _serviceWorkerResponseSource: 'cache-storage' } })],
    ['cache-or-service-worker', firefoxEntry({ connection: null, ip: null })],
    ['local', chromiumEntry({ url: 'data:text/css,a{}' })],
  ])('says why: %s', (reason, entry) => {
    expect(readOne(entry).noConnection).toBe(reason);
  });

  it('takes a page that had been prefetched, which has the id and times of the prefetch, for no use of that connection', () => {
    const document = { entry: { _resourceType: 'document' }, timings: { ...REUSED, _blocked_queueing: -1 } };
    const told = (entry: unknown): unknown => { const { noConnection, reportedConnection } = readOne(entry); return [noConnection, reportedConnection]; };
    expect([chromiumEntry(document), chromiumEntry({ ...document, timings: REUSED }), chromiumEntry({ ...document, entry: { _resourceType: 'preflight' } })].map(told)).toEqual([['cache', null], [null, '58'], [null, '58']]);
  });

  it('knows no times of what Chromium has all in `blocked`, a worker\'s script for one', () => {
    const script = { id: null, timings: { ...REUSED, blocked: 51, send: 0, wait: 0, receive: 0 } };
    const told = (entry: unknown): unknown => { const { phases, start, end } = readOne(entry); return [phases.stalled.state, phases.wait.state, end! - start]; };
    expect([chromiumEntry(script), chromiumEntry({ ...script, id: '58' })].map(told)).toEqual([['hidden', 'hidden', 51], ['measured', 'measured', 51]]);
  });

  it('loses the stale id that Chromium leaves on entries of its memory cache', () => {
    expect(readOne(chromiumEntry({ id: '58', entry: { _fromCache: 'memory' } })).reportedConnection).toBeNull();
  });
});

describe('timings', () => {
  it('Chromium: `ssl` lies inside `connect`', () => {
    expect(lengths(readOne(chromiumEntry({ timings: OPENED_TLS })).phases)).toEqual({ stalled: 2, dns: 4, tcp: 12, tls: 18, send: 0.5, wait: 10, receive: 3 });
  });

  it('Firefox: `ssl` lies beside `connect`', () => {
    const entry = firefoxEntry({ url: 'https://shop.test/', connection: '443', timings: { blocked: 1, dns: 2, connect: 31, ssl: 20, send: 0, wait: 12, receive: 0 } });
    expect(lengths(readOne(entry).phases)).toMatchObject({ tcp: 31, tls: 20, wait: 12 });
  });

  it('a tool that counts `ssl` beside `connect` shows it in `time`', () => {
    const timings = { blocked: 0, dns: 1, connect: 20, ssl: 15, send: 0, wait: 10, receive: 4 };
    expect(lengths(readOne(genericEntry({ timings, time: 50 })).phases)).toMatchObject({ tcp: 20, tls: 15 });
    expect(lengths(readOne(genericEntry({ timings, time: 35 })).phases)).toMatchObject({ tcp: 5, tls: 15 });
  });

  it('−1 is skipped, missing is hidden, and neither is 0', () => {
    const { connect: _none, dns: _neither, ...silent } = REUSED;
    expect(readOne(chromiumEntry({ timings: REUSED })).phases).toMatchObject({ dns: { state: 'skipped' }, tcp: { state: 'skipped' } });
    expect(readOne(chromiumEntry({ timings: silent })).phases).toMatchObject({ dns: { state: 'hidden' }, tcp: { state: 'hidden' } });
    expect(lengths(readOne(chromiumEntry({ timings: { ...OPENED, dns: 0 } })).phases)).toMatchObject({ dns: 0, tcp: 20 });
  });

  it('what Chromium dates late is blocked for 1 ms more than it writes; for less than −1 nobody knows', () => {
    const told = (timings: object, read = chromiumEntry): unknown => {
      const { phases, problems } = readOne(read({ method: 'OPTIONS', timings: { ...OPENED, _blocked_queueing: -1, ...timings } }));
      return [lengthOf(phases.stalled), problems.map(({ code }) => code)];
    };
    expect([told({ blocked: -0.625 }), told({ blocked: 0.25 }), told({ blocked: -0.625 }, chromiumBeforeEntry)]).toEqual([[0.375, []], [1.25, []], [0.375, []]]);
    expect(told({ blocked: -1.2 })).toEqual([null, ['negative-timing']]);
    // Dated when it began; as long as the proxy was looked for; and a life of which nothing else is told.
    expect([told({ blocked: 2, _blocked_queueing: 0 }), told({ blocked: 3, _blocked_proxy: 3 }), told({ blocked: 9, connect: -1, send: 0, wait: 0 })]).toEqual([[2, []], [3, []], [9, []]]);
  });

  it('Firefox counts `blocked` until the request is sent: its setup lies within it, and is not added', () => {
    const told = (blocked: number): unknown => {
      const { phases, start, end } = readOne(firefoxEntry({ url: 'https://shop.test/', connection: '443', timings: { blocked, dns: 0, connect: 1, ssl: 106, send: 0, wait: 58, receive: 0 } }));
      return [lengthOf(phases.stalled), lengthOf(phases.tls), (end ?? 0) - start];
    };
    // As measured, with 110 ms until it was sent and 172 to its end; one that truly waited; and one that began to connect at once.
    expect([told(106), told(140), told(-1)]).toEqual([[0, 106, 165], [33, 106, 198], [null, 106, 165]]);
  });

  it('Firefox writes `ssl` 0 of plain http, too, where there is none', () => {
    const tls = (url: string, connection: string): unknown => readOne(firefoxEntry({ url, connection, timings: { blocked: 0, dns: 0, connect: 31, ssl: 0, send: 0, wait: 30, receive: 0 } })).phases.tls.state;
    expect(tls('http://shop.test:8080/', '8080')).toBe('skipped');
  });

  it('an address that a SOCKS proxy has looked up is not told', () => {
    expect(['0.0.0.0', '::', '127.0.0.1'].map((ip) => readOne(firefoxEntry({ ip })).remoteAddress)).toEqual([null, null, '127.0.0.1']);
  });

  it('`blocked` −1: Chromium says that nothing waited, Firefox that it does not know', () => {
    expect(readOne(chromiumEntry({ timings: { ...REUSED, blocked: -1 } })).phases.stalled).toEqual({ state: 'skipped' });
    expect(readOne(firefoxEntry({ timings: { blocked: -1, dns: 0, connect: 0, ssl: 0, send: 0, wait: 12, receive: 0 } })).phases.stalled.state).toBe('hidden');
  });

  it.each([
    ['a connect time: opened', chromiumEntry({ timings: OPENED }), 'opened'],
    ['connect −1: earlier', chromiumEntry({ timings: REUSED }), 'earlier'],
    ['the first request on a session from Alt-Svc, dns 0 and connect 0: earlier', chromiumEntry({ httpVersion: 'h3', timings: { ...REUSED, dns: 0, connect: 0 } }), 'earlier'],
    ['Firefox, plain, 0 ms: silent, for a new one on a fast network is 0 too', firefoxEntry(), 'silent'],
    ['Firefox, plain, 31 ms: opened', firefoxEntry({ timings: { blocked: 0, dns: 0, connect: 31, ssl: 0, send: 0, wait: 30, receive: 0 } }), 'opened'],
    ['Firefox, TLS, no handshake: earlier', firefoxEntry({ url: 'https://shop.test/', connection: '443' }), 'earlier'],
    ['Firefox, h3: silent', firefoxEntry({ url: 'https://shop.test/', connection: '443', httpVersion: 'HTTP/3' }), 'silent'],
    ['any tool, connect 0: silent', genericEntry({ timings: { ...OPENED, dns: 0, connect: 0 } }), 'silent'],
    ['any tool, no connect: silent', genericEntry({ timings: { send: 0, wait: 10, receive: 3 } }), 'silent'],
  ])('%s', (_name, entry, sign) => {
    expect(readOne(entry).connect).toBe(sign);
  });

  it('the stalled time is the whole `blocked`, its queued part told besides', () => {
    const entry = readOne(chromiumEntry({ timings: { ...REUSED, blocked: 220, _blocked_queueing: 217 } }));
    expect([lengthOf(entry.phases.stalled), entry.queued]).toEqual([220, 217]);
  });

  it('a negative timing is unknown, and is noted', () => {
    const entry = readOne(chromiumEntry({ timings: { ...OPENED, wait: -7 } }));
    expect(entry.phases.wait.state).toBe('hidden');
    expect(entry.problems).toMatchObject([{ code: 'negative-timing', message: expect.stringContaining('timings.wait is -7 ms') as string }]);
  });

  it.each([
    ['a text', { timings: { ...OPENED, blocked: '5000' } }, 'bad-timing', 'timings.blocked is no number, but the text "5000"; it is shown as unknown.'],
    ['no amount', { timings: { ...OPENED, blocked: Infinity } }, 'bad-timing', 'timings.blocked is no number; it is shown as unknown.'],
    ['a text for all of it', { time: '34' }, 'bad-timing', 'time is no number, but the text "34"; it is shown as unknown.'],
    ['months', { time: 6e9 }, 'absurd-timing', 'time is 6000000000 ms; it is shown as unknown.'],
    ['nothing for all of it', { time: undefined }, 'missing-timing', 'The entry does not say how long it took.'],
  ])('a timing that is none is unknown, and is noted: %s', (_name, entry, code, message) => {
    expect(readOne(chromiumEntry({ entry })).problems).toEqual([{ code, message }]);
  });

  it('missing timings are noted, and the entry still ends', () => {
    const entry = readOne(chromiumEntry({ time: 40, entry: { timings: undefined } }));
    expect(entry).toMatchObject({ end: ZERO + 40, connect: 'silent', problems: [{ code: 'missing-timing' }] });
  });

  it('a WebSocket shows its handshake and its life', () => {
    expect(readOne(socketEntry())).toMatchObject({ protocol: 'ws', end: ZERO + 905, connect: 'silent' });
    expect(lengths(readOne(socketEntry()).phases)).toMatchObject({ wait: 5, receive: 900, dns: 'hidden' });
  });

  it.each([
    ['mitmproxy', mitmproxyEntry({ url: 'https://live.test/feed', httpVersion: 'HTTP/1.1', status: 101 }), 'wss'],
    ['WebPageTest', webPageTestEntry({ url: 'http://live.test/feed', status: 101, timings: OPENED }), 'ws'],
  ])('%s writes a WebSocket as the request that it began as: what the handshake took is told, the end is not', (_name, entry, protocol) => {
    const read = readOne(entry);
    expect(read).toMatchObject({ protocol, end: null, connect: 'opened' });
    expect(lengths(read.phases)).toMatchObject({ tcp: expect.any(Number) as number, wait: expect.any(Number) as number, receive: 'hidden' });
  });

  it('what switches to another protocol is no WebSocket', () => {
    const switched = (to: string): string | null => readOne(mitmproxyEntry({ url: 'https://live.test/', httpVersion: 'HTTP/1.1', status: 101, headers: { Upgrade: to } })).protocol;
    expect([switched('WebSocket'), switched('h2c')]).toEqual(['wss', 'http/1.1']);
  });

  it('of a WebSocket that did not open Chromium writes status 0: what its server said is in words, or nowhere', () => {
    const status = (...words: readonly string[]): number | null => readOne(socketEntry({ status: 0, httpVersion: '', entry: { _webSocketMessages: words.map((data) => ({ type: 'error', time: 1, opcode: -1, data })) } })).status;
    expect(status('Error during WebSocket handshake: Unexpected response code: 403')).toBe(403);
    expect(status('WebSocket is closed before the connection is established.')).toBeNull();
    expect(status()).toBeNull();
    const [silent] = analyseEntries(socketEntry({ status: 0, httpVersion: '' })).requests;
    expect(silent!.origination).toMatchObject({ opening: 'unknown', reason: 'failed' });
  });

  it('without a date Chromium never sent its handshake, unless the page closed it: then the browser had not heard of it', () => {
    const undated = (...words: readonly string[]): unknown => readOne(socketEntry({ status: 0, httpVersion: '', entry: { startedDateTime: '1969-12-31T23:59:59.000Z', _webSocketMessages: words.map((data) => ({ type: 'error', time: 1, opcode: -1, data })) } }));
    expect(undated('Error in connection establishment: net::ERR_CONNECTION_REFUSED')).toMatchObject({ noConnection: 'failed', status: 0 });
    expect(undated()).toMatchObject({ noConnection: 'failed', status: 0 });
    expect(undated('WebSocket is closed before the connection is established.')).toMatchObject({ noConnection: null, status: null });
  });

  it('when a WebSocket of Firefox closed is not known', () => {
    expect(readOne(firefoxEntry({ url: 'ws://live.test:8080/', status: 101 })).end).toBeNull();
  });

  it('a failed request shows no phases: Chromium puts its whole life into `blocked`', () => {
    expect(readOne(chromiumEntry({ id: null, status: 0, httpVersion: '', timings: { ...REUSED, blocked: 30 }, response: { _error: 'net::ERR_FAILED' } }))).toMatchObject({ error: 'net::ERR_FAILED', phases: { stalled: { state: 'hidden' } } });
  });
});

it('the status of an answer that came without one is not told: so Chromium tells of a service worker\'s script', () => {
  const status = (told: Told): number | null => readOne(chromiumEntry({ status: 0, httpVersion: '', id: null, ...told })).status;
  const empty = { content: { size: 0, mimeType: 'x-unknown' } };
  expect([status({}), status({ response: empty }), status({ response: { _error: 'net::ERR_FAILED' } })]).toEqual([null, 0, 0]);
  const [script] = analyseEntries(chromiumEntry(), chromiumEntry({ at: 50, status: 0, httpVersion: '', id: null })).requests.slice(1);
  expect(script!.origination).toMatchObject({ opening: 'unknown', reason: 'no-id' });
});

it('whether a shared worker\'s script runs nobody tells: of its answer and its end Chromium never does', () => {
  const open = (changes: object): unknown => chromiumEntry({ status: 0, httpVersion: '', id: null, time: 0, timings: { ...REUSED, blocked: -63559073.9, send: 0, wait: 0, receive: 0 }, response: { content: { size: 0, mimeType: 'x-unknown' } }, entry: { _priority: 'VeryLow', _initiator: { type: 'other', url: 'http://shop.test:8080/' }, ...changes } });
  const told = (changes: object): unknown[] => readHarEntries([open(changes)], { keyPrefix: 'open', open: true }).map(({ status, end, phases }) => [status, end, phases.wait]);
  expect(told({})).toEqual([[null, ZERO, { state: 'hidden', why: 'not-reported' }]]);
  expect(told({ _priority: 'High', _initiator: { type: 'script' } })).toEqual([[0, null, { state: 'hidden', why: 'unfinished' }]]);
});

describe('of a 304 Chromium names the protocol of the stored answer', () => {
  const sent = { ':authority': 'shop.test' };
  const confirmed = (told: Told = {}): unknown => chromiumEntry({ status: 304, httpVersion: 'http/2.0', sent, timings: REUSED, ...told });

  it('which headers as they were sent bear out of HTTP/1 alone', () => {
    const protocol = (told: Told): string | null => readOne(confirmed(told)).protocol;
    const host = { Host: 'shop.test' };
    expect([protocol({ httpVersion: 'HTTP/1.1', sent: host }), protocol({ httpVersion: 'HTTP/1.1' }), protocol({}), protocol({ httpVersion: 'h3' }), protocol({ sent: host })]).toEqual(['http/1.1', null, null, null, null]);
    expect(readOne(firefoxEntry({ status: 304, httpVersion: 'HTTP/2' })).protocol).toBe('h2');
  });

  it('which says nothing of its connection: another request of that tells, or nobody', () => {
    const url = 'https://shop.test/a.js';
    const { connections } = analyseEntries(confirmed({ url, id: '1' }), chromiumEntry({ url, at: 50, id: '1', httpVersion: 'h3', timings: REUSED }), confirmed({ url, at: 90, id: '2' }));
    expect(connections.map(({ protocol }) => protocol)).toEqual(['h3', null]);
  });
});

it('what the page was not let ask used no connection: Chromium names no error of it, Firefox opened no channel', () => {
  const absence = (entry: unknown): string | null => readOne(entry).noConnection;
  const inChromium = (_error: string | null): unknown => chromiumEntry({ status: 0, httpVersion: '', id: null, timings: { ...REUSED, blocked: 0.04 }, response: { _error, content: { size: 0, mimeType: 'x-unknown' } } });
  expect([absence(inChromium('')), absence(inChromium(null)), absence(inChromium('net::ERR_ABORTED'))]).toEqual(['blocked', null, null]);
  const inFirefox = (timings: Told['timings'], headersSize: number): unknown => {
    const entry = firefoxEntry({ status: 0, httpVersion: '', connection: null, ip: null, ...(timings && { timings }) });
    return { ...entry, request: { ...(entry['request'] as object), headersSize } };
  };
  expect([absence(inFirefox({}, 0)), absence(inFirefox({}, 337)), absence(inFirefox({ blocked: 0 }, 335))]).toEqual(['blocked', null, null]);
});

it('a redirect that Chromium makes by itself used no connection', () => {
  const headers = { Location: 'https://shop.test/', 'Non-Authoritative-Reason': 'HSTS' };
  const redirect = (told: Told): unknown => readOne(chromiumEntry({ status: 307, headers, id: null, ...told })).noConnection;
  expect([redirect({}), redirect({ id: '58' }), redirect({ headers: { Location: headers.Location } })]).toEqual(['local', null, null]);
});

describe('what cannot be right is contained', () => {
  it.each<readonly [unknown, string]>([
    [undefined, 'startedDateTime is missing;'],
    [1_767_225_600_000, 'startedDateTime is 1767225600000, which is no date of ISO 8601;'],
    ['01/02/2026 03:04', 'startedDateTime is "01/02/2026 03:04", which is no date of ISO 8601;'],
    ['2026-02-30T00:00:00Z', 'startedDateTime is "2026-02-30T00:00:00Z", which is no date of ISO 8601;'],
    ['1969-12-31T23:59:59Z', 'startedDateTime is "1969-12-31T23:59:59Z";'],
  ])('what is said of the date %s', (startedDateTime, said) => {
    expect(readOne(chromiumEntry({ entry: { startedDateTime } })).problems).toEqual([{ code: 'bad-date', message: `${said} the request is shown at the time of its neighbour, without timings.` }]);
  });

  it('a date without a zone is taken for UTC, and that is noted', () => {
    const read = readOne(chromiumEntry({ entry: { startedDateTime: '2026-11-21T00:00:00.5' } }));
    expect(read).toMatchObject({ start: ZERO + 500, dated: true, problems: [{ code: 'zoneless-date', message: 'startedDateTime is "2026-11-21T00:00:00.5", without a time zone; it is taken for UTC.' }] });
  });

  it('a refused WebSocket dated 1969 stands beside its neighbour and spoils no axis', () => {
    const refused = socketEntry({ method: '', status: 0, httpVersion: '', time: 1e6, entry: { startedDateTime: '1969-12-31T23:59:59.000Z' } });
    const [, second] = readAll([chromiumEntry({ at: 50 }), refused]);
    expect(second).toMatchObject({ start: ZERO + 50, end: ZERO + 50, dated: false, problems: [{ code: 'bad-date', message: expect.stringContaining('1969-12-31') as string }] });
  });

  it('an undated first entry takes the first date there is', () => {
    const [first] = readAll([chromiumEntry({ entry: { startedDateTime: 'yesterday' } }), chromiumEntry({ at: 70 })]);
    expect(first?.start).toBe(ZERO + 70);
  });

  it.each([
    [null, 'Not a HAR file: expected an object with `log`.'],
    [[], 'Not a HAR file: expected an object with `log`.'],
    [{ log: {} }, 'Not a HAR file: expected `log.entries`.'],
    [{ log: { entries: 'many' } }, 'Not a HAR file: expected `log.entries`.'],
  ])('%j is not a HAR file, and says why', (file, error) => {
    expect(readHar(file)).toEqual({ ok: false, error });
  });

  it('elements that are no entries are left out and counted', () => {
    const file = readHar(harFile([null, 7, {}, { request: {} }, chromiumEntry()]));
    expect(file).toMatchObject({ ok: true, value: { skipped: [0, 1, 2, 3], observations: [{ reportedConnection: '58' }] } });
  });

  it('an entry with nothing but a URL is shown', () => {
    expect(readOne({ request: { url: 'http://shop.test/' } })).toMatchObject({ method: '', status: 0, dialect: 'generic', problems: [{ code: 'bad-date' }] });
  });

  it('pages are dated as entries are: neither before the web nor in a far future, and no load takes a month', () => {
    const page = (id: string, startedDateTime: string, onLoad = 90): unknown => ({ id, title: 'http://shop.test/', startedDateTime, pageTimings: { onLoad, onContentLoad: 1e300 } });
    const file = harFile([chromiumEntry()], [page('far', '+275760-09-13T00:00:00.000Z'), page('early', '1969-12-31T23:59:59.999Z'), page('A', '2026-11-21T00:00:00.000Z'), page('B', '2026-11-21T00:00:00.000Z', 8.64e15)]);
    expect(readHar(file)).toMatchObject({ value: { pages: [{ id: 'A', load: ZERO + 90, contentLoaded: null }, { id: 'B', load: null }] } });
  });

  it('pages without an id or a date are left out; a load that did not happen is none', () => {
    const page = { id: 'p', title: 'http://shop.test/', startedDateTime: new Date(ZERO).toISOString(), pageTimings: { onContentLoad: 40.5, onLoad: -1 } };
    expect(readHar(harFile([], [page, { ...page, id: '' }, { ...page, startedDateTime: '' }, 4]))).toMatchObject({
      value: { pages: [{ id: 'p', url: 'http://shop.test/', start: ZERO, contentLoaded: ZERO + 40.5, load: null }] },
    });
  });
});

describe('a page is called by its document’s URL', () => {
  const page = { id: 'p', startedDateTime: new Date(ZERO).toISOString(), pageTimings: {} };
  const pagesOf = (title: string, ...entries: readonly unknown[]): unknown => {
    const file = readHar(harFile(entries, [{ ...page, title }]));
    return file.ok ? file.value.pages : file.error;
  };

  it('that of its first request, where the title is not one', () => {
    const entries = [chromiumEntry({ url: 'https://shop.test/app.js', pageref: 'p', at: 5 }), chromiumEntry({ url: 'https://other.test/', pageref: 'q' }), chromiumEntry({ url: 'data:,x', pageref: 'p' }), chromiumEntry({ url: 'https://shop.test/inbox', pageref: 'p', at: 1 })];
    expect(pagesOf('Inbox of Ann', ...entries)).toMatchObject([{ url: 'https://shop.test/inbox', title: 'Inbox of Ann' }]);
  });

  it.each(['Inbox of Ann', 'https://a.test/ - Inbox of Ann', 'https:Ann', ''])('nobody tells it where %j is the title and no request is of it', (title) => {
    expect(pagesOf(title, chromiumEntry())).toMatchObject([{ url: '' }]);
  });

  it('which is its title, as a rule', () => {
    expect(pagesOf('https://shop.test/', chromiumEntry({ pageref: 'p' }))).toEqual([{ id: 'p', url: 'https://shop.test/', start: ZERO, contentLoaded: null, load: null }]);
  });
});

it('URLs lose their fragment and IPv6 addresses their brackets', () => {
  expect(readOne(chromiumEntry({ url: 'http://shop.test:8080/a#b', ip: '[::1]' }))).toMatchObject({ url: 'http://shop.test:8080/a', remoteAddress: '::1' });
});

it('the size on the wire is the reported one, else head and body', () => {
  expect(readOne(chromiumEntry()).transferSize).toBe(185);
  expect(readOne(genericEntry()).transferSize).toBe(185);
  expect(readOne(genericEntry({ response: { bodySize: -1 } })).transferSize).toBeNull();
});

it('the body alone is that less the headers, in Firefox, which counts them in; where their size is told', () => {
  const bodyOf = (headersSize: number): number | null => readOne(firefoxEntry({ response: { headersSize, bodySize: 185 } })).bodySize;
  expect([bodyOf(85), bodyOf(-1)]).toEqual([100, 185]);
});

describe('an entry that has not finished, as the log says', () => {
  const open = (told: Told): HarObservation => readHarEntries([chromiumEntry(told)], { keyPrefix: 'open', open: true })[0]!;
  const size = (size: number, bodySize = 0): Readonly<Record<string, unknown>> => ({ content: { size, mimeType: 'image/gif' }, bodySize });
  const hasEnded = (told: Told): boolean => open(told).end !== null;

  it('runs, for all that is known', () => {
    expect(open({})).toMatchObject({ end: null, phases: { receive: { state: 'hidden', why: 'unfinished' } } });
  });

  it('has ended when as much has come as its header says: its page does not read it to its end', () => {
    expect(open({ headers: { 'Content-Length': '43' }, response: size(43) })).toMatchObject({ end: ZERO + 39.5, phases: { receive: { state: 'measured' } } });
    expect([42, 44].map((came) => hasEnded({ headers: { 'content-length': '43' }, response: size(came) }))).toEqual([false, false]);
  });

  it('counts what was on the wire where the answer was encoded', () => {
    const headers = { 'Content-Length': '43', 'Content-Encoding': 'br' };
    expect([size(43), size(90, 43), size(43, 43)].map((response) => hasEnded({ headers, response }))).toEqual([false, true, true]);
    expect(hasEnded({ headers: { ...headers, 'Content-Encoding': 'identity' }, response: size(43) })).toBe(true);
  });

  it('has ended with its head where it has no body', () => {
    expect([204, 304, 200, 0].map((status) => hasEnded({ status }))).toEqual([true, true, false, false]);
    expect(hasEnded({ method: 'HEAD', headers: { 'Content-Length': '43' }, response: size(0) })).toBe(true);
  });

  it('unless it is a WebSocket, which lasts', () => {
    expect(readHarEntries([socketEntry({ status: 204 })], { keyPrefix: 'open', open: true })[0]!.end).toBeNull();
  });
});
