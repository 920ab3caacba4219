import { describe, expect, it } from 'vitest';
import type { Told } from '../../test/har.ts';
import { couldCoalesce } from './could-coalesce.ts';
import type { Reason } from './context.ts';
import { found, h2, h2New, placesOf, savedOver, sentWith } from './test/case.ts';

const ip = '192.0.2.1';
const there: Record<string, unknown> = h2New({ url: 'https://www.shop.test/', id: '1', ip });
const own = (told: Told = {}): Record<string, unknown> => h2New({ url: 'https://img.shop.test/a', at: 100, id: '2', ip, ...told });
/** So that addresses tell something. */
const elsewhere = h2New({ url: 'https://ads.test/', id: '9', ip: '192.0.2.9' });

describe('could-coalesce', () => {
  it('says what is the same, and what is not known', () => {
    const [finding] = found(couldCoalesce, [there, own(), elsewhere]);
    expect([placesOf(finding!), finding!.connections, savedOver(finding!), finding!.origin]).toEqual([[1], ['1', '2'], [[102, 136]], 'https://img.shop.test']);
    expect(finding!.evidence[0]).toBe('https://img.shop.test got #2 while #1 to https://www.shop.test was open: the same address (192.0.2.1), protocol (h2) and site.');
    expect(finding!.evidence[1]).toMatch(/^They may share one if a single certificate is valid for both names/);
    expect(finding!.fix.snippet).toBe('openssl s_client -connect www.shop.test:443 -servername www.shop.test </dev/null | openssl x509 -noout -checkhost img.shop.test');
  });

  it('quotes names for the shell: the URL standard lets `$(…)` stand in one', () => {
    const [finding] = found(couldCoalesce, [there, own({ url: 'https://img$(id).shop.test/a' }), elsewhere]);
    expect(finding!.fix.snippet).toContain("-checkhost 'img$(id).shop.test'");
  });

  it.each<[Reason, number]>([
    ['not-coalesced', 1],
    ['first-contact', 1],
    ['unknown', 1],
    ['credentials', 0],
    ['partition', 0],
    ['misdirected', 0],
    ['parallel', 0],
  ])('verdict %s: %i findings', (reason, findings) => {
    expect(found(couldCoalesce, [there, own(), elsewhere], { why: { 1: reason } }).length).toBe(findings);
  });

  it('is silent where nothing could be shared', () => {
    expect(found(couldCoalesce, [there, own({ ip: '192.0.2.2' }), elsewhere])).toEqual([]);
  });

  it('is silent where one of the two goes without credentials', () => {
    const font = sentWith(own({ entry: { _resourceType: 'font' } }), { origin: 'https://www.shop.test' });
    expect(found(couldCoalesce, [there, font, elsewhere])).toEqual([]);
    // No header, but a page of another origin.
    const fontAlone = own({ entry: { _resourceType: 'font' } });
    const document = h2New({ url: 'https://www.shop.test/', id: '1', ip, entry: { _resourceType: 'document' } });
    expect(found(couldCoalesce, [document, fontAlone, elsewhere], { load: 900, page: 'https://www.shop.test/' })).toEqual([]);
  });

  it('is silent on a document of another site: whoever it was for, it was not of the page\'s pool', () => {
    const page = h2New({ url: 'https://page.test/', id: '8', ip: '192.0.2.8', entry: { _resourceType: 'document' } });
    const [asked, other] = [{ referer: 'https://page.test/' }, { 'sec-fetch-site': 'same-site' }];
    const of = (entry: Record<string, unknown>): number => found(couldCoalesce, [page, sentWith(there, asked), entry], { load: 900, page: 'https://page.test/' }).length;
    expect([of(own({ entry: { _resourceType: 'document' } })), of(sentWith(own(), other)), of(sentWith(own(), asked))]).toEqual([0, 0, 1]);
  });

  it('speaks of two that both go without', () => {
    const both = [there, own()].map((entry) => sentWith({ ...entry, _resourceType: 'font' }, { origin: 'https://page.test' }));
    expect(found(couldCoalesce, [...both, elsewhere]).length).toBe(1);
  });

  it('goes by any request of a connection', () => {
    const font = sentWith(h2({ url: 'https://www.shop.test/a.woff2', at: 90, id: '1', ip, entry: { _resourceType: 'font' } }), { origin: 'https://page.test' });
    expect(found(couldCoalesce, [there, font, own(), elsewhere])).toEqual([]);
  });

  const files = (name: string, n: number): readonly unknown[] => [h2New({ url: `https://${name}.shop.test/a`, at: n * 100, id: `${n}`, ip }), h2({ url: `https://${name}.shop.test/b`, at: n * 100 + 60, id: `${n}`, ip })];

  it('but not a numbered host beside another one', () => {
    const hosts = ['img1', 'img2', 'www'].flatMap((name, n) => files(name, n));
    expect(found(couldCoalesce, [...hosts, elsewhere]).map(({ origin }) => origin)).toEqual(['https://www.shop.test']);
  });

  it('leaves numbered hosts to the rule on sharding', () => {
    const shards = [1, 2].flatMap((n) => files(`img${n}`, n));
    expect(found(couldCoalesce, [...shards, elsewhere])).toEqual([]);
  });
});
