import { expect, it } from 'vitest';
import { ZERO } from '../test/har.ts';
import { webRecord } from '../test/timing.ts';
import { readWebRequest } from './web-request.ts';

it('reads what it says', () => {
  const record = webRecord({ topDocument: '2F2E', fromCache: true, error: 'net::ERR_FAILED', headers: [{ name: 'Connection', value: 'close' }], url: 'http://shop.test/a#b' });
  expect(readWebRequest(record)).toEqual({
    source: 'web-request', key: 'web:7:0', url: 'http://shop.test/a', start: ZERO + 1, end: ZERO + 17, endOrder: null, method: 'GET', topDocument: '2F2E', type: 'script', status: 200,
    remoteAddress: '127.0.0.1', fromCache: true, error: 'net::ERR_FAILED', headers: { connection: 'close' },
  });
});

it('the hops of a redirect keep their request id and get keys of their own', () => {
  expect([webRecord(), webRecord({ hop: 1 })].map((record) => readWebRequest(record)?.key)).toEqual(['web:7:0', 'web:7:1']);
});

it('what is missing stays unknown', () => {
  expect(readWebRequest({ requestId: '7', url: 'http://shop.test/', start: ZERO })).toMatchObject({ end: null, topDocument: null, status: null, remoteAddress: null, error: null, fromCache: false, headers: {} });
});

it.each([
  [101, 'websocket', null],
  [200, 'websocket', null],
  [403, 'websocket', ZERO + 17],
  [200, 'script', ZERO + 17],
])('an answer %i to a %s ends it at %j: of a WebSocket it tells of the handshake alone', (status, type, end) => {
  expect(readWebRequest(webRecord({ status, type }))?.end).toBe(end);
});

it.each([[null], [{}], [webRecord({ url: 'chrome-extension://abc/panel.html' })], [webRecord({ requestId: '' })], [{ requestId: '7', url: 'http://shop.test/' }]])('%j is no request of the page', (record) => {
  expect(readWebRequest(record)).toBeNull();
});
