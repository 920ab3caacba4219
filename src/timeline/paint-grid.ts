import type { Ink } from './paint.ts';
import type { Palette } from './palette.ts';
import { paintText } from './paint-signs.ts';
import { clipped } from './scene.ts';
import { xOf, type Tick, type Viewport } from './scale.ts';

/** A moment of the page that all rows share. */
export interface Milestone {
  readonly at: number;
  readonly kind: 'content-loaded' | 'load' | 'navigation';
  readonly label: string;
}

/** From a page's line to its name. */
const LABEL_AWAY_PX = 4;

/** What lies behind the bars. The path of a new page stands at `labelY`, where it is always in sight. */
export function paintGrid(ink: Ink, ticks: readonly Tick[], milestones: readonly Milestone[], view: Viewport, top: number, height: number, labelY: number, palette: Palette): void {
  ink.fillStyle = palette.line;
  for (const { x } of ticks) ink.fillRect(Math.round(x), top, 1, height);
  const starts = milestones.filter(({ kind }) => kind === 'navigation').map(({ at }) => xOf(view, at));
  for (const { at, kind, label } of milestones) {
    const x = Math.round(xOf(view, at));
    if (x < 0 || x > view.width) continue;
    ink.globalAlpha = 0.7;
    ink.fillStyle = kind === 'load' ? palette.stall : kind === 'navigation' ? palette.text : palette.accent;
    ink.fillRect(x, top, 1, height);
    ink.globalAlpha = 1;
    // Each name ends before the next page begins.
    const room = Math.min(...starts.filter((start) => start > xOf(view, at)), Infinity) - x - 2 * LABEL_AWAY_PX;
    if (kind === 'navigation') paintText(ink, clipped(label, room), x + LABEL_AWAY_PX, labelY, palette.text, false);
  }
}
