import { expect, it } from 'vitest';
import { chromiumEntry, firefoxEntry, ZERO, OPENED_TLS } from '../../test/har.ts';
import { analyseEntries } from '../../test/read.ts';
import { preconnectsOf } from './preconnects.ts';

const asked = (link: string, entry: Readonly<Record<string, unknown>> = {}): readonly (readonly string[])[] =>
  preconnectsOf(analyseEntries(chromiumEntry({ url: 'https://shop.test/', timings: OPENED_TLS, headers: { Link: link }, entry })).requests).map(({ origin, credentials }) => [origin, credentials]);

it.each([
  ['<https://cdn.test>; rel=preconnect', [['https://cdn.test', 'with']]],
  ['<https://cdn.test/>; rel="dns-prefetch preconnect"; crossorigin', [['https://cdn.test', 'without']]],
  ['<https://cdn.test>; rel=preconnect; crossorigin=anonymous', [['https://cdn.test', 'without']]],
  ['<https://cdn.test>; rel=preconnect; crossorigin="use-credentials"', [['https://cdn.test', 'with']]],
  ['</a,b.css>; rel=preload; as=style, <//img.test>; rel=preconnect\n<https://c.test>; rel=preconnect', [['https://img.test', 'with'], ['https://c.test', 'with']]],
  ['<https://cdn.test>; rel=prefetch, <x:>; rel=preconnect, preconnect', []],
])('%j', (link, found) => {
  expect(asked(link)).toEqual(found);
});

it('to the origin of the document itself is one with credentials, whatever it says', () => {
  const link = '<https://shop.test>; rel=preconnect; crossorigin, <https://cdn.test>; rel=preconnect; crossorigin';
  expect(asked(link, { _resourceType: 'document' })).toEqual([['https://shop.test', 'with'], ['https://cdn.test', 'without']]);
  // Of whose document a style sheet is, its address does not tell.
  expect(asked(link, { _resourceType: 'stylesheet' })).toEqual([['https://shop.test', 'without'], ['https://cdn.test', 'without']]);
});

it('an answer from a cache asks for nothing', () => {
  expect(asked('<https://cdn.test>; rel=preconnect', { _fromCache: 'disk' })).toEqual([]);
});

it('is asked for by what makes a document: by no redirect, and in Firefox by nothing that a document loads', () => {
  const headers = { Link: '<https://cdn.test>; rel=preconnect' };
  const asks = (...entries: readonly unknown[]): number => preconnectsOf(analyseEntries(...entries).requests).length;
  expect([200, 302, 304, 404].map((status) => asks(chromiumEntry({ url: 'https://shop.test/', headers, status })))).toEqual([1, 0, 1, 1]);
  const inFirefox = (dest: string, mode: string): number => asks(firefoxEntry({ url: 'https://shop.test/', headers, sent: { 'Sec-Fetch-Dest': dest, 'Sec-Fetch-Mode': mode } }));
  expect([inFirefox('document', 'navigate'), inFirefox('style', 'no-cors'), asks(firefoxEntry({ url: 'https://shop.test/', headers }))]).toEqual([1, 0, 0]);
});

it('is asked for by each of several headers', () => {
  const headers = ['a', 'b'].map((host) => ({ name: 'link', value: `<https://${host}.test>; rel=preconnect` }));
  expect(preconnectsOf(analyseEntries(chromiumEntry({ url: 'https://shop.test/', response: { headers } })).requests).map(({ origin }) => origin)).toEqual(['https://a.test', 'https://b.test']);
});

it('is asked for when the answer begins', () => {
  const { requests } = analyseEntries(chromiumEntry({ url: 'https://shop.test/', timings: OPENED_TLS, headers: { Link: '<https://cdn.test>; rel=preconnect' } }));
  expect(preconnectsOf(requests)).toMatchObject([{ request: 'har:0', at: ZERO + 46.5 }]);
});
