import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CONNECTION_HEADERS } from '../src/core/model/observation.ts';

type Event = 'onBeforeRequest' | 'onBeforeRedirect' | 'onCompleted' | 'onErrorOccurred';

/** A stand-in for the browser's webRequest, whose events the test fires. */
const world = vi.hoisted(() => ({ listeners: new Map<string, (details: object) => void>() }));

vi.mock('./webext.ts', () => {
  const event = (name: string): object => ({
    hasListener: () => world.listeners.has(name),
    addListener: (listener: (details: object) => void) => world.listeners.set(name, listener),
    removeListener: () => world.listeners.delete(name),
  });
  return { browser: { webRequest: Object.fromEntries(['onBeforeRequest', 'onBeforeRedirect', 'onCompleted', 'onErrorOccurred'].map((name) => [name, event(name)])) } };
});

const { createRequestLog } = await import('./request-log.ts');

const WATCHED = 7;
const url = 'https://a.test/data';

describe('what webRequest tells', () => {
  let delivered: object[];
  const fire = (name: Event, details: object): void => world.listeners.get(name)?.({ requestId: '1', tabId: WATCHED, url, method: 'GET', type: 'image', timeStamp: 0, ...details });
  const told = (): object[] => {
    vi.runAllTimers();
    return delivered;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    world.listeners.clear();
    delivered = [];
    createRequestLog((_tab, records) => delivered.push(...(records as object[])), (tab) => tab === WATCHED).listen();
  });

  it('names the top document that asked, in itself or in a frame of its own; of frames in frames nobody does', () => {
    const ask = (requestId: string, place: object): void => fire('onBeforeRequest', { requestId, documentId: 'asks', parentDocumentId: 'above', ...place });
    ask('1', { frameId: 0, parentFrameId: -1 });
    ask('2', { frameId: 7, parentFrameId: 0 });
    ask('3', { frameId: 9, parentFrameId: 7 });
    expect(told().map((record) => (record as { topDocument?: string }).topDocument)).toEqual(['asks', 'above', undefined]);
  });

  it('is one record from the first event to the last', () => {
    fire('onBeforeRequest', { timeStamp: 5 });
    fire('onCompleted', { timeStamp: 9, statusCode: 200, ip: '127.0.0.1' });
    expect(told()).toEqual([{ requestId: '1', hop: 0, url, method: 'GET', type: 'image', start: 5, end: 9, endOrder: 1, status: 200, ip: '127.0.0.1' }]);
  });

  it('has of the headers those that say something of connections, and no others', () => {
    const telling = CONNECTION_HEADERS.map((name) => ({ name: name.toUpperCase(), value: name }));
    fire('onBeforeRequest', {});
    fire('onCompleted', { responseHeaders: [...telling, { name: 'Set-Cookie', value: 'a=1' }] });
    expect(told()).toMatchObject([{ headers: telling }]);
  });

  it('is a record for each hop of a redirect, also of one to the same address', () => {
    fire('onBeforeRequest', { timeStamp: 5 });
    fire('onBeforeRedirect', { timeStamp: 6, statusCode: 302, redirectUrl: url });
    fire('onBeforeRequest', { timeStamp: 7 });
    fire('onCompleted', { timeStamp: 9, statusCode: 200 });
    expect(told()).toMatchObject([{ hop: 0, start: 5, end: 6, status: 302 }, { hop: 1, start: 7, end: 9, status: 200 }]);
  });

  it('is one record where Firefox starts it again because a service worker let it pass', () => {
    fire('onBeforeRequest', { timeStamp: 5 });
    fire('onBeforeRedirect', { timeStamp: 6, statusCode: 0, redirectUrl: url });
    fire('onBeforeRequest', { timeStamp: 7 });
    fire('onCompleted', { timeStamp: 9, statusCode: 200 });
    expect(told()).toMatchObject([{ hop: 0, start: 5, end: 9, status: 200 }]);
  });

  it('is nothing of other tabs, nor of what began before anybody listened', () => {
    fire('onBeforeRequest', { tabId: 8 });
    fire('onCompleted', { tabId: 8 });
    fire('onCompleted', { requestId: '2' });
    expect(told()).toEqual([]);
  });
});
