import { expect, it } from 'vitest';
import { visit } from '../test/visit.ts';
import { pairOrigins } from './pair-origins.ts';
import { pairRequests } from './pair-requests.ts';

const page = (origin: string, ...paths: readonly string[]) => visit(...paths.map((path, i) => ({ at: i * 100, url: `${origin}${path}`, on: 1, ...(i === 0 ? { opens: true as const } : {}) })));

function paired(a: readonly string[], b: readonly string[]): readonly string[] {
  const [one, other] = [page('https://page.test', ...a), page('https://page.test', ...b)];
  return pairOrigins(one.origins, other.origins).flatMap(pairRequests).map((pair) => `${pair.by}: ${pair.a.url.slice(17)} = ${pair.b.url.slice(17)}`);
}

it('takes the whole address before the path, and the path before what is left without hashes', () => {
  expect(paired(['/', '/a.js?v=1', '/a.js?v=2', '/app.1a2b3c4d.js', '/b.js?_=1699'], ['/', '/a.js?v=2', '/a.js?v=3', '/app.99887f66.js', '/b.js?_=1700'])).toEqual([
    'address: / = /',
    'path: /a.js?v=1 = /a.js?v=3',
    'address: /a.js?v=2 = /a.js?v=2',
    'masked-path: /app.1a2b3c4d.js = /app.99887f66.js',
    'path: /b.js?_=1699 = /b.js?_=1700',
  ]);
});

it('pairs requests that are alike in their order, each once', () => {
  expect(paired(['/poll', '/poll', '/poll'], ['/poll', '/poll'])).toEqual(['address: /poll = /poll', 'address: /poll = /poll']);
});

it('leaves alone what only looks alike: another path, another method', () => {
  expect(paired(['/product/10000001'], ['/product/10000002'])).toEqual([]);
  const [get, post] = [visit({ at: 0, url: 'https://page.test/a', on: 1, opens: true }), visit({ at: 0, url: 'https://page.test/a', on: 1, opens: true, method: 'POST' })];
  expect(pairOrigins(get.origins, post.origins).flatMap(pairRequests)).toEqual([]);
});

it('takes test servers of one machine for the same whatever their ports, and by their ports where it can', () => {
  const names = (pairs: ReturnType<typeof pairOrigins>) => pairs.map(({ a, b }) => `${a?.origin} = ${b?.origin}`);
  const two = (first: number, second: number) => visit({ at: 0, url: `http://localhost:${first}/`, on: 1, opens: true }, { at: 9, url: `http://localhost:${second}/x`, on: 2, opens: true }, { at: 20, url: `https://cdn.test:${first}/`, on: 3, opens: true });
  expect(names(pairOrigins(two(8001, 8002).origins, two(8002, 9001).origins))).toEqual([
    'http://localhost:8001 = http://localhost:9001',
    'http://localhost:8002 = http://localhost:8002',
    'https://cdn.test:8001 = undefined',
    'undefined = https://cdn.test:8002',
  ]);
});
