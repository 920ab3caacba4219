import { describe, expect, it } from 'vitest';
import { REUSED, type Told } from '../../test/har.ts';
import { preconnectWrongSocket } from './preconnect-wrong-socket.ts';
import { found, h2New, placesOf, savedOver, sentWith, theDocument } from './test/case.ts';

const hinted = (link = '<https://cdn.test>; rel=preconnect'): unknown => theDocument({ headers: { Link: link } });
const CORS = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', origin: 'https://shop.test' };
const font = (told: Told = {}): unknown => sentWith(h2New({ url: 'https://cdn.test/a.woff2', at: 100, id: '2', entry: { _resourceType: 'font' }, ...told }), CORS);
const image = (told: Told = {}): unknown => sentWith(h2New({ url: 'https://cdn.test/a.png', at: 100, id: '2', entry: { _resourceType: 'image' }, ...told }), { cookie: 'a=b' });

describe('preconnect-wrong-socket', () => {
  it('with credentials was warmed, without was asked', () => {
    const [finding] = found(preconnectWrongSocket, [hinted(), font(), font({ at: 200, timings: REUSED })]);
    expect([placesOf(finding!), finding!.connections, savedOver(finding!), finding!.fix.snippet]).toEqual([[0, 1], ['2'], [[102, 136]], '<link rel="preconnect" href="https://cdn.test" crossorigin>']);
    expect(finding!.evidence).toEqual([
      'An answer asked to preconnect to https://cdn.test without "crossorigin": that asks for a connection for requests with credentials.',
      '2 requests to it in the next 10 s went without credentials, and none the other way; 1 opened a connection of its own: /a.woff2.',
    ]);
  });

  it('quotes what the URL standard lets stand in a host', () => {
    const strange = 'https://a"b&c.test';
    expect(found(preconnectWrongSocket, [hinted(`<${strange}>; rel=preconnect`), font({ url: `${strange}/a.woff2` })])[0]!.fix.snippet).toBe('<link rel="preconnect" href="https://a&quot;b&amp;c.test" crossorigin>');
  });

  it('saves no more than there was time for since it was announced, at 46.5 ms', () => {
    // Connecting begins 2 ms after the start, and takes 34.
    expect([50, 60, 90].map((at) => savedOver(found(preconnectWrongSocket, [hinted(), font({ at })])[0]!))).toEqual([[[80.5, 86]], [[80.5, 96]], [[92, 126]]]);
  });

  it('is silent where a redirect asked for it: that makes no document', () => {
    expect(found(preconnectWrongSocket, [theDocument({ status: 302, headers: { Link: '<https://cdn.test>; rel=preconnect' } }), font()])).toEqual([]);
  });

  it('and the other way round', () => {
    expect(found(preconnectWrongSocket, [hinted('<https://cdn.test>; rel=preconnect; crossorigin'), image()])[0]!.fix.snippet).toBe('<link rel="preconnect" href="https://cdn.test">');
  });

  it('is silent where it fits, where both are announced, and where both are asked', () => {
    expect(found(preconnectWrongSocket, [hinted('<https://cdn.test>; rel=preconnect; crossorigin'), font()])).toEqual([]);
    expect(found(preconnectWrongSocket, [hinted('<https://cdn.test>; rel=preconnect, <https://cdn.test>; rel=preconnect; crossorigin'), font()])).toEqual([]);
    expect(found(preconnectWrongSocket, [hinted(), font(), image({ at: 150, id: '3', timings: REUSED })])).toEqual([]);
  });

  it('is silent where one request may be of the other kind', () => {
    expect(found(preconnectWrongSocket, [hinted(), font(), h2New({ url: 'https://cdn.test/x', at: 150, id: '2', timings: REUSED })])).toEqual([]);
  });

  it('is silent where a cache answered one of the other kind: on a first visit that makes use of it', () => {
    const cached = (entry: unknown): number => found(preconnectWrongSocket, [hinted(), font(), entry]).length;
    const fromCache = { at: 150, id: null, timings: REUSED } as const;
    expect([cached(image({ ...fromCache, entry: { _resourceType: 'image', _fromCache: 'disk' } })), cached(font({ ...fromCache, entry: { _resourceType: 'font', _fromCache: 'disk' } }))]).toEqual([0, 1]);
  });

  it('looks at what the same page asks for, and not at frames of other sites in it, which have connections of their own', () => {
    const page = (...entries: readonly unknown[]): number => found(preconnectWrongSocket, entries.map((entry) => ({ ...(entry as object), pageref: 'page_1' })), { load: 500 }).length;
    const framed = (entry: unknown): unknown => sentWith(entry as Record<string, unknown>, { ...CORS, origin: 'https://frame.test', referer: 'https://frame.test/' });
    const own = (entry: unknown): unknown => sentWith(entry as Record<string, unknown>, { cookie: 'a=b', referer: 'https://shop.test/' });
    expect([page(hinted(), font()), page(hinted(), framed(font()))]).toEqual([1, 0]);
    // Nor is it for their sake that the preconnect is right.
    const crossorigin = hinted('<https://cdn.test>; rel=preconnect; crossorigin');
    expect([page(crossorigin, own(image()), font({ at: 150, id: '3' })), page(crossorigin, own(image()), framed(font({ at: 150, id: '3' })))]).toEqual([0, 1]);
  });

  it('is silent where the request found a connection after all', () => {
    expect(found(preconnectWrongSocket, [hinted(), font({ timings: REUSED })])).toEqual([]);
  });

  it.each([
    [10_046, 1],
    [10_047, 0],
  ])('a request %i ms later: %i findings', (at, findings) => {
    expect(found(preconnectWrongSocket, [hinted(), font({ at })]).length).toBe(findings);
  });

  it('several pages with the same hint are one finding', () => {
    expect(found(preconnectWrongSocket, [hinted(), font(), theDocument({ at: 500, headers: { Link: '<https://cdn.test>; rel=preconnect' } })]).length).toBe(1);
  });
});
