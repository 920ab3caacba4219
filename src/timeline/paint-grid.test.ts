import { expect, it } from 'vitest';
import type { Ink } from './paint.ts';
import { paintGrid, type Milestone } from './paint-grid.ts';
import { TOKENS, type Palette } from './palette.ts';
import { fit } from './scale.ts';
import { clipped, textWidth } from './scene.ts';

const palette = Object.fromEntries(TOKENS.map((name) => [name, name])) as Record<keyof Palette, string>;

it('the name of a page ends before the next page begins', () => {
  const texts: [string, number][] = [];
  const ink = { fillRect: () => undefined, fillText: (text: string, x: number) => void texts.push([text, x]) } as unknown as Ink;
  const page = (at: number, label: string): Milestone => ({ at, kind: 'navigation', label });
  const milestones = [page(0, '/a/long/path/of/a/page'), page(100, '/cart'), page(108, '/cart'), { at: 120, kind: 'load' as const, label: 'Load' }, page(500, '/another/long/path/of/a/page')];
  paintGrid(ink, [], milestones, fit(0, 1000, 1012), 0, 100, 90, palette);
  const drawn = texts.filter(([text]) => text !== '');
  expect(drawn.map(([text]) => text)).toEqual(['/a/long/path/of…', '/cart', '/another/long/path/of/a/page']);
  for (const [i, [text, x]] of drawn.entries()) expect(x + textWidth(text)).toBeLessThan(drawn[i + 1]?.[1] ?? Infinity);
});

it('what has room is not clipped, and what has none is not written', () => {
  expect([clipped('/cart', 100), clipped('/a/long/path', 40), clipped('/a/long/path', 10)]).toEqual(['/cart', '/a/lon…', '']);
});
