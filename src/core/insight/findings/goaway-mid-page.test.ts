import { describe, expect, it } from 'vitest';
import { analyse } from '../../analysis/analyse.ts';
import { readHarEntries } from '../../capture/har.ts';
import { OPENED_TLS, REUSED, type Told } from '../../test/har.ts';
import { heard } from '../../test/read.ts';
import { goawayMidPage } from './goaway-mid-page.ts';
import { found, h2, h2New, placesOf, savedOver, sentWith } from './test/case.ts';

const opened = h2New({ url: 'https://shop.test/', id: '1' });
const slow = h2({ url: 'https://shop.test/slow', at: 60, id: '1', timings: { ...REUSED, wait: 600 } });
const after = h2New({ url: 'https://shop.test/after', at: 200, id: '2' });

describe('goaway-mid-page', () => {
  it('names the connection that went on, and the one that had to be opened', () => {
    const [finding] = found(goawayMidPage, [opened, slow, after], { why: { 2: 'drained' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[2], ['1', '2'], [[202, 236]]]);
    expect(finding!.evidence).toEqual([
      '1 request to https://shop.test opened a connection although the page had one to it: /after.',
      '#1 went on answering what it had and was given nothing new.',
      'The likeliest cause is GOAWAY; browsers do not report it. The server\'s log does.',
      'Connecting again took 34 ms of the clock.',
    ]);
  });

  it('is silent where the connection was idle by then, or was given more', () => {
    const idle = h2({ url: 'https://shop.test/quick', at: 60, id: '1' });
    const more = h2({ url: 'https://shop.test/more', at: 300, id: '1' });
    // Connecting begins 2 ms after the start.
    const given = (at: number): number => found(goawayMidPage, [opened, slow, after, h2({ url: 'https://shop.test/given', at, id: '1' })], { why: { 2: 'drained' } }).length;
    expect([given(201), given(202)]).toEqual([1, 0]);
    // Until 666 ms.
    const whole = { ...(slow as object), timings: { ...REUSED, wait: 600, send: 1 }, time: 606 };
    const next = (at: number): number => found(goawayMidPage, [opened, whole, h2New({ url: 'https://shop.test/after', at, id: '2' })], { why: { 2: 'drained' } }).length;
    expect([next(663), next(664)]).toEqual([1, 0]);
    for (const entries of [[opened, idle, after], [opened, slow, after, more]]) expect(found(goawayMidPage, entries, { why: { 2: 'drained' } })).toEqual([]);
  });

  it('is silent where nobody tells whether the connection was still answering', () => {
    const unread = h2({ url: 'https://shop.test/ping', at: 60, id: '1', timings: { ...REUSED, receive: 600 }, response: { _error: 'net::ERR_ABORTED' } });
    expect(found(goawayMidPage, [opened, unread, after], { why: { 2: 'drained' } })).toEqual([]);
  });

  it('is silent where what the connection had failed: it went on answering nothing', () => {
    const slowly = (error: string | null): number => found(goawayMidPage, [opened, { ...slow, response: { ...(slow['response'] as object), _error: error } }, after], { why: { 2: 'drained' } }).length;
    expect([slowly(null), slowly('net::ERR_HTTP2_PING_FAILED')]).toEqual([1, 0]);
  });

  it('counts a stream that goes on, and not what has no answer yet, or of whose end nobody tells', () => {
    const running = (told: Told): number => {
      const open = h2({ url: 'https://shop.test/feed', at: 60, id: '1', ...told });
      const har = [...readHarEntries([opened, after], { keyPrefix: 'har', open: false }), ...readHarEntries([open], { keyPrefix: 'open', open: true })];
      return goawayMidPage.find({ analysis: analyse({ ...heard({}), har }), why: new Map([['har:1', { reason: 'drained', confidence: 'likely' }]]), stalls: new Map() }).length;
    };
    const stream = { headers: { 'Content-Type': 'text/event-stream' } };
    expect([running(stream), running({ ...stream, status: 0 }), running({})]).toEqual([1, 0, 0]);
  });

  it('counts those alone whose connection was still answering', () => {
    const late = h2New({ url: 'https://shop.test/late', at: 4800, id: '3' });
    expect(placesOf(found(goawayMidPage, [opened, slow, after, late], { why: { 2: 'drained', 3: 'drained' } })[0]!)).toEqual([2]);
  });

  it('is silent where what still answered was in another pool', () => {
    const first = h2New({ url: 'https://shop.test/slow', at: 60, id: '1', timings: { ...OPENED_TLS, wait: 600 }, headers: { 'Access-Control-Allow-Origin': '*' } });
    const sent = (headers: Readonly<Record<string, string>>): number => found(goawayMidPage, [sentWith(first, headers), sentWith(after, { cookie: 'a=b' })], { why: { 1: 'drained' } }).length;
    expect([sent({ 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', origin: 'https://page.test' }), sent({ cookie: 'a=b' })]).toEqual([0, 1]);
  });

  it('or in what is another pool as a rule', () => {
    const first = (resourceType: string): unknown => h2New({ url: 'https://shop.test/slow', at: 60, id: '1', timings: { ...OPENED_TLS, wait: 600 }, entry: { _resourceType: resourceType } });
    const font = sentWith(h2New({ url: 'https://shop.test/after', at: 200, id: '2', entry: { _resourceType: 'font' } }), { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', origin: 'https://page.test' });
    const before = (resourceType: string): number => found(goawayMidPage, [sentWith(first(resourceType) as Record<string, unknown>, { 'sec-fetch-site': 'cross-site' }), font], { why: { 1: 'drained' } }).length;
    expect([before('fetch'), before('ping')]).toEqual([1, 0]);
  });

  it.each(['net::ERR_NETWORK_CHANGED', 'net::ERR_INTERNET_DISCONNECTED', 'NS_ERROR_NETWORK_CHANGED', 'NS_ERROR_OFFLINE'])('is silent where the network changed meanwhile: %s', (error) => {
    const failed = (at: number): unknown => h2({ url: 'https://other.test/', at, id: null, status: 0, response: { _error: error } });
    const findings = (at: number): number => found(goawayMidPage, [opened, slow, after, failed(at)], { why: { 2: 'drained' } }).length;
    // It was lost by 202 ms, when the next one began to connect.
    expect([findings(150), findings(202), findings(203), findings(30_000)]).toEqual([0, 0, 1, 1]);
  });

  it('is silent where connections to other servers were lost at the same time: that is no server\'s doing', () => {
    const elsewhere = (ip: string, at = 0): readonly unknown[] => [
      h2New({ url: 'https://api.test/', at, id: `${ip} a`, ip }),
      h2({ url: 'https://api.test/slow', at: at + 60, id: `${ip} a`, ip, timings: { ...REUSED, wait: 600 } }),
      h2New({ url: 'https://api.test/after', at: at + 210, id: `${ip} b`, ip }),
    ];
    const origins = (more: readonly unknown[]): readonly (string | null)[] => found(goawayMidPage, [opened, slow, after, ...more], { why: { 2: 'drained', 5: 'drained' } }).map(({ origin }) => origin);
    expect(origins(elsewhere('192.0.2.9'))).toEqual([]);
    // One server that lets go of all is still a server that does.
    expect(origins(elsewhere('127.0.0.1')).length).toBe(2);
    expect(origins(elsewhere('192.0.2.9', 5000)).length).toBe(2);
    // Without addresses nobody tells whether it is one.
    const bare = [opened, slow, after, ...elsewhere('127.0.0.1')].map((entry) => ({ ...(entry as object), serverIPAddress: undefined }));
    expect(found(goawayMidPage, bare, { why: { 2: 'drained', 5: 'drained' } })).toEqual([]);
  });

  it('is certain only where all are', () => {
    const certain = { reason: 'drained', confidence: 'certain' } as const;
    const third = h2New({ url: 'https://shop.test/third', at: 300, id: '3' });
    expect(found(goawayMidPage, [opened, slow, after, third], { why: { 2: certain, 3: 'drained' } })[0]!.evidence.join()).toContain('likeliest');
  });

  it('a certain verdict is told as such', () => {
    expect(found(goawayMidPage, [opened, slow, after], { why: { 2: { reason: 'drained', confidence: 'certain' } } })[0]!.evidence.join()).not.toContain('likeliest');
  });

  it('is silent with none', () => {
    expect(found(goawayMidPage, [opened, slow, after], { why: { 2: 'idle-timeout' } })).toEqual([]);
    expect(found(goawayMidPage, [opened, slow, after])).toEqual([]);
  });
});
