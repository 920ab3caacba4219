import { describe, expect, it } from 'vitest';
import type { Told } from '../../test/har.ts';
import { ZERO } from '../../test/har.ts';
import { aCase, h2, h2New } from '../findings/test/case.ts';
import { h3DiscoveryOf, type H3Discoveries } from './h3-discovery.ts';

const of = (...entries: readonly unknown[]): H3Discoveries => h3DiscoveryOf(aCase(entries).analysis);
const offering = (told: Told = {}, value = 'h3=":443"; ma=60'): unknown => h2New({ url: 'https://shop.test/', id: '1', headers: { 'Alt-Svc': value }, ...told });
const later = (at: number, told: Told = {}): unknown => h2({ url: `https://shop.test/${at}`, at, id: '1', ...told });

describe('the offer', () => {
  it('is heard with the first byte of the answer that has it', () => {
    expect(of(offering()).origins).toEqual([{ origin: 'https://shop.test', offer: { request: 'har:0', at: ZERO + 46.5, maxAgeS: 60, authority: ':443' }, firstH3: null, overTcp: [] }]);
  });

  it.each([
    ['drafts', 'h3-29=":443", quic=":443"'],
    ['nothing', 'h3=":443"; ma=0'],
    ['what it takes back', 'clear'],
  ])('%s are none', (_name, value) => {
    expect(of(offering({}, value)).origins).toEqual([]);
  });

  it('counts from a secure origin alone, and not from a cache', () => {
    expect(of(offering({ url: 'http://shop.test/' })).origins).toEqual([]);
    expect(of(offering({ entry: { _fromCache: 'disk' } })).origins).toEqual([]);
  });
});

describe('requests that could have been HTTP/3', () => {
  it('began a second after the offer, and before it ran out', () => {
    expect(of(offering(), later(1046), later(1047), later(60_046), later(60_047)).origins[0]!.overTcp).toEqual(['har:2', 'har:3']);
  });

  it.each(['h2=":443"', 'h3=":443"; ma=0', 'clear'])('began before it was taken back: %s', (value) => {
    expect(of(offering(), later(1500), later(2000, { headers: { 'Alt-Svc': value } }), later(3000)).origins[0]!.overTcp).toEqual(['har:1', 'har:2']);
    expect(of(offering(), later(2000, { headers: { 'Alt-Svc': 'h3=":443"; ma=60' } }), later(3000)).origins[0]!.overTcp).toEqual(['har:1', 'har:2']);
  });

  it('do not include what went through a proxy', () => {
    const [found] = of(offering({ connection: '3128' }), later(2000, { connection: '3128' }), later(3000)).origins;
    expect(found!.overTcp).toEqual(['har:2']);
  });

  it('do not include those that were', () => {
    const [found] = of(offering(), later(2000, { httpVersion: 'h3', id: '7' }), later(3000)).origins;
    expect([found!.firstH3, found!.overTcp]).toEqual([{ request: 'har:1', at: ZERO + 2002, before: null }, ['har:2']]);
  });
});

it('HTTP/3 from the first request was known before', () => {
  expect(of(later(0, { httpVersion: 'h3' })).origins).toMatchObject([{ offer: null, firstH3: { request: 'har:0', before: 'offer' } }]);
});

describe('blocked UDP is suspected', () => {
  const other = { url: 'https://cdn.test/', id: '2' };
  const otherLater = later(2000, { url: 'https://cdn.test/b', id: '2' });

  it('where two origins offer HTTP/3 and neither is reached over it', () => {
    expect(of(offering(), offering(other), later(2000), otherLater).suspectsBlockedUdp).toBe(true);
  });

  it('not with one, and not where one was reached', () => {
    expect(of(offering(), later(2000)).suspectsBlockedUdp).toBe(false);
    expect(of(offering(), offering(other), later(2000), otherLater, later(3000, { httpVersion: 'h3', id: '7', url: 'https://c.test/' })).suspectsBlockedUdp).toBe(false);
  });
});
