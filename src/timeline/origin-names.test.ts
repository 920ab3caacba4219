import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../e2e/playground/fixture.ts';
import { fixtureRows } from '../../e2e/playground/fixture-rows.ts';
import { sortOrigins } from './order.ts';
import { originName } from './origin-names.ts';

it('rows of one host that would read alike have their scheme', () => {
  const urls = ['http://a.example/', 'https://a.example/', 'https://b.example/', 'https://a.example:8443/'];
  const rows = fixtureRows(anAnalysis(urls.map((url, at) => aRequest({ url, at, conn: at, protocol: 'http/1.1' }))), false);
  expect(rows.flatMap((row) => (row.kind === 'origin' ? [row.name] : [])).toSorted()).toEqual(['a.example:8443', 'b.example', 'http://a.example', 'https://a.example']);
});

it('one that stands alone says its scheme, unless it is the one that nearly all have', () => {
  expect(['https://a.example', 'http://a.example', 'wss://a.example:8443'].map(originName)).toEqual(['a.example', 'http://a.example', 'wss://a.example:8443']);
});

it('sorted by name they are in the order of what one reads', () => {
  const { origins } = anAnalysis(['http://c.example/', 'https://b.example/', 'http://a.example/', 'https://a.example/'].map((url, at) => aRequest({ url, at, conn: at })));
  expect(sortOrigins(origins, 'name').map(({ origin }) => origin)).toEqual(['http://a.example', 'https://a.example', 'https://b.example', 'http://c.example']);
});
