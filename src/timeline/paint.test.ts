import { expect, it } from 'vitest';
import { shop } from '../../e2e/playground/fixture-shop.ts';
import { layout, topsOf } from './layout.ts';
import { sortOrigins } from './order.ts';
import { paint, type Ink } from './paint.ts';
import { TOKENS, type Palette } from './palette.ts';
import { rowsOf } from './rows.ts';
import { fit } from './scale.ts';

/** Writes down what is drawn instead of drawing it. */
function recorder(): { readonly ink: Ink; readonly log: string[] } {
  const log: string[] = [];
  const state: Record<string, unknown> = {};
  const round = (value: unknown): unknown => (typeof value === 'number' ? Math.round(value) : value);
  const ink = new Proxy(state, {
    get: (_, name: string) =>
      name in state ? state[name] : (...args: unknown[]) => void log.push(`${name}(${args.map(round).join(' ')}) ${String(state['fillStyle'])}`),
    set: (_, name: string, value) => {
      state[name] = value;
      return true;
    },
  });
  return { ink: ink as unknown as Ink, log };
}

const palette = Object.fromEntries(TOKENS.map((name) => [name, name])) as Record<keyof Palette, string>;

it('paints the lane of a new connection: block, setup, then bars', () => {
  const analysis = shop();
  const origins = sortOrigins(analysis.origins, 'cost').filter(({ origin }) => origin === 'https://cdn.shop.example');
  const rows = rowsOf(analysis, { origins, isOpen: () => true, unfolded: () => 50, shown: null }).filter(({ id }) => id === 'lane:160');
  const start = analysis.span?.start ?? 0;
  const scene = layout(analysis, rows, topsOf(rows), fit(start, start + 1000, 500), { top: 0, height: 100 });
  const { ink, log } = recorder();
  paint(ink, scene, [], palette);
  expect(log.filter((line) => line.startsWith('fillRect') || line.startsWith('roundRect')).slice(0, 18)).toMatchInlineSnapshot(`
    [
      "fillRect(173 10 215 1) idle",
      "fillRect(388 10 4 1) idle",
      "fillRect(392 10 4 1) idle",
      "fillRect(396 10 4 1) idle",
      "fillRect(400 10 4 1) idle",
      "fillRect(404 10 4 1) idle",
      "fillRect(408 10 4 1) idle",
      "roundRect(162 5 10 10 2) text",
      "fillRect(164 9 6 2) bg",
      "fillRect(166 7 2 6) bg",
      "fillRect(173 4 21 12) tcp",
      "fillRect(195 4 23 12) tls",
      "roundRect(220 5 43 10 1) wait",
      "roundRect(245 5 18 10 1) recv",
      "roundRect(220 6 42 9 1) recv",
      "roundRect(271 5 37 10 3) wait",
      "roundRect(296 5 12 10 3) recv",
      "roundRect(271 6 36 9 3) recv",
    ]
  `);
});
