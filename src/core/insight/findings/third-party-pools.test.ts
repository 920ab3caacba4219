import { describe, expect, it } from 'vitest';
import { found, h2New, placesOf, savedOver, theDocument } from './test/case.ts';
import { thirdPartyPools } from './third-party-pools.ts';

const byPage = h2New({ url: 'https://cdn.test/a', at: 100, id: '2' });
const byFrame = h2New({ url: 'https://cdn.test/b', at: 200, id: '3' });

describe('third-party-pools', () => {
  it('names what had to connect again', () => {
    const [finding] = found(thirdPartyPools, [theDocument(), byPage, byFrame], { load: 900, why: { 2: 'partition' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[2], ['3'], [[202, 236]]]);
    expect(finding!.evidence).toEqual(['1 connection to https://cdn.test was opened although there was one, because the page and its frames are of different sites: /b.', 'That the sites are the reason is likely, not certain.']);
  });

  it('is silent with none', () => {
    expect(found(thirdPartyPools, [theDocument(), byPage, byFrame], { load: 900, why: { 2: 'credentials' } })).toEqual([]);
  });

  it('is silent on the page\'s own site: that is no third party', () => {
    const own = [h2New({ url: 'https://img.shop.test/a', at: 100, id: '2' }), h2New({ url: 'https://img.shop.test/b', at: 200, id: '3' })];
    expect(found(thirdPartyPools, [theDocument(), ...own], { load: 900, why: { 2: 'partition' } })).toEqual([]);
  });
});
