import { expect, it } from 'vitest';
import { pairOrigins } from '../core/compare/pair-origins.ts';
import { visit, type Step } from '../core/test/visit.ts';
import { instant } from '../core/base/units.ts';
import { comparedRows } from './compared.ts';
import { layout } from './layout.ts';

const steps = (...on: readonly number[]): readonly Step[] => on.map((connection, i) => ({ at: i * 100, url: `https://page.test/${i}`, on: connection, opens: true }));

it('lays the lanes of A over those of B, origin by origin, in one column of lines', () => {
  const [a, b] = [visit(...steps(1, 2), { at: 9, url: 'https://gone.test/', on: 8 }), visit(...steps(7), { at: 9, url: 'https://fresh.test/', on: 9 })];
  const { lines, ...sides } = comparedRows(pairOrigins(a.origins, b.origins), { a, b }, (id) => id === 'both:https://page.test');
  expect(lines.map((line) => (line.kind === 'head' ? line.id : line.id.slice(0, 7)))).toEqual(['both:https://page.test', 'a:lane:', 'a:lane:', 'b:lane:', 'both:https://gone.test', 'a:origi', 'both:https://fresh.test', 'b:origi']);

  const view = { from: instant(a.span!.start), to: instant(a.span!.end), width: 500 };
  const all = { top: 0, height: 1000 };
  const tops = [layout(a, sides.a.rows, sides.a.tops, view, all), layout(b, sides.b.rows, sides.b.tops, view, all)].map(({ rows }) => rows.map(({ top }) => top));
  const heights = lines.map(({ height }) => height);
  const topOf = (i: number): number => heights.slice(0, i).reduce((sum, height) => sum + height, 0);
  expect(tops).toEqual([[topOf(1), topOf(2), topOf(5)], [topOf(3), topOf(7)]]);
});

it('origins of one host under both schemes are told apart', () => {
  const a = visit({ at: 0, url: 'http://page.test/', on: 1 }, { at: 9, url: 'https://page.test/', on: 2 }, { at: 20, url: 'https://cdn.test/', on: 3 });
  const { lines } = comparedRows(pairOrigins(a.origins, a.origins), { a, b: a }, () => false);
  expect(lines.flatMap((line) => (line.kind === 'head' ? [line.name] : [])).toSorted()).toEqual(['cdn.test', 'http://page.test', 'https://page.test']);
});
