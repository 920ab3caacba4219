import { expect, it } from 'vitest';
import { TOKENS, type Palette } from '../../timeline/palette.ts';
import { textWidth } from '../../timeline/scene.ts';
import { svgInk } from '../../timeline/svg-ink.ts';
import { legendOf } from './draw-legend.ts';

const palette = Object.fromEntries(TOKENS.map((name) => [name, '#000'])) as unknown as Palette;

/** Every word with its place. */
function wordsAt(width: number): readonly { readonly x: number; readonly y: number; readonly word: string }[] {
  const ink = svgInk('#fff');
  legendOf(width, { hidden: true, unsure: true }).draw(ink, palette);
  return [...ink.content().matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]{2,})</g)].map(([, x, y, word]) => ({ x: Number(x), y: Number(y), word: word! }));
}

it('has all of its words inside the picture, however narrow that is, each line below the last', () => {
  const words = ['new', 'opened earlier', 'DNS TCP TLS', 'waiting', 'receiving', 'stalled', 'closed', 'hidden by the filter', 'or on another'];
  for (const width of [280, 400, 1440]) {
    const drawn = wordsAt(width);
    expect(drawn.map(({ word }) => word)).toEqual(words);
    for (const { x, y, word } of drawn) {
      expect(x + textWidth(word), `${word} at ${width}`).toBeLessThanOrEqual(width);
      expect(y + 6).toBeLessThanOrEqual(legendOf(width, { hidden: true, unsure: true }).height);
    }
  }
  expect([1440, 400].map((width) => new Set(wordsAt(width).map(({ y }) => y)).size)).toEqual([1, 3]);
});
