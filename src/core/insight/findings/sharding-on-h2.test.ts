import { describe, expect, it } from 'vitest';
import { harFile, REUSED, ZERO, type Told } from '../../test/har.ts';
import { analyseFile } from '../../test/read.ts';
import { shardingOnH2 } from './sharding-on-h2.ts';
import { found, h2, h2New, placesOf, savedOver } from './test/case.ts';

/** Two files of a host: the first opens its connection. */
const from = (host: string, n: number, told: Told = {}): readonly unknown[] => {
  const file = { at: n * 100, id: `${n}`, ip: '192.0.2.1', ...told };
  return [h2New({ ...file, url: `https://${host}/x` }), h2({ ...file, url: `https://${host}/y`, at: file.at + 60, timings: REUSED })];
};
const foundIn = (...entries: readonly (readonly unknown[])[]): ReturnType<typeof found> => found(shardingOnH2, entries.flat());

describe('sharding-on-h2', () => {
  it('hosts that differ in a number alone, each on a connection of its own; the first is needed', () => {
    const [finding] = foundIn(from('img1.shop.test', 1), from('img2.shop.test', 2), from('img3.shop.test', 3));
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[2, 4], ['1', '2', '3'], [[202, 236], [302, 336]]]);
    expect(finding!.confidence).toBe('likely');
    expect(finding!.evidence[1]).toBe('That they are one place under several names is inferred from these.');
    expect(finding!.evidence[0]).toBe('3 hosts differ in a number alone: https://img1.shop.test, https://img2.shop.test and https://img3.shop.test. Each has a connection of its own (#1, #2 and #3), all over h2.');
  });

  it('saves nothing until the first is ready: on one connection all would have waited for that', () => {
    const [img1, img2] = [from('img1.shop.test', 1), from('img2.shop.test', 2, { at: 110 })];
    expect(savedOver(foundIn(img1, img2)[0]!)).toEqual([[136, 146]]);
    expect(foundIn(img1, from('img2.shop.test', 2, { at: 100 }))[0]!.savingMs).toEqual({ upTo: 0, over: [], claims: [] });
  });

  it('is a guess where they are at different addresses', () => {
    const [finding] = foundIn(from('img1.shop.test', 1), from('img2.shop.test', 2, { ip: '192.0.2.2' }));
    expect([finding!.confidence, finding!.evidence[1]]).toEqual(['guess', 'That they are one place under several names is inferred from these. They are at different addresses, and may be services of their own.']);
  });

  it.each<[string, Told]>([
    ['nobody tells their addresses', { ip: null }],
    ['it is a proxy\'s', { connection: '3128' }],
  ])('and where %s', (_name, told) => {
    const [finding] = foundIn(from('img1.shop.test', 1, told), from('img2.shop.test', 2, told));
    expect([finding!.confidence, finding!.evidence[1]]).toEqual(['guess', 'That they are one place under several names is inferred from these. At which addresses they are is not told: they may be services of their own.']);
  });

  it('one is no shard, two are', () => {
    expect(foundIn(from('img1.shop.test', 1))).toEqual([]);
    expect(foundIn(from('img1.shop.test', 1), from('img2.shop.test', 2)).length).toBe(1);
  });

  it.each([
    ['another name', from('css2.shop.test', 2)],
    ['another site', from('img2.other.test', 2)],
    ['HTTP/1.1, where it helps', from('img2.shop.test', 2, { httpVersion: 'http/1.1' })],
    ['a shared connection', from('img2.shop.test', 2, { id: '1', timings: REUSED })],
    ['data', from('img2.shop.test', 2, { entry: { _resourceType: 'fetch' } })],
    ['a single file', from('img2.shop.test', 2).slice(0, 1)],
    ['another port', from('img1.shop.test:8443', 2)],
    ['another number and another port', from('img2.shop.test:8443', 2)],
  ])('is silent on %s', (_name, second) => {
    expect(foundIn(from('img1.shop.test', 1), second)).toEqual([]);
  });

  it('is silent where one of a host\'s connections is shared', () => {
    const shared = h2({ url: 'https://www.shop.test/y', at: 250, id: '2' });
    expect(foundIn(from('img1.shop.test', 1), from('img2.shop.test', 2), [shared], from('img2.shop.test', 3))).toEqual([]);
  });

  it('is silent where each is of another page', () => {
    const pages = [0, 1000].map((ms, n) => ({ id: `p${n}`, title: 'https://shop.test/', startedDateTime: new Date(ZERO + ms).toISOString(), pageTimings: {} }));
    const analysis = analyseFile(harFile([...from('img1.shop.test', 1), ...from('img2.shop.test', 20)], pages));
    expect(shardingOnH2.find({ analysis, why: new Map(), stalls: new Map() })).toEqual([]);
  });

  it('is silent on one host with two ports', () => {
    expect(foundIn(from('app2.shop.test:8443', 1), from('app2.shop.test:9443', 2))).toEqual([]);
    expect(foundIn(from('app2.shop.test:8443', 1), from('app3.shop.test:8443', 2)).length).toBe(1);
  });

  it('is silent on addresses, and on hosts without a number', () => {
    expect(foundIn(from('192.0.2.1', 1), from('192.0.2.2', 2))).toEqual([]);
    expect(foundIn(from('www.shop.test', 1), from('img.shop.test', 2))).toEqual([]);
  });

  it('saves nothing where nobody waited', () => {
    expect(foundIn(from('img1.shop.test', 1), from('img2.shop.test', 2, { timings: REUSED }))[0]!.savingMs).toBeNull();
  });
});
