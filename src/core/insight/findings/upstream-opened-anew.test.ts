import { describe, expect, it } from 'vitest';
import { found, h2, placesOf } from './test/case.ts';
import { upstreamOpenedAnew } from './upstream-opened-anew.ts';

const answers = (values: readonly string[]): readonly unknown[] => values.map((value, n) => h2({ url: `https://shop.test/${n}`, at: n * 20, id: '1', headers: { 'Server-Timing': value } }));
const times = (n: number, value: string): readonly string[] => Array.from({ length: n }, () => value);
const [ANEW, REUSED] = ['cdn-upstream-connect;dur=69', 'cdn-upstream-connect;dur=0'];

describe('upstream-opened-anew', () => {
  it('names the answers that say so', () => {
    const [finding] = found(upstreamOpenedAnew, answers([...times(5, ANEW), REUSED]));
    expect([placesOf(finding!), finding!.savingMs]).toEqual([[0, 1, 2, 3, 4], null]);
    expect(finding!.evidence[0]).toBe('5 of 6 answers that tell (Server-Timing of CloudFront) say that the proxy connected to its server for them.');
  });

  it('four are a beginning, five are not', () => {
    expect(found(upstreamOpenedAnew, answers(times(4, ANEW)))).toEqual([]);
    expect(found(upstreamOpenedAnew, answers(times(5, ANEW))).length).toBe(1);
  });

  it('half is too many, less is not', () => {
    expect(found(upstreamOpenedAnew, answers([...times(5, ANEW), ...times(5, REUSED)])).length).toBe(1);
    expect(found(upstreamOpenedAnew, answers([...times(5, ANEW), ...times(6, REUSED)]))).toEqual([]);
  });

  it.each(['upstream_pool_ready;dur=5', 'cdn-cache-miss'])('%s is counted neither way', (value) => {
    expect(found(upstreamOpenedAnew, answers([...times(5, ANEW), ...times(9, value)]))[0]?.evidence[0]).toContain('5 of 5 answers');
  });

  it.each(['db;dur=53', 'connect;dur=12', 'upstream_pool_ready;dur=5', 'cdn-cache; desc=HIT'])('is silent on %s, which does not say that it connected', (value) => {
    expect(found(upstreamOpenedAnew, answers(times(9, value)))).toEqual([]);
  });

  it('does not count answers from a cache of the browser', () => {
    const cached = times(9, ANEW).map((value, n) => h2({ url: `https://shop.test/${n}`, at: n * 20, headers: { 'Server-Timing': value }, entry: { _fromCache: 'disk' } }));
    expect(found(upstreamOpenedAnew, cached)).toEqual([]);
  });
});
