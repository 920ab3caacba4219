import { describe, expect, it } from 'vitest';
import { harFile, REUSED, ZERO, type Told } from '../../test/har.ts';
import { analyseFile } from '../../test/read.ts';
import { shardingOnH2 } from './sharding-on-h2.ts';
import { found, h2, h2New, placesOf, savedOver } from './test/case.ts';

const from = (host: string, n: number, told: Told = {}): unknown => h2New({ url: `https://${host}/x`, at: n * 100, id: `${n}`, ...told });

describe('sharding-on-h2', () => {
  it('hosts that differ in a number alone, each on a connection of its own; the first is needed', () => {
    const [finding] = found(shardingOnH2, [from('img1.shop.test', 1), from('img2.shop.test', 2), from('img3.shop.test', 3)]);
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[1, 2], ['1', '2', '3'], [[202, 236], [302, 336]]]);
    expect(finding!.evidence[0]).toBe('3 hosts differ in a number alone: https://img1.shop.test, https://img2.shop.test and https://img3.shop.test. Each has a connection of its own (#1, #2 and #3), all over h2.');
  });

  it('one is no shard, two are', () => {
    expect(found(shardingOnH2, [from('img1.shop.test', 1)])).toEqual([]);
    expect(found(shardingOnH2, [from('img1.shop.test', 1), from('img2.shop.test', 2)]).length).toBe(1);
  });

  it.each([
    ['another name', from('css2.shop.test', 2)],
    ['another site', from('img2.other.test', 2)],
    ['HTTP/1.1, where it helps', from('img2.shop.test', 2, { httpVersion: 'http/1.1' })],
    ['a shared connection', h2({ url: 'https://img2.shop.test/x', at: 200, id: '1' })],
    ['another port', from('img1.shop.test:8443', 2)],
    ['another number and another port', from('img2.shop.test:8443', 2)],
  ])('is silent on %s', (_name, second) => {
    expect(found(shardingOnH2, [from('img1.shop.test', 1), second])).toEqual([]);
  });

  it('is silent where one of a host\'s connections is shared', () => {
    const shared = h2({ url: 'https://www.shop.test/y', at: 250, id: '2' });
    expect(found(shardingOnH2, [from('img1.shop.test', 1), from('img2.shop.test', 2), shared, from('img2.shop.test', 3)])).toEqual([]);
  });

  it('is silent where each is of another page', () => {
    const pages = [0, 1000].map((ms, n) => ({ id: `p${n}`, title: 'https://shop.test/', startedDateTime: new Date(ZERO + ms).toISOString(), pageTimings: {} }));
    const analysis = analyseFile(harFile([from('img1.shop.test', 1), from('img2.shop.test', 20)], pages));
    expect(shardingOnH2.find({ analysis, why: new Map(), stalls: new Map() })).toEqual([]);
  });

  it('is silent on one host with two ports', () => {
    expect(found(shardingOnH2, [from('app2.shop.test:8443', 1), from('app2.shop.test:9443', 2)])).toEqual([]);
    expect(found(shardingOnH2, [from('app2.shop.test:8443', 1), from('app3.shop.test:8443', 2)]).length).toBe(1);
  });

  it('is silent on addresses, and on hosts without a number', () => {
    expect(found(shardingOnH2, [from('192.0.2.1', 1), from('192.0.2.2', 2)])).toEqual([]);
    expect(found(shardingOnH2, [from('www.shop.test', 1), from('img.shop.test', 2)])).toEqual([]);
  });

  it('saves nothing where nobody waited', () => {
    expect(found(shardingOnH2, [from('img1.shop.test', 1), from('img2.shop.test', 2, { timings: REUSED })])[0]!.savingMs).toBeNull();
  });
});
