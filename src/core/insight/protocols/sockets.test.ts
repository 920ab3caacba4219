import { describe, expect, it } from 'vitest';
import { chromiumEntry, firefoxEntry, REUSED, socketEntry, ZERO, type Told } from '../../test/har.ts';
import { analyse } from '../../analysis/analyse.ts';
import { analyseEntries, heard, only } from '../../test/read.ts';
import { readHarEntries } from '../../capture/har.ts';
import { webRecord } from '../../test/timing.ts';
import { eventStreamsOf, webSocketsOf, type SocketLife } from './sockets.ts';

const socket = (told: Told = {}): SocketLife => only(webSocketsOf(analyseEntries(socketEntry(told))));
const SECONDS = ZERO / 1000;
const message = (type: string, afterMs: number): unknown => ({ type, time: SECONDS + afterMs / 1000, opcode: 1, data: 'x' });

describe('a WebSocket', () => {
  it('that closed: its life is from the handshake on', () => {
    expect(socket({ at: 100 })).toMatchObject({ url: 'ws://live.test:8080/feed', dialledAt: ZERO + 100, endedAt: ZERO + 1005, lifetimeMs: 900, end: 'closed' });
  });

  it('that was refused never opened', () => {
    expect(socket({ status: 403, timings: { ...REUSED, wait: 5, receive: 0 }, time: 5 })).toMatchObject({ end: 'failed', endedAt: ZERO + 5, lifetimeMs: null });
  });

  it('that never reached a server has failed where request events tell when; its own date is none', () => {
    const har = [socketEntry({ method: '', status: 0, httpVersion: '', entry: { startedDateTime: '1969-12-31T23:59:59.000Z' } })];
    const web = [webRecord({ url: 'ws://live.test:8080/feed', type: 'websocket', at: 400, until: 410, error: 'net::ERR_CONNECTION_REFUSED' })];
    expect(only(webSocketsOf(analyse(heard({ har })))).end).toBe('not-told');
    expect(only(webSocketsOf(analyse(heard({ har, web }))))).toMatchObject({ end: 'failed', dialledAt: ZERO + 400, endedAt: ZERO + 410 });
  });

  it('over HTTP/2 is accepted with 200; over HTTP/1.1 that refuses it', () => {
    const answered = (url: string, messages?: readonly unknown[]): string => socket({ url, status: 200, entry: messages === undefined ? {} : { _webSocketMessages: messages } }).end;
    expect(answered('wss://live.test/feed', [])).toBe('closed');
    expect(answered('wss://live.test/feed', [message('send', 105), message('error', 300)])).toBe('closed');
    expect(answered('wss://live.test/feed', [message('error', 10)])).toBe('failed');
    expect(answered('wss://live.test/feed')).toBe('not-told');
    expect(answered('ws://live.test/feed', [])).toBe('failed');
  });

  it('that is still open', () => {
    const har = readHarEntries([socketEntry()], { keyPrefix: 'open', open: true });
    expect(only(webSocketsOf(analyse({ ...heard({}), har })))).toMatchObject({ end: 'open', endedAt: null, lifetimeMs: null });
  });

  it('of Firefox: the log ends at the handshake', () => {
    expect(only(webSocketsOf(analyseEntries(firefoxEntry({ url: 'ws://live.test:8080/feed', status: 101 }))))).toMatchObject({ end: 'not-told', endedAt: null });
  });
});

describe('its messages', () => {
  it('are counted, with the longest silence', () => {
    const _webSocketMessages = [message('send', 105), message('receive', 200), message('receive', 300)];
    expect(socket({ at: 100, entry: { _webSocketMessages } }).messages).toEqual({ told: true, sent: 1, received: 2, longestSilenceMs: expect.closeTo(705, 1) as number, heartbeatMs: null });
  });

  it('none at all is an answer', () => {
    expect(socket({ entry: { _webSocketMessages: [] } }).messages).toMatchObject({ told: true, sent: 0, received: 0, longestSilenceMs: 900 });
  });

  it('without a message and an end there is no silence that one could tell, not one of 0 ms', () => {
    const har = readHarEntries([socketEntry({ entry: { _webSocketMessages: [] } })], { keyPrefix: 'open', open: true });
    expect(only(webSocketsOf(analyse({ ...heard({}), har }))).messages).toMatchObject({ told: true, received: 0, longestSilenceMs: null });
  });

  it('a source without a list says why', () => {
    expect(socket().messages).toMatchObject({ told: false, why: expect.stringContaining('no list of its messages') as string });
  });

  it.each([
    [[0, 100, 200, 300], 100],
    [[0, 100, 205, 300], 100],
    [[0, 100, 200], null],
    [[0, 100, 220, 300], null],
    // By a tenth, and by more.
    [[0, 91, 200, 300], 100],
    [[0, 89, 200, 300], null],
    [[5, 5, 5, 5], null],
  ])('sent at %j: heartbeat %j', (times, heartbeat) => {
    const { messages } = socket({ entry: { _webSocketMessages: times.map((at) => message('send', at)) } });
    expect(messages.told && messages.heartbeatMs === null ? null : Math.round((messages as { heartbeatMs: number }).heartbeatMs)).toBe(heartbeat);
  });
});

describe('an event stream', () => {
  const stream = (told: Told = {}): unknown => chromiumEntry({ url: 'http://shop.test/events', headers: { 'Content-Type': 'text/event-stream; charset=utf-8' }, ...told });

  it('holds a slot on HTTP/1.1, and none on HTTP/2', () => {
    expect(eventStreamsOf(analyseEntries(stream(), stream({ id: '7', httpVersion: 'h2' }))).map(({ holdsSlot, connection }) => [holdsSlot, connection])).toEqual([[true, '58'], [false, '7']]);
  });

  it('runs until it ends', () => {
    const har = readHarEntries([stream()], { keyPrefix: 'open', open: true });
    expect(only(eventStreamsOf(analyse({ ...heard({}), har }))).to).toBeNull();
  });

  it('has messages where the log has them', () => {
    expect(only(eventStreamsOf(analyseEntries(stream({ entry: { _eventSourceMessages: [{ time: SECONDS, data: '0' }] } })))).messages).toMatchObject({ told: true, sent: 0, received: 1 });
  });

  it('is told by its type, and by nothing else', () => {
    expect(eventStreamsOf(analyseEntries(stream({ headers: { 'Content-Type': 'text/html' } })))).toEqual([]);
  });
});
