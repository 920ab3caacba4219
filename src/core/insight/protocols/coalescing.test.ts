import { describe, expect, it } from 'vitest';
import type { Connection } from '../../model/connection.ts';
import { chromiumEntry, type Told } from '../../test/har.ts';
import { aCase, h2, h2New, sentWith, theDocument } from '../findings/test/case.ts';
import { coalescingOf, type CoalescingMap } from './coalescing.ts';

const of = (...entries: readonly unknown[]): CoalescingMap => coalescingOf(aCase(entries, { load: 1000, page: 'https://www.shop.test/' }).analysis);
const there = theDocument({ url: 'https://www.shop.test/', ip: '192.0.2.1' });
const own = (told: Told = {}): Record<string, unknown> => h2New({ url: 'https://img.shop.test/a', at: 100, id: '2', ip: '192.0.2.1', ...told });
const used = (at: number): unknown => h2({ url: 'https://www.shop.test/b', at, id: '1', ip: '192.0.2.1' });
/** So that addresses tell something. */
const elsewhere = h2New({ url: 'https://ads.test/', id: '9', ip: '192.0.2.9' });

describe('shared and refused', () => {
  it('names the origins of one connection', () => {
    expect(of(there, h2({ url: 'https://img.shop.test/a', at: 60, id: '1', ip: '192.0.2.1' })).shared).toEqual([{ connection: '1', origins: ['https://www.shop.test', 'https://img.shop.test'] }]);
  });

  it('names what got 421', () => {
    expect(of(there, h2({ url: 'https://img.shop.test/a', at: 60, id: '1', status: 421 })).refused).toEqual([{ origin: 'https://img.shop.test', request: 'har:1', connection: '1' }]);
  });
});

describe('could have shared', () => {
  it('same address, protocol and site, while the other stood', () => {
    expect(of(there, used(90), own(), elsewhere).possible).toEqual([
      { origins: ['https://www.shop.test', 'https://img.shop.test'], connections: ['1', '2'], address: '192.0.2.1', protocol: 'h2' },
    ]);
  });

  it('not with a document of another site, for whomever that is: it is none of the page\'s own', () => {
    const fromPage = { host: 'x', referer: 'https://www.shop.test/' };
    const image = sentWith(h2New({ url: 'https://a.ads.test/1', at: 80, id: '3', ip: '192.0.2.1' }), fromPage);
    const second = (resourceType: string): number => of(there, image, sentWith(h2New({ url: 'https://b.ads.test/2', at: 200, id: '4', ip: '192.0.2.1', entry: { _resourceType: resourceType } }), fromPage), elsewhere).possible.length;
    expect([second('image'), second('document')]).toEqual([1, 0]);
  });

  it('once for each pair of origins', () => {
    expect(of(there, used(90), own(), own({ at: 110, id: '3' }), elsewhere).possible.length).toBe(1);
  });

  it.each([
    ['another address', own({ ip: '192.0.2.2' })],
    ['an unknown address', own({ ip: null })],
    ['another protocol', own({ httpVersion: 'h3' })],
    ['HTTP/1.1', own({ httpVersion: 'http/1.1' })],
    ['another site', own({ url: 'https://img.other.test/a' })],
    ['another port', own({ url: 'https://img.shop.test:8443/a' })],
    ['both connecting at once: they race', own({ at: 1 })],
    ['opened by somebody else: nobody knows when', h2({ url: 'https://img.shop.test/a', at: 100, id: '2', ip: '192.0.2.1' })],
    ['the same origin', own({ url: 'https://www.shop.test/c' })],
    ['other credentials', sentWith(own({ entry: { _resourceType: 'font' } }), { origin: 'https://www.shop.test' })],
    ['a frame of another site', sentWith(own(), { 'sec-fetch-site': 'cross-site', origin: 'https://widget.test' })],
  ])('not with %s', (_name, second) => {
    expect(of(there, used(90), second, elsewhere).possible).toEqual([]);
  });

  it('not with one that may have been closed by then: 5 s after its last use nobody knows', () => {
    expect(of(there, own({ at: 5046 }), elsewhere).possible.length).toBe(1);
    expect(of(there, own({ at: 5053 }), elsewhere).possible).toEqual([]);
  });

  it('not where all sites have one address: that is a proxy\'s', () => {
    expect(of(there, used(90), own(), h2New({ url: 'https://ads.test/', id: '9', ip: '192.0.2.1' })).possible).toEqual([]);
    expect(of(there, used(90), own()).possible.length).toBe(1);
  });

  it('not where the browser names the port of a proxy: the address is the proxy\'s', () => {
    const proxied = { connection: '3128' };
    expect(of(h2New({ url: 'https://www.shop.test/', id: '1', ip: '192.0.2.1', ...proxied }), h2({ url: 'https://www.shop.test/b', at: 90, id: '1', ip: '192.0.2.1', ...proxied }), own(proxied)).possible).toEqual([]);
    // Another host's direct connection makes no server of the proxy.
    expect(of(h2New({ url: 'https://www.shop.test/', id: '1', ip: '192.0.2.1', ...proxied }), own(proxied), elsewhere).possible).toEqual([]);
    expect(of(there, used(90), own({ connection: '443' })).possible.length).toBe(1);
  });

  it('whatever used no connection: it has no address', () => {
    expect(of(there, used(90), own(), chromiumEntry({ url: 'data:,', id: null })).possible.length).toBe(1);
  });
});

it('thousands of hosts at one address are looked at once, not each beside each', () => {
  const looks = (count: number): number => {
    const { analysis } = aCase(Array.from({ length: count }, (_, i) => h2New({ url: `https://h${i}.shop.test/`, at: i % 7, id: `${i}`, ip: '192.0.2.1' })), { load: 1000 });
    let sum = 0;
    const counting = (connection: Connection): Connection => Object.defineProperty({ ...connection }, 'lastUsedAt', { get: () => ((sum += 1), connection.lastUsedAt) });
    coalescingOf({ ...analysis, connections: analysis.connections.map(counting) });
    return sum;
  };
  const few = looks(200);
  expect([few > 0, looks(2000)]).toEqual([true, 10 * few]);
});
