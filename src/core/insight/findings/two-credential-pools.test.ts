import { describe, expect, it } from 'vitest';
import { REUSED } from '../../test/har.ts';
import { found, h2New, placesOf, savedOver } from './test/case.ts';
import { twoCredentialPools } from './two-credential-pools.ts';

const image = h2New({ url: 'https://cdn.test/a.png', id: '2' });
const fetched = h2New({ url: 'https://cdn.test/data', at: 100, id: '3' });

describe('two-credential-pools', () => {
  it('names what had to connect again', () => {
    const [finding] = found(twoCredentialPools, [image, fetched], { why: { 0: 'first-contact', 1: 'credentials' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!), finding!.origin]).toEqual([[1], ['3'], [[102, 136]], 'https://cdn.test']);
    expect(finding!.evidence).toEqual(['1 connection to https://cdn.test was opened beside one that could not be used, because credentials differ: /data.', 'Connecting again took 34 ms of the clock.', 'That credentials are the reason is likely, not certain.']);
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
