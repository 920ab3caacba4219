import { expect, it } from 'vitest';
import { requestTo, visit } from '../test/visit.ts';
import { labelsOf, pathOf, timeOf } from './words.ts';

it.each([
  [0, '0 ms'],
  [0.03, '<0.1 ms'],
  [3.44, '3.4 ms'],
  [9.96, '10 ms'],
  [10.4, '10 ms'],
  [999, '999 ms'],
  [999.6, '1 s'],
  [3240, '3.2 s'],
  [99_940, '99.9 s'],
  [119_000, '119 s'],
])('%d ms reads %s', (ms, text) => expect(timeOf(ms)).toBe(text));

it('a path is told without its query, and a long one without its middle', () => {
  const pathTo = (url: string): string => pathOf(requestTo(visit({ at: 0, url, on: 1 }), url));
  expect(pathTo('https://a.test/b/c?token=secret')).toBe('/b/c');
  expect(pathTo('https://a.test?token=secret')).toBe('/');
  expect(pathTo('https://a.test:443/b')).toBe('/b');
  expect(pathTo(`https://a.test/${'x'.repeat(59)}`)).toHaveLength(60);
  expect(pathTo(`https://a.test/${'x'.repeat(60)}.js`)).toMatch(/^\/x{29}…x{26}\.js$/);
});

it('of many connections the first few are named', () => {
  const { connections } = visit(...Array.from({ length: 8 }, (_, i) => ({ at: i, url: `http://a.test/${i}`, on: i + 1, opens: true as const })));
  expect(labelsOf(connections.slice(0, 1))).toBe('#1');
  expect(labelsOf(connections.slice(0, 3))).toBe('#1, #2 and #3');
  expect(labelsOf(connections)).toBe('#1, #2, #3, #4, #5, #6 and 2 more');
});
