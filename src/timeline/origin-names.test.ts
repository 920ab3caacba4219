import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../e2e/playground/fixture.ts';
import { fixtureRows } from '../../e2e/playground/fixture-rows.ts';

it('rows of one host that would read alike have their scheme', () => {
  const urls = ['http://a.example/', 'https://a.example/', 'https://b.example/', 'https://a.example:8443/'];
  const rows = fixtureRows(anAnalysis(urls.map((url, at) => aRequest({ url, at, conn: at, protocol: 'http/1.1' }))), false);
  expect(rows.flatMap((row) => (row.kind === 'origin' ? [row.name] : [])).toSorted()).toEqual(['a.example:8443', 'b.example', 'http://a.example', 'https://a.example']);
});
