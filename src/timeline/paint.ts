import type { Palette } from './palette.ts';
import { paintBand, paintBar, paintQueue, paintRails } from './paint-bars.ts';
import { paintDrop, paintLine, paintOpening, paintRing, paintText, paintUnequal, strokeBox } from './paint-signs.ts';
import type { Mark, Scene } from './scene.ts';

/** The calls that paint makes; a test passes a recorder. */
export type Ink = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'globalAlpha' | 'font' | 'textBaseline' | 'textAlign'
  | 'fillRect' | 'strokeRect' | 'clearRect' | 'beginPath' | 'closePath' | 'moveTo' | 'lineTo' | 'arc' | 'roundRect'
  | 'fill' | 'stroke' | 'clip' | 'save' | 'restore' | 'fillText' | 'setLineDash' | 'translate'
>;

/** Draws marks and decides nothing. The ink is already scaled to CSS pixels. */
export function paint(ink: Ink, scene: Scene, over: readonly Mark[], palette: Palette): void {
  ink.textBaseline = 'middle';
  for (const { marks } of scene.rows) for (const mark of marks) paintMark(ink, mark, palette);
  for (const mark of over) paintMark(ink, mark, palette);
}

function paintMark(ink: Ink, mark: Mark, palette: Palette): void {
  switch (mark.kind) {
    case 'opening':
      return paintOpening(ink, mark, palette);
    case 'setup':
      ink.fillStyle = palette[mark.phase];
      ink.fillRect(mark.x, mark.y, mark.w, mark.h);
      if (mark.label !== null) paintText(ink, mark.label, mark.x + mark.w / 2, mark.y + mark.h / 2, palette.bg, true);
      return;
    case 'bar':
      return paintBar(ink, mark, palette);
    case 'rails':
      return paintRails(ink, mark, palette);
    case 'hollow':
      return strokeBox(ink, mark, palette[mark.tone === 'accent' ? 'waitb' : 'idle'], 1, mark.dashed, mark.tone === 'accent' ? 1 : 0);
    case 'line':
      return paintLine(ink, mark, palette);
    case 'frame':
      return strokeBox(ink, { ...mark, x: mark.x - 2, w: mark.w + 4 }, palette.muted, 1, true);
    case 'text':
      if (mark.cleared) ink.clearRect(mark.x - 4, mark.y - 6, mark.w + 8, 12);
      return paintText(ink, mark.text, mark.cleared ? mark.x + mark.w / 2 : mark.x, mark.y, palette[mark.tone], mark.cleared);
    case 'close':
      ink.strokeStyle = palette.text;
      ink.lineWidth = 2;
      ink.beginPath();
      ink.moveTo(mark.x, mark.y + 1);
      ink.lineTo(mark.x + 7, mark.y + 8);
      ink.moveTo(mark.x + 7, mark.y + 1);
      ink.lineTo(mark.x, mark.y + 8);
      return ink.stroke();
    case 'dot':
      ink.fillStyle = palette.accent;
      return ink.fillRect(mark.x, mark.y, mark.w, mark.h);
    case 'cap':
      ink.fillStyle = palette.text;
      return ink.fillRect(mark.x, mark.y, mark.w, mark.h);
    case 'queue':
      return paintQueue(ink, mark, palette);
    case 'band':
      return paintBand(ink, mark, palette);
    case 'ring':
      return paintRing(ink, mark, palette);
    case 'unequal':
      return paintUnequal(ink, mark, palette);
    case 'drop':
      return paintDrop(ink, mark, palette);
  }
}
