import type { Analysis } from '../../core/model/analysis.ts';
import { hasDoubt } from '../../core/model/candidates.ts';
import { layout } from '../../timeline/layout.ts';
import { paint, type Ink } from '../../timeline/paint.ts';
import { paintGrid, type Milestone } from '../../timeline/paint-grid.ts';
import { paintText } from '../../timeline/paint-signs.ts';
import type { Palette } from '../../timeline/palette.ts';
import type { Row } from '../../timeline/rows.ts';
import { rulerOf } from '../../timeline/ruler.ts';
import { ticksOf, type Viewport } from '../../timeline/scale.ts';
import { clipped } from '../../timeline/scene.ts';
import { escaped, svgInk } from '../../timeline/svg-ink.ts';
import type { TimeText } from '../../timeline/words.ts';
import { cellOf } from '../timeline/cells.ts';
import type { GridColumns } from '../timeline/columns.ts';
import { rowName } from '../timeline/row-name.ts';
import { legendOf } from './draw-legend.ts';

export interface PictureOf {
  readonly analysis: Analysis;
  readonly rows: readonly Row[];
  readonly tops: Float64Array;
  readonly view: Viewport;
  /** What is in sight, from the top of all rows. */
  readonly window: { readonly top: number; readonly height: number };
  readonly zero: number;
  /** Until when there is something to see. */
  readonly last: number;
  readonly columns: GridColumns;
  readonly palette: Palette;
  readonly milestones: readonly Milestone[];
  readonly title: string;
  readonly time: TimeText;
  readonly isFiltered: boolean;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const HEAD_PX = 44;
const CUT_PX = 6;

/** The visible timeline with its names, its scale and the legend, from the same scene as the screen. */
export function drawPicture(of: PictureOf): Picture {
  const { columns, palette, view, window } = of;
  const height = Math.min(window.height, (of.tops.at(-1) ?? 0) - window.top);
  const width = columns.width + view.width;
  const legend = legendOf(width, { hidden: of.isFiltered, unsure: hasDoubt(of.analysis) });
  const total = HEAD_PX + height + legend.height;
  const ink = svgInk(palette.bg);
  ink.fillStyle = palette.bg;
  ink.fillRect(0, 0, width, total);
  drawHead(ink, of, width);
  inside(ink, { x: 0, y: HEAD_PX, w: width, h: height }, () => {
    ink.translate(0, HEAD_PX - window.top);
    const scene = layout(of.analysis, of.rows, of.tops, view, { top: window.top, height }, { time: of.time });
    for (const { row, top } of scene.rows) drawNames(ink, row, top, of, width);
    ink.translate(columns.width, 0);
    inside(ink, { x: 0, y: window.top, w: view.width, h: height }, () => {
      paintGrid(ink, ticksOf(view, of.zero, of.time), of.milestones, view, window.top, height, window.top + height - 10, palette);
      paint(ink, scene, [], palette);
    });
  });
  ink.translate(0, HEAD_PX + height);
  legend.draw(ink, palette);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}"><title>${escaped(of.title)}</title>${ink.content()}</svg>`;
  return { svg, width, height: total };
}

function inside(ink: Ink, box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }, draw: () => void): void {
  ink.save();
  ink.beginPath();
  ink.roundRect(box.x, box.y, box.w, box.h, 0);
  ink.clip();
  draw();
  ink.restore();
}

function drawHead(ink: Ink, { title, columns, view, zero, last, milestones, palette, time }: PictureOf, width: number): void {
  paintText(ink, title, 8, 12, palette.text, false);
  let x = columns.width;
  for (const column of columns.columns.toReversed()) {
    rightText(ink, column.title, x - 4, 33, palette.muted);
    x -= column.width;
  }
  const { ticks, marks } = rulerOf(view, zero, milestones, last, time);
  for (const { x: at, label } of ticks) paintText(ink, label, columns.width + at + 3, 33, palette.muted, false);
  for (const { x: at, label, isLeft } of marks) {
    if (isLeft) rightText(ink, label, columns.width + at - 3, 33, palette.text);
    else paintText(ink, label, columns.width + at + 3, 33, palette.text, false);
  }
  ink.fillStyle = palette.line;
  ink.fillRect(0, HEAD_PX - 1, width, 1);
}

function drawNames(ink: Ink, row: Row, top: number, { columns, palette, time }: PictureOf, width: number): void {
  const middle = top + row.height / 2;
  const group = row.kind === 'origin' || row.kind === 'fold' || row.kind === 'elsewhere' || row.kind === 'none';
  if (group) {
    ink.fillStyle = palette.line;
    ink.fillRect(0, top, width, 1);
  }
  const numbers = columns.columns.reduce((sum, column) => sum + column.width, 0);
  const from = group ? 8 : 22;
  const room = columns.width - numbers - CUT_PX;
  // Letters are wider in some fonts than the scene takes them for.
  inside(ink, { x: 0, y: top, w: room, h: row.height }, () => {
    paintText(ink, clipped(rowName(row), room - from), from, middle, row.kind === 'waiting' ? palette.muted : palette.text, false);
  });
  let x = columns.width;
  for (const column of columns.columns.toReversed()) {
    rightText(ink, cellOf(row, column.id, time).text, x - 4, middle, palette.text);
    x -= column.width;
  }
}

function rightText(ink: Ink, text: string, x: number, y: number, colour: string): void {
  if (text === '') return;
  paintText(ink, '', x, y, colour, false);
  ink.textAlign = 'right';
  ink.fillText(text, x, y + 0.5);
}
