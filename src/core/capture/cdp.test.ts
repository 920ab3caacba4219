import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import type { Analysis } from '../model/analysis.ts';
import { writeHar } from '../export/har.ts';
import { KEEPING } from '../export/privacy.ts';
import { lengthOf } from '../model/phase.ts';
import { lostIn } from '../test/carried.ts';
import { readCdp } from './cdp.ts';
import { aboutLog } from './log-formats.ts';

const WALL = 1_700_000_000;
const event = (method: string, at: number, params: object): object => ({ method: `Network.${method}`, params: { timestamp: 10 + at / 1000, ...params } });
const sent = (requestId: string, at: number, url: string, more: object = {}): object => event('requestWillBeSent', at, { requestId, loaderId: '1', frameId: 'F', wallTime: WALL + at / 1000, type: 'Script', request: { url, method: 'GET', initialPriority: 'High' }, ...more });
const RESPONSE = { status: 200, protocol: 'http/1.1', connectionId: 47, connectionReused: false, fromDiskCache: false, remoteIPAddress: '[::1]', headers: { 'Keep-Alive': 'timeout=5' } };
const timing = (at: number, more: object): object => ({ requestTime: 10 + at / 1000, dnsStart: -1, dnsEnd: -1, connectStart: -1, connectEnd: -1, sslStart: -1, sslEnd: -1, sendStart: 2, sendEnd: 3, receiveHeadersEnd: 13, ...more });
const OPENED = { dnsStart: 1, dnsEnd: 4, connectStart: 4, connectEnd: 30, sslStart: 14, sslEnd: 30, sendStart: 30, sendEnd: 31, receiveHeadersEnd: 40 };
const finished = (requestId: string, at: number): object => event('loadingFinished', at, { requestId, encodedDataLength: 500 });

function analysed(...events: readonly object[]): Analysis {
  const read = readCdp(events);
  if (!read.ok) throw new Error(read.error);
  return analyse({ ...NOTHING_HEARD, har: read.value.observations }, read.value.pages);
}

describe('a log of DevTools events', () => {
  it('has its requests on the connections that it names', () => {
    const { requests, connections, pages } = analysed(
      sent('1', 0, 'https://a.test/', { type: 'Document' }),
      event('responseReceived', 41, { requestId: '1', response: { ...RESPONSE, timing: timing(0, OPENED) } }),
      finished('1', 50),
      sent('2', 100, 'https://a.test/a.js'),
      event('responseReceived', 120, { requestId: '2', response: { ...RESPONSE, connectionReused: true, timing: timing(101, {}) } }),
      finished('2', 130),
    );
    expect(connections.map(({ label, requests: on }) => [label, on.length])).toEqual([['#47', 2]]);
    expect(requests.map(({ start, end, origination, remoteAddress, transferSize, headers }) => [start - WALL * 1000, Math.round(end! - start), origination.opening, remoteAddress, transferSize, headers['keep-alive']])).toEqual([
      [0, 50, 'new', '::1', 500, 'timeout=5'],
      [100, 30, 'reused', '::1', 500, 'timeout=5'],
    ]);
    const rounded = requests.map(({ phases: { stalled, dns, tcp, tls, send, wait, receive } }) => [stalled, dns, tcp, tls, send, wait, receive].map((phase) => Math.round(lengthOf(phase)!)));
    expect(rounded).toEqual([[1, 3, 10, 16, 1, 9, 10], [3, 0, 0, 0, 1, 10, 16]]);
    expect(pages.map(({ url }) => url)).toEqual(['https://a.test/']);
  });

  it('takes a size of −1 for one that nobody counted', () => {
    const sizes = (encodedDataLength: number): unknown => analysed(sent('1', 0, 'https://a.test/'), event('responseReceived', 41, { requestId: '1', response: { ...RESPONSE, timing: timing(0, OPENED) } }), event('loadingFinished', 50, { requestId: '1', encodedDataLength })).requests.map(({ transferSize }) => transferSize);
    expect([sizes(-1), sizes(0)]).toEqual([[null], [0]]);
  });

  it('says of how many requests that used a connection it has the id', () => {
    const read = readCdp([
      sent('1', 0, 'https://a.test/'),
      event('responseReceived', 41, { requestId: '1', response: { ...RESPONSE, timing: timing(0, OPENED) } }),
      sent('2', 50, 'https://a.test/kept'),
      event('responseReceived', 60, { requestId: '2', response: { ...RESPONSE, fromDiskCache: true } }),
      sent('3', 70, 'https://a.test/runs'),
    ]);
    expect(read.ok && aboutLog('cdp', read.value.observations).counts).toEqual([{ what: 'Requests', count: 3, of: null }, { what: 'With a connection id', count: 1, of: 2 }]);
  });

  it('has each hop of a redirect', () => {
    const { requests } = analysed(
      sent('1', 0, 'https://a.test/old'),
      sent('1', 30, 'https://a.test/new', { redirectResponse: { ...RESPONSE, status: 302, timing: timing(0, {}) } }),
      event('responseReceived', 60, { requestId: '1', response: { ...RESPONSE, timing: timing(31, {}) } }),
      finished('1', 70),
    );
    expect(requests.map(({ url, status, connection }) => [url, status, connection])).toEqual([['https://a.test/old', 302, '47'], ['https://a.test/new', 200, '47']]);
  });

  it('has once what two sessions follow', () => {
    const answer = { ...RESPONSE, status: 302, timing: timing(0, {}) };
    const socket = (method: string, more: object): object => event(method, 80, { requestId: '2', ...more });
    const events = [
      sent('1', 0, 'https://a.test/old'),
      sent('1', 30, 'https://a.test/new', { redirectResponse: answer }),
      event('responseReceived', 60, { requestId: '1', response: { ...RESPONSE, timing: timing(31, {}) } }),
      finished('1', 70),
      socket('webSocketCreated', { url: 'wss://a.test/feed' }),
      socket('webSocketWillSendHandshakeRequest', { wallTime: WALL }),
      socket('webSocketHandshakeResponseReceived', { response: { status: 101 } }),
    ];
    const told = (list: readonly object[]): unknown => analysed(...list).requests.map(({ url, status, connection, end, origination }) => [url, status, connection, end, origination.opening]);
    // One after the other, and at the same time.
    expect(told(events.flatMap((one) => [one, one]))).toEqual(told(events));
    expect(told([...events, ...events])).toEqual(told(events));
  });

  it('does not count a connect twice whose answer is told again for the hop that was stopped', () => {
    const answer = { ...RESPONSE, status: 302, timing: timing(0, OPENED) };
    const { requests, connections } = analysed(
      sent('1', 0, 'https://a.test/old'),
      sent('1', 41, 'https://b.test/new', { redirectResponse: answer }),
      event('responseReceived', 41, { requestId: '1', response: answer }),
      event('loadingFailed', 42, { requestId: '1', errorText: '', canceled: true }),
    );
    expect(requests.map(({ url, status, connection, origination }) => [url, status, connection, origination.opening])).toEqual([['https://a.test/old', 302, '47', 'new'], ['https://b.test/new', 0, null, 'unknown']]);
    expect(connections.map(({ origins }) => origins)).toEqual([['https://a.test']]);
  });

  it('says why a request used no connection, and claims none where nobody tells', () => {
    const openings = (...events: readonly object[]): unknown => analysed(sent('1', 0, 'https://a.test/'), ...events).requests[0]!.origination;
    expect(openings(event('requestServedFromCache', 1, { requestId: '1' }))).toMatchObject({ opening: 'none', reason: 'memory-cache' });
    expect(openings(event('responseReceived', 1, { requestId: '1', response: { ...RESPONSE, fromDiskCache: true } }))).toMatchObject({ opening: 'none', reason: 'disk-cache' });
    expect(openings(event('responseReceived', 1, { requestId: '1', response: { ...RESPONSE, fromServiceWorker: true } }))).toMatchObject({ opening: 'none', reason: 'service-worker' });
    expect(openings(event('loadingFailed', 1, { requestId: '1', errorText: 'net::ERR_CONNECTION_REFUSED' }))).toMatchObject({ opening: 'none', reason: 'failed' });
    expect(openings(event('loadingFailed', 1, { requestId: '1', errorText: '', blockedReason: 'csp' }))).toMatchObject({ opening: 'none', reason: 'blocked' });
    expect(openings(event('loadingFailed', 1, { requestId: '1', errorText: 'net::ERR_ABORTED' }))).toMatchObject({ opening: 'unknown' });
    expect(openings(event('responseReceived', 1, { requestId: '1', response: { ...RESPONSE, connectionId: 0 } }))).toMatchObject({ opening: 'unknown' });
    expect(openings()).toMatchObject({ opening: 'unknown', reason: 'unfinished' });
  });

  it('begins a navigation that is told late when the network stack had it', () => {
    const { requests: [request] } = analysed(sent('1', 300, 'https://a.test/'), event('responseReceived', 301, { requestId: '1', response: { ...RESPONSE, timing: timing(0, OPENED) } }), finished('1', 320));
    expect([request!.start - WALL * 1000, Math.round(request!.setup!), request!.problems]).toEqual([0, 29, []]);
  });

  it('what had been prefetched used no connection when it was needed, whose times it has', () => {
    const answered = (id: string, at: number, requestTime: number, more: object = {}): readonly object[] => [event('responseReceived', at, { requestId: id, response: { ...RESPONSE, timing: timing(requestTime, OPENED), ...more } }), finished(id, 50)];
    const openings = (...events: readonly object[]): unknown => analysed(...events).requests.map(({ origination: { opening, ...why }, start, end }) => [opening, 'reason' in why ? why.reason : null, end! >= start]);
    const prefetch = [sent('1', 0, 'https://a.test/next'), ...answered('1', 45, 1, { fromPrefetchCache: true })];
    const shown = [sent('2', 900, 'https://a.test/next'), ...answered('2', 901, 1, { fromPrefetchCache: true })];
    expect(openings(...prefetch, ...shown)).toEqual([['new', null, true], ['none', 'cache', true]]);
    // A log that does not say so has the same times twice; one may have begun after the prefetch.
    const silent = [sent('2', 900, 'https://a.test/next'), ...answered('2', 901, 1)];
    expect(openings(sent('1', 0, 'https://a.test/next'), ...answered('1', 45, 1), ...silent)).toEqual([['new', null, true], ['none', 'cache', true]]);
    expect(openings(...shown)).toEqual([['none', 'cache', true]]);
  });

  it('has of a stored answer that was confirmed what the server said, and not how the stored one had come', () => {
    const confirmed = (protocol: string, headers: object): unknown => {
      const { requests: [request], connections } = analysed(
        sent('1', 0, 'https://a.test/'),
        event('requestWillBeSentExtraInfo', 1, { requestId: '1', headers }),
        event('responseReceivedExtraInfo', 40, { requestId: '1', statusCode: 304, headers: { ETag: '"1"' } }),
        event('responseReceived', 41, { requestId: '1', response: { ...RESPONSE, protocol, timing: timing(0, OPENED) } }),
        finished('1', 50),
      );
      return [request!.status, request!.protocol, connections[0]!.protocol, Math.round(lengthOf(request!.phases.tcp)!), Math.round(lengthOf(request!.phases.tls)!)];
    };
    expect(confirmed('http/1.1', { Host: 'a.test', 'If-None-Match': '"1"' })).toEqual([304, 'http/1.1', 'http/1.1', 10, 16]);
    expect(confirmed('h3', { ':authority': 'a.test', 'If-None-Match': '"1"' })).toEqual([304, null, null, 10, 16]);
    expect(confirmed('http/1.1', { ':authority': 'a.test' })).toEqual([304, null, null, 10, 16]);
    // The page's own question, which version 156 has of what is in its memory.
    // Without that, bytes tell.
    const counted = (bytes: number): unknown => {
      const response = { ...RESPONSE, encodedDataLength: 180, headers: { 'content-length': '20000' }, timing: timing(0, {}) };
      const log = analysed(sent('1', 0, 'https://a.test/'), event('responseReceived', 41, { requestId: '1', response }), event('dataReceived', 42, { requestId: '1', dataLength: 20_000 }), event('loadingFinished', 43, { requestId: '1', encodedDataLength: bytes }));
      return log.requests.map(({ status }) => status);
    };
    expect([counted(180), counted(20_180)]).toEqual([[304], [200]]);
    const { requests } = analysed(sent('1', 0, 'https://a.test/'), event('responseReceivedExtraInfo', 40, { requestId: '1', statusCode: 304 }), event('responseReceived', 41, { requestId: '1', response: { ...RESPONSE, status: 304, timing: timing(0, {}) } }));
    expect(requests.map(({ status, protocol }) => [status, protocol])).toEqual([[304, 'http/1.1']]);
  });

  it('has what the network stack tells beside, whenever that comes, on the hop that it is of', () => {
    const asked = (path: string): object => event('requestWillBeSentExtraInfo', 0, { requestId: '1', headers: { Host: 'a.test', Referer: `https://${path}.test/` } });
    const answered = (path: string): object => event('responseReceivedExtraInfo', 0, { requestId: '1', statusCode: 200, headers: { 'Alt-Svc': path } });
    const told = (...events: readonly object[]): unknown => analysed(...events, event('responseReceived', 60, { requestId: '1', response: { ...RESPONSE, timing: timing(31, {}) } })).requests.map((request) => [request.asked?.referrer ?? null, request.headers['alt-svc'] ?? null]);
    const [old, next] = [sent('1', 0, 'https://a.test/old'), sent('1', 30, 'https://a.test/new', { redirectResponse: { ...RESPONSE, status: 302, timing: timing(0, {}) } })];
    const both = [['https://old.test', 'old'], ['https://new.test', 'new']];
    expect(told(asked('old'), answered('old'), old, asked('new'), answered('new'), next)).toEqual(both);
    expect(told(old, next, asked('old'), answered('old'), asked('new'), answered('new'))).toEqual(both);
    expect(told(old, next, asked('new'), answered('new'))).toEqual([[null, null], [null, null]]);
  });

  it('has its WebSockets', () => {
    const { requests } = analysed(
      sent('1', 0, 'https://a.test/'),
      event('webSocketCreated', 0, { requestId: '2', url: 'wss://a.test/chat', timestamp: undefined }),
      event('webSocketWillSendHandshakeRequest', 40, { requestId: '2', wallTime: WALL }),
      event('webSocketHandshakeResponseReceived', 60, { requestId: '2', response: { status: 101 } }),
      event('webSocketClosed', 900, { requestId: '2' }),
    );
    const socket = requests.find(({ url }) => url === 'wss://a.test/chat')!;
    expect([socket.status, socket.protocol, Math.round(socket.start - WALL * 1000), Math.round(socket.end! - socket.start)]).toEqual([101, 'wss', 40, 860]);
  });

  it('written as our HAR is read back the same: openings of 0 ms, how the page asked, what still runs, parts of a millisecond', () => {
    const headers = (names: object): object => ({ ...RESPONSE, headers: { ...RESPONSE.headers, ...names } });
    const asked = (requestId: string, names: object): object => event('requestWillBeSentExtraInfo', 0, { requestId, headers: { Host: 'a.test', ...names } });
    const whole = analysed(
      sent('1', 0.25, 'https://a.test/', { type: 'Document' }),
      asked('1', { 'Sec-Fetch-Mode': 'navigate', Cookie: 'a=s3cret' }),
      event('responseReceived', 41, { requestId: '1', response: { ...headers({ Location: '/b' }), timing: timing(0.25, { dnsStart: 0, dnsEnd: 0, connectStart: 0, connectEnd: 0 }) } }),
      finished('1', 50.125),
      ...[['2', 'Origin', 'https://b.test', 'true'], ['3', 'Referer', 'https://b.test/x', 'false']].flatMap(([id, name, from, credentials]) => [
        sent(id!, 60, `https://a.test/${id!}`),
        asked(id!, { [name!]: from }),
        event('responseReceived', 90, { requestId: id, response: { ...headers({ 'Access-Control-Allow-Origin': from, 'Access-Control-Allow-Credentials': credentials }), connectionReused: true, timing: timing(60, {}) } }),
        event('loadingFinished', 99, { requestId: id, encodedDataLength: -1 }),
      ]),
      sent('4', 100, 'https://a.test/long'),
    );
    expect(whole.requests.map(({ transferSize, end }) => [transferSize, end === null])).toEqual([[500, false], [null, false], [null, false], [null, true]]);
    expect(whole.requests.map(({ asked }) => asked?.allows ?? null)).toEqual([null, 'credentials', 'origin', null]);
    expect(lostIn(writeHar, whole)).toEqual([]);
    expect(JSON.stringify(writeHar(whole, KEEPING))).not.toContain('s3cret');
  });

  it('has HTTP/3 handshakes, which are transport and TLS in one', () => {
    const { requests } = analysed(sent('1', 0, 'https://a.test/'), event('responseReceived', 41, { requestId: '1', response: { ...RESPONSE, protocol: 'h3', timing: timing(0, { ...OPENED, sslStart: 4 }) } }), finished('1', 50));
    expect([requests[0]!.phases.tcp.state, Math.round(lengthOf(requests[0]!.phases.tls)!)]).toEqual(['skipped', 26]);
  });

  it('counts what is no event', () => {
    const read = readCdp([null, 5, {}, sent('1', 0, 'https://a.test/'), { method: 'Network.loadingFinished' }, event('responseReceived', 1, { requestId: 'of another', response: RESPONSE })]);
    expect(read.ok && [read.value.skipped, read.value.observations.length]).toEqual([3, 1]);
  });
});

describe('times that none can be', () => {
  const whole = (at: number, more: object = {}): readonly object[] => [sent('1', at, 'https://a.test/', more), event('responseReceived', at + 41, { requestId: '1', response: { ...RESPONSE, timing: timing(at, OPENED) } }), finished('1', at + 50)];

  it.each([1e15, -1e15])('a log whose only date is %d cannot be dated', (wallTime) => {
    expect(readCdp(whole(0, { wallTime }))).toEqual({ ok: false, error: expect.stringContaining('that can be times') as string });
    expect(analysed(...whole(0, { wallTime }), sent('2', 100, 'https://a.test/b')).requests.map(({ start }) => Math.round(start - WALL * 1000))).toEqual([0, 100]);
  });

  it('a request without a time that can be one is beside its neighbour, without timings', () => {
    const { requests, pages } = analysed(sent('2', 100, 'https://a.test/b'), ...whole(0, { timestamp: 1e20, type: 'Document' }));
    const request = requests.find(({ url }) => url === 'https://a.test/')!;
    expect([request.start - WALL * 1000, request.end! - WALL * 1000, request.stalled, request.problems.map(({ code }) => code), pages]).toEqual([100, 100, null, ['bad-date'], []]);
    expect(analysed(sent('2', 100, 'https://a.test/b'), sent('1', 0, 'https://a.test/', { timestamp: undefined })).requests).toHaveLength(2);
  });

  it('an end, or a part, that lasts for months is unknown and noted', () => {
    const [late] = analysed(...whole(0).slice(0, 2), event('loadingFinished', 50, { requestId: '1', timestamp: 1e8 })).requests;
    expect([late!.end, late!.problems.map(({ code }) => code)]).toEqual([null, ['absurd-timing']]);
    const timed = (more: object): unknown => {
      const [request] = analysed(sent('1', 0, 'https://a.test/'), event('responseReceived', 41, { requestId: '1', response: { ...RESPONSE, timing: timing(0, { ...OPENED, ...more }) } }), finished('1', 50)).requests;
      return [request!.phases.wait.state, request!.problems.map(({ message }) => message)];
    };
    expect(timed({ receiveHeadersEnd: 1e18 })).toEqual(['hidden', ['timing.receiveHeadersEnd is 1000000000000000000 ms; it is shown as unknown.']]);
    expect(timed({ requestTime: 1e18 })).toEqual(['hidden', ['timing.requestTime is 1000000000000000000 s, which cannot be; its times are shown as unknown.']]);
    expect(timed({ requestTime: 1e8 })).toMatchObject(['hidden', [expect.stringContaining('timing.requestTime')]]);
  });
});
