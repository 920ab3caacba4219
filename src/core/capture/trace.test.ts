import { describe, expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../analysis/analyse.ts';
import type { HarObservation } from '../model/observation.ts';
import { lengthOf } from '../model/phase.ts';
import { readTrace } from './trace.ts';

const event = (name: string, ms: number, data: object): object => ({ name, ph: 'I', cat: 'devtools.timeline', ts: 5_000_000 + ms * 1000, args: { data: { requestId: '1', ...data } } });
const timing = { requestTime: 5, dnsStart: 1, dnsEnd: 2, connectStart: 2, connectEnd: 12, sslStart: -1, sslEnd: -1, sendStart: 12, sendEnd: 13, receiveHeadersEnd: 30 };
const EVENTS = [
  event('ResourceSendRequest', 0, { url: 'http://a.test/', requestMethod: 'GET', priority: 'VeryHigh' }),
  event('ResourceReceiveResponse', 33, { statusCode: 200, protocol: 'http/1.1', connectionId: 9, connectionReused: false, timing }),
  event('ResourceFinish', 60, { finishTime: 5.04, encodedDataLength: 70 }),
];

describe('a performance trace', () => {
  it('has its requests on the connections that it names', () => {
    const read = readTrace({ traceEvents: EVENTS, metadata: { startTime: '2026-01-02T03:04:05.000Z' } });
    const { requests, connections } = analyse({ ...NOTHING_HEARD, har: read.ok ? read.value.observations : [] }, []);
    const [request] = requests;
    expect(connections.map(({ label }) => label)).toEqual(['#9']);
    expect([request!.origination.opening, new Date(request!.start).toISOString(), Math.round(request!.end! - request!.start), request!.priority]).toEqual(['new', '2026-01-02T03:04:05.000Z', 40, 'VeryHigh']);
    const { stalled, dns, tcp, tls, send, wait, receive } = request!.phases;
    expect([stalled, dns, tcp, tls, send, wait, receive].map((phase) => Math.round(lengthOf(phase)!))).toEqual([1, 1, 10, 0, 1, 17, 10]);
  });

  it('begins when it was asked for, also a navigation, whose sending is told once its page is there', () => {
    const late = event('ResourceSendRequest', 45, { url: 'http://a.test/' });
    const spans = (...events: readonly object[]): unknown => {
      const read = readTrace([...events, EVENTS[1], EVENTS[2]]);
      return read.ok && read.value.observations.map(({ start, end }) => [start - 5000, end! - 5000]);
    };
    expect(spans(event('ResourceWillSendRequest', -2, {}), late)).toEqual([[-2, 40]]);
    // Where nothing tells of the asking, when the network stack had it.
    expect(spans(late)).toEqual([[0, 40]]);
  });

  it('knows a stored answer that was confirmed by its body, of which nothing came', () => {
    const told = (head: object, finish: object): unknown => {
      const answer = { statusCode: 200, protocol: 'http/1.1', connectionId: 9, connectionReused: true, timing, encodedDataLength: 180, headers: [{ name: 'Content-Length', value: '20000' }], ...head };
      const read = readTrace([EVENTS[0], event('ResourceReceiveResponse', 33, answer), event('ResourceFinish', 60, { finishTime: 5.04, encodedDataLength: 180, decodedBodyLength: 20_000, ...finish })]);
      return read.ok && read.value.observations.map(({ status, protocol, reportedConnection }) => [status, protocol, reportedConnection]);
    };
    expect(told({}, {})).toEqual([[304, null, '9']]);
    const asTold = [[200, 'http/1.1', '9']];
    // It came, with its headers or after them; a part of it came; it had none; it is not known how long it is.
    expect(told({ encodedDataLength: 20_180 }, { encodedDataLength: 20_180 })).toEqual(asTold);
    expect(told({}, { encodedDataLength: 20_180 })).toEqual(asTold);
    expect(told({}, { encodedDataLength: 9000 })).toEqual(asTold);
    expect(told({}, { decodedBodyLength: 0 })).toEqual(asTold);
    expect(told({ headers: [] }, {})).toEqual(asTold);
    expect(told({}, { didFail: true })).toEqual(asTold);
    expect(told({ fromCache: true, encodedDataLength: 0 }, { encodedDataLength: 0 })).toEqual([[200, 'http/1.1', null]]);
  });

  it('takes a size of −1 for one that nobody counted', () => {
    const sizes = (encodedDataLength: number): unknown => {
      const read = readTrace([...EVENTS.slice(0, 2), event('ResourceFinish', 60, { finishTime: 5.04, encodedDataLength })]);
      return read.ok && read.value.observations.map(({ transferSize }) => transferSize);
    };
    expect([sizes(-1), sizes(0)]).toEqual([[null], [0]]);
  });

  it('has each hop of a redirect', () => {
    const read = readTrace([EVENTS[0], event('ResourceSendRequest', 40, { url: 'http://a.test/next' })]);
    expect(read.ok && read.value.observations.map(({ url, redirectTo, end, status }) => [url, redirectTo, end !== null, status])).toEqual([['http://a.test/', 'http://a.test/next', true, null], ['http://a.test/next', null, false, 0]]);
    const { requests } = analyse({ ...NOTHING_HEARD, har: read.ok ? read.value.observations : [] }, []);
    expect(requests[0]!.origination).toMatchObject({ opening: 'unknown', reason: 'timing-silent' });
  });

  it('knows what came from a cache or a service worker', () => {
    const absence = (data: object): unknown => {
      const read = readTrace([EVENTS[0], event('ResourceReceiveResponse', 3, { statusCode: 200, connectionId: 9, ...data })]);
      return read.ok && read.value.observations.map(({ noConnection, reportedConnection }) => [noConnection, reportedConnection])[0];
    };
    expect([absence({ fromCache: true }), absence({ fromServiceWorker: true }), absence({})]).toEqual([['cache', null], ['service-worker', null], [null, '9']]);
  });

  it('has WebSockets, by a number that begins again in each process', () => {
    const socket = (name: string, ms: number, pid: number, data: object = {}): object => ({ ...event(`WebSocket${name}`, ms, {}), pid, args: { data: { identifier: 6, ...data } } });
    const open = (pid: number, url: string): object[] => [socket('Create', 1, pid, { url }), socket('SendHandshakeRequest', 3, pid)];
    const read = readTrace([
      ...open(1, 'ws://a.test/feed'),
      ...open(2, 'wss://a.test/rejected'),
      // Refused: no handshake was sent.
      socket('Create', 2, 3, { url: 'ws://a.test/refused' }),
      socket('ReceiveHandshakeResponse', 5, 1),
      socket('Receive', 6, 1, { dataLength: 5 }),
      ...[1, 2, 3].map((pid) => socket('Destroy', 9, pid)),
    ]);
    expect(read.ok && read.value.observations.map(({ url, start, end, status, error, protocol, resourceType }) => [url, start - 5000, end! - 5000, status, error, protocol, resourceType])).toEqual([
      ['ws://a.test/feed', 3, 9, 101, null, 'ws', 'websocket'],
      ['wss://a.test/rejected', 3, 9, 0, 'failed', 'wss', 'websocket'],
    ]);
  });

  it('leaves out what the browser\'s own pages load', () => {
    const read = readTrace([...EVENTS, event('ResourceSendRequest', 1, { requestId: '2', url: 'chrome://new-tab-page/a.js' })]);
    expect(read.ok && read.value.observations.length).toBe(1);
  });

  it('without requests is refused, and says what to do', () => {
    expect(readTrace({ traceEvents: [null, {}, { name: 'x', ts: 5 }] })).toMatchObject({ ok: false, error: expect.stringContaining('no requests') });
  });
});

it('an event at no time that can be one loses no trace', () => {
  const [send, ...rest] = EVENTS as readonly { readonly args: { readonly data: object } }[];
  const mad = { ...event('ResourceSendRequest', 0, { requestId: '2', url: 'http://a.test/b' }), ts: 1e300 };
  const read = readTrace([send, mad, ...rest]);
  expect(read.ok && read.value.observations.map(({ start, dated, problems }) => [start, dated, problems.map(({ code }) => code)])).toEqual([[5000, true, []], [5000, false, ['bad-date']]]);
  const [late] = ((): readonly HarObservation[] => {
    const ended = readTrace([...EVENTS.slice(0, 2), event('ResourceFinish', 60, { finishTime: 1e12 })]);
    return ended.ok ? ended.value.observations : [];
  })();
  expect([late!.end, late!.problems.map(({ code }) => code)]).toEqual([null, ['absurd-timing']]);
});
