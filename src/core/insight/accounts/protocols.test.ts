import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../model/analysis.ts';
import { OPENED_TLS, REUSED, socketEntry, ZERO, type Told } from '../../test/har.ts';
import { sitespeedEntry } from '../../test/har-tools.ts';
import { analyseEntries } from '../../test/read.ts';
import { aCase, h2, h2New } from '../findings/test/case.ts';
import type { Account, Said } from './account.ts';
import { accountsOf } from './accounts.ts';

const accounts = (analysis: Analysis, origin: string | null = null): readonly Account[] => accountsOf({ analysis, origin, requests: analysis.requests, connections: analysis.connections }).flatMap((section) => section.accounts);
const of = (key: string, ...entries: readonly unknown[]): Account | undefined => accounts(aCase(entries, { load: 1000 }).analysis).find((one) => one.key === key);
const read = (said: Said): string => said.map((part) => (typeof part === 'number' ? `${Math.round(part * 10) / 10} ms` : part)).join('');
const told = (one: Account | undefined): unknown => one && [one.value, read(one.formula), ...one.inputs.map(({ amount, note }) => [amount, read(note)])];

const www = h2New({ url: 'https://www.shop.test/', id: '1', ip: '192.0.2.1' });
const img = (at: number, id: string, rest = {}): unknown => h2({ url: 'https://img.shop.test/a', at, id, ip: '192.0.2.1', ...rest });
const elsewhere = h2New({ url: 'https://ads.test/', id: '9', ip: '192.0.2.9' });

describe('shared connections', () => {
  it('are those that served two origins', () => {
    expect(told(of('shared', www, img(60, '1')))).toEqual([1, '1 connection served two origins or more', [1, 'https://www.shop.test + https://img.shop.test']]);
  });

  it('that could have been say what nobody knows', () => {
    const own = h2New({ url: 'https://img.shop.test/a', at: 100, id: '2', ip: '192.0.2.1' });
    const missed = of('could-share', www, own, elsewhere);
    expect(told(missed)).toEqual([1, '1 connection beside one that could have carried them, if its certificate is valid for both', [1, '#1 to https://www.shop.test was open: same address 192.0.2.1, h2 and site; certificate unknown']]);
    expect(missed?.isEstimate).toBe(true);
    const { analysis } = aCase([www, own, elsewhere]);
    const ofOrigin = (origin: string): boolean => accounts(analysis, origin).some(({ key }) => key === 'could-share');
    expect(['https://img.shop.test', 'https://ads.test'].map(ofOrigin)).toEqual([true, false]);
  });

  it('that must not be are those answered with 421', () => expect(of('refused', www, img(60, '1', { status: 421 }))?.value).toBe(1));

  it('are not spoken of where there are none', () => expect([of('shared', www), of('could-share', www), of('refused', www)]).toEqual([undefined, undefined, undefined]));
});

describe('HTTP/3', () => {
  const offering = h2New({ url: 'https://www.shop.test/', id: '1', headers: { 'Alt-Svc': 'h3=":443"; ma=3600' } });
  const later = (at: number): unknown => h2({ url: 'https://www.shop.test/b', at, id: '1' });

  it('counts what went over TCP after the offer, and shows the offer', () => {
    const one = of('h3 https://www.shop.test', offering, later(100), later(3000));
    expect([one?.value, one?.inputs.map(({ amount, note }) => [amount, read(note)])]).toEqual([1, [[1, 'h2'], [0, 'its answer offered h3']]]);
    expect(read(one!.formula)).toMatch(/^offered \(Alt-Svc, ma=3600 s\) at [\d.]+ ms; never used; 1 later request went over TCP\. An HTTPS record/);
  });

  it('is told of each run of the browser by itself: the next knows of no offer', () => {
    const request = (at: number, pageref: string, told: Told = {}): unknown => sitespeedEntry({ url: 'https://www.shop.test/', httpVersion: 'h2', connection: '1', timings: REUSED, at, pageref, ...told });
    const entries = [request(0, 'page_1', { headers: { 'Alt-Svc': 'h3=":443"' }, timings: OPENED_TLS }), request(3000, 'page_1'), request(9000, 'page_1-1', { timings: OPENED_TLS }), request(12_000, 'page_1-1')];
    expect(accounts(analyseEntries(...entries)).filter(({ definition }) => definition === 'h3').map(({ name, value }) => [name, value])).toEqual([['Not over HTTP/3, https://www.shop.test, run 1', 1]]);
  });

  it('is not spoken of where nobody offers it', () => expect(of('h3 https://www.shop.test', www, later(3000))).toBeUndefined());
});

describe('open streams', () => {
  const message = (type: string, afterMs: number): unknown => ({ type, time: (ZERO + afterMs) / 1000, opcode: 1, data: 'x' });

  it('a WebSocket with its life and its messages', () => {
    const one = accounts(analyseEntries(socketEntry({ at: 100, entry: { _webSocketMessages: [message('send', 105), message('receive', 300)] } }))).find(({ key }) => key === 'websockets');
    expect(told(one)).toEqual([1, '1 dialled', [1, 'open for 900 ms, closed (no source tells the code); 1 sent, 1 received, longest silence 705 ms']]);
  });

  it('are those of the origin that is asked for', () => {
    const ofOrigin = (origin: string): readonly string[] => accounts(analyseEntries(socketEntry(), socketEntry({ url: 'wss://other.test/', at: 100 })), origin).flatMap(({ key, inputs }) => (key === 'websockets' ? inputs.map(({ request }) => request!.origin) : []));
    expect(ofOrigin('wss://other.test')).toEqual(['wss://other.test']);
  });

  it('a reconnect beside what a backoff would wait', () => {
    const one = accounts(analyseEntries(socketEntry({ at: 0 }), socketEntry({ at: 1905 }))).find(({ key }) => key === 'reconnects');
    expect(told(one)).toEqual([1, '1 dial after the one before had ended', [1, 'no. 1, after 1000 ms: within; a backoff would wait 500 ms to 1000 ms']]);
  });

  it('an event stream on HTTP/1.1 holds a connection', () => {
    const one = of('event-streams', { ...(h2({ url: 'https://www.shop.test/events', id: '1', httpVersion: 'http/1.1', headers: { 'Content-Type': 'text/event-stream' }, timings: { ...REUSED, receive: 500 } }) as object) });
    expect(read(one!.inputs[0]!.note)).toContain(', holds one of six HTTP/1.1 connections; ');
  });
});

describe('the second hop', () => {
  it('counts what a proxy says that it opened', () => {
    const hop = (at: number, took: number): unknown => h2({ url: 'https://www.shop.test/c', at, id: '1', headers: { 'Server-Timing': `upstream_connect;dur=${took}` } });
    expect(told(of('second-hop', www, hop(60, 12), hop(80, 0)))).toEqual([
      1,
      '2 of 3 requests tell; of 1 they say that the proxy connected anew',
      [1, 'nginx, HAProxy opened its own connection, dur=12'],
      [0, 'nginx, HAProxy had a connection (or made one in under 1 ms), dur=0'],
    ]);
  });

  it('is not known where no answer tells', () => expect(told(of('second-hop', www))).toEqual([null, 'none of 1 request tells of it in Server-Timing']));
});
