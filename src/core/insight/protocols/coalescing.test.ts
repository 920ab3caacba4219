import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../model/analysis.ts';
import { chromiumEntry, type Told } from '../../test/har.ts';
import { aCase, h2, h2New } from '../findings/test/case.ts';
import { coalescingOf, type CoalescingMap } from './coalescing.ts';

const of = (...entries: readonly unknown[]): CoalescingMap => coalescingOf(aCase(entries, { load: 1000 }).analysis);
const there = h2New({ url: 'https://www.shop.test/', id: '1', ip: '192.0.2.1' });
const own = (told: Told = {}): unknown => h2New({ url: 'https://img.shop.test/a', at: 100, id: '2', ip: '192.0.2.1', ...told });
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

it('thousands of hosts at one address take no time', () => {
  const hosts = (count: number): Analysis => aCase(Array.from({ length: count }, (_, i) => h2New({ url: `https://h${i}.shop.test/`, at: i % 7, id: `${i}`, ip: '192.0.2.1' })), { load: 1000 }).analysis;
  const [few, many] = [hosts(500), hosts(5000)];
  const tookMs = (analysis: Analysis): number => {
    const begun = performance.now();
    coalescingOf(analysis);
    return performance.now() - begun;
  };
  tookMs(few);
  // Ten times as many; a square would be a hundred times as long.
  expect(tookMs(many)).toBeLessThan(20 * Math.max(tookMs(few), 10));
});
