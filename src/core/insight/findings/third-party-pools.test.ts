import { describe, expect, it } from 'vitest';
import { harFile, ZERO, type Told } from '../../test/har.ts';
import { analyseFile } from '../../test/read.ts';
import { whyNew } from '../why/why.ts';
import { found, h2New, placesOf, savedOver, sentWith, theDocument } from './test/case.ts';
import { thirdPartyPools } from './third-party-pools.ts';

const BY_PAGE = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site', referer: 'https://shop.test/' };
/** A frame of the asked host itself, on a page of another site. */
const BY_FRAME = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'same-origin', referer: 'https://cdn.test/' };
const from = (host: string, sent: Readonly<Record<string, string>>, told: Told): unknown => sentWith(h2New({ url: `https://${host}/${told.id}`, ...told }), sent);
const byPage = from('cdn.test', BY_PAGE, { at: 100, id: 'a' });
const byFrame = from('cdn.test', BY_FRAME, { at: 200, id: 'b' });

describe('third-party-pools', () => {
  it('names what had to connect again', () => {
    const [finding] = found(thirdPartyPools, [theDocument(), byPage, byFrame], { load: 900, why: { 2: 'partition' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[2], ['b'], [[202, 236]]]);
    expect(finding!.evidence).toEqual(['1 connection to https://cdn.test was opened although there was one, because the page and its frames are of different sites: /b.', 'That the sites are the reason is likely, not certain.']);
  });

  it('saves nothing while the other connection was not ready either', () => {
    const atOnce = from('cdn.test', BY_FRAME, { at: 110, id: 'b' });
    expect(savedOver(found(thirdPartyPools, [theDocument(), byPage, atOnce], { load: 900, why: { 2: 'partition' } })[0]!)).toEqual([[136, 146]]);
  });

  it('the page after its frame as well', () => {
    const [later, sooner] = [from('cdn.test', BY_PAGE, { at: 200, id: 'a' }), from('cdn.test', BY_FRAME, { at: 100, id: 'b' })];
    expect(placesOf(found(thirdPartyPools, [theDocument(), sooner, later], { load: 900, why: { 2: 'partition' } })[0]!)).toEqual([2]);
  });

  it('is silent with none', () => {
    expect(found(thirdPartyPools, [theDocument(), byPage, byFrame], { load: 900, why: { 2: 'credentials' } })).toEqual([]);
  });

  it('is silent on the page\'s own site: that is no third party', () => {
    const own = [from('img.shop.test', BY_PAGE, { at: 100, id: 'a' }), from('img.shop.test', { ...BY_PAGE, referer: 'https://ads.test/', origin: 'https://ads.test' }, { at: 200, id: 'b' })];
    expect(found(thirdPartyPools, [theDocument(), ...own], { load: 900, why: { 2: 'partition' } })).toEqual([]);
  });

  it('is silent where nothing tells that a frame asked', () => {
    expect(found(thirdPartyPools, [theDocument(), h2New({ url: 'https://cdn.test/a', at: 100, id: 'a' }), byFrame], { load: 900, why: { 2: 'partition' } })).toEqual([]);
    expect(found(thirdPartyPools, [theDocument(), byFrame, h2New({ url: 'https://cdn.test/a', at: 300, id: 'a' })], { load: 900, why: { 2: 'partition' } })).toEqual([]);
    expect(found(thirdPartyPools, [theDocument(), byPage, h2New({ url: 'https://cdn.test/b', at: 200, id: 'b' })], { load: 900, why: { 2: 'partition' } })).toEqual([]);
  });

  it('is silent where the frame, or the page, asked later', () => {
    const together = (at: number): number => found(thirdPartyPools, [theDocument(), byPage, from('cdn.test', BY_FRAME, { at, id: 'b' })], { load: 900, why: { 1: 'partition' } }).length;
    expect([together(101), together(100)]).toEqual([0, 1]);
  });

  it('is silent where both asked alike', () => {
    expect(found(thirdPartyPools, [theDocument(), byPage, from('cdn.test', BY_PAGE, { at: 200, id: 'b' })], { load: 900, why: { 2: 'partition' } })).toEqual([]);
  });

  it('is silent where it was the frame of another page of the site', () => {
    const pages = [0, 1].map((n) => ({ id: `p${n}`, title: `https://shop.test/${n}`, startedDateTime: new Date(ZERO + n * 1000).toISOString(), pageTimings: {} }));
    const documents = [0, 1].map((n) => theDocument({ url: `https://shop.test/${n}`, at: n * 1000, id: '1', pageref: `p${n}` }));
    const again = (pageref: string): number => thirdPartyPools.find({ analysis: analyseFile(harFile([...documents, from('cdn.test', BY_FRAME, { at: 200, id: 'b', pageref }), from('cdn.test', BY_PAGE, { at: 1200, id: 'a', pageref: 'p1' })], pages)), why: new Map([['har:3', { reason: 'partition', confidence: 'certain' }]]), stalls: new Map() }).length;
    expect([again('p1'), again('p0')]).toEqual([1, 0]);
  });

  it('is silent where what came before was the address that led to the page', () => {
    const hop = sentWith(h2New({ url: 'https://cdn.test/go', at: 0, id: 'h', status: 302, redirectTo: 'https://shop.test/', entry: { _resourceType: 'document' } }), { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' });
    expect(found(thirdPartyPools, [hop, theDocument({ at: 50 }), byFrame], { load: 900, why: { 2: 'partition' } })).toEqual([]);
  });

  it('is silent on two pages of different sites: no frame asked, and people who go on to another page are no fault', () => {
    const pages = ['shop', 'other'].map((host, n) => ({ id: `p${n}`, title: `https://${host}.test/`, startedDateTime: new Date(ZERO + n * 1000).toISOString(), pageTimings: {} }));
    const visit = (host: string, n: number): readonly unknown[] => [
      theDocument({ url: `https://${host}.test/`, at: n * 1000, id: `d${n}`, pageref: `p${n}` }),
      from('cdn.test', { ...BY_PAGE, referer: `https://${host}.test/` }, { at: n * 1000 + 100, id: `c${n}`, pageref: `p${n}` }),
    ];
    const analysis = analyseFile(harFile([...visit('shop', 0), ...visit('other', 1)], pages));
    const why = whyNew(analysis);
    expect(why.get('har:3')).toMatchObject({ reason: 'partition', confidence: 'certain' });
    expect(thirdPartyPools.find({ analysis, why, stalls: new Map() })).toEqual([]);
  });
});
