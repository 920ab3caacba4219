import { describe, expect, it } from 'vitest';
import { REUSED, ZERO, type Told } from '../../test/har.ts';
import { found, h2New, placesOf, savedOver, sentWith } from './test/case.ts';
import { twoCredentialPools } from './two-credential-pools.ts';

const image = h2New({ url: 'https://cdn.test/a.png', id: '2' });
const fetched = h2New({ url: 'https://cdn.test/data', at: 100, id: '3' });

describe('two-credential-pools', () => {
  it('names what had to connect again', () => {
    const [finding] = found(twoCredentialPools, [image, fetched], { why: { 0: 'first-contact', 1: 'credentials' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!), finding!.origin]).toEqual([[1], ['3'], [[102, 136]], 'https://cdn.test']);
    expect(finding!.evidence).toEqual(['1 connection to https://cdn.test was opened beside one that could not be used, because credentials differ: /data.', 'Connecting again took 34 ms of the clock.', 'That credentials are the reason is likely, not certain.']);
  });

  it('saves nothing while the other connection was not ready either', () => {
    const saved = (at: number): unknown => savedOver(found(twoCredentialPools, [image, { ...fetched, startedDateTime: new Date(ZERO + at).toISOString() }], { why: { 1: 'credentials' } })[0]!);
    expect([saved(0), saved(10), saved(36)]).toEqual([[], [[36, 46]], [[38, 72]]]);
    const [atOnce] = found(twoCredentialPools, [image, h2New({ url: 'https://cdn.test/data', id: '3' })], { why: { 1: 'credentials' } });
    expect([atOnce!.savingMs!.upTo, atOnce!.evidence[1]]).toEqual([0, 'Connecting again took 34 ms of the clock.']);
  });

  it('is silent on a preflight and the request behind it: a page can have none of the first with credentials', () => {
    const api = (told: Told): Record<string, unknown> => h2New({ url: 'https://api.test/orders', ...told });
    const preflight = api({ method: 'OPTIONS', id: '2', entry: { _resourceType: 'preflight' } });
    const behind = sentWith(api({ method: 'POST', at: 100, id: '3' }), { cookie: 'a=b' });
    const beside = sentWith(api({ at: 100, id: '4' }), { cookie: 'a=b' });
    const why = { 1: 'credentials', 2: 'credentials' } as const;
    expect(found(twoCredentialPools, [preflight, behind, beside], { why })).toEqual([]);
    expect(found(twoCredentialPools, [behind, preflight], { why })).toEqual([]);
    const font = sentWith(api({ at: 90, id: '5', url: 'https://api.test/a.woff2', entry: { _resourceType: 'font' } }), { origin: 'https://shop.test' });
    expect(placesOf(found(twoCredentialPools, [preflight, font, behind], { why: { 2: 'credentials' } })[0]!)).toEqual([2]);
  });

  it('a certain verdict is told as such', () => {
    expect(found(twoCredentialPools, [image, fetched], { why: { 1: { reason: 'credentials', confidence: 'certain' } } })[0]!.evidence.length).toBe(2);
  });

  it('is silent on a manifest, which browsers ask for without credentials', () => {
    const manifest = h2New({ url: 'https://shop.test/app.webmanifest', at: 100, id: '3', entry: { _resourceType: 'manifest' } });
    expect(found(twoCredentialPools, [image, manifest], { why: { 1: 'credentials' } })).toEqual([]);
  });

  it('is silent with none, and on a connection that somebody else opened', () => {
    expect(found(twoCredentialPools, [image, fetched], { why: { 1: 'parallel' } })).toEqual([]);
    expect(found(twoCredentialPools, [image, h2New({ url: 'https://cdn.test/data', at: 100, id: '3', timings: REUSED })], { why: { 1: 'credentials' } })).toEqual([]);
  });
});
