import type { Analysis } from '../core/model/analysis.ts';
import { layoutLane, layoutTracks, type LaneContext } from './layout-lane.ts';
import { layoutGhost, layoutNone, layoutStack } from './layout-other.ts';
import { layoutQueue } from './layout-queue.ts';
import { layoutUnused } from './layout-unused.ts';
import { layoutStrip } from './layout-strip.ts';
import { hostOf } from './origin-names.ts';
import type { Row } from './rows.ts';
import type { Mark, Scene, SceneRow } from './scene.ts';
import { pxPerMs, type Viewport } from './scale.ts';
import { timeText, type TimeText } from './words.ts';

/** Where each row begins; one more than there are rows, the last is the height of all. */
export function topsOf(rows: readonly Row[]): Float64Array {
  const tops = new Float64Array(rows.length + 1);
  for (const [i, row] of rows.entries()) tops[i + 1] = (tops[i] as number) + row.height;
  return tops;
}

/** The part of the rows that is in sight, CSS pixels from the top of all rows. */
export interface Window {
  readonly top: number;
  readonly height: number;
}

export interface LayoutOptions {
  readonly time?: TimeText;
  /** Pixels per ms by which the level of detail is chosen: while one zooms, the last settled ones, so that nothing flickers. */
  readonly detail?: number;
}

/** The scene of what is in sight, and of nothing else: its cost is bounded by the viewport. */
export function layout(analysis: Analysis, rows: readonly Row[], tops: Float64Array, view: Viewport, window: Window, { time = timeText, detail = pxPerMs(view) }: LayoutOptions = {}): Scene {
  const now = analysis.span?.end ?? 0;
  const mixed = analysis.basis === 'mixed';
  const scene: SceneRow[] = [];
  for (let i = firstRow(tops, window.top); i < rows.length; i++) {
    const row = rows[i] as Row;
    const top = tops[i] as number;
    if (top >= window.top + window.height) break;
    scene.push({ row, top, marks: marksOf(row, { view, now, time, detail, top, height: row.height }, mixed) });
  }
  return { rows: scene };
}

type Place = Omit<LaneContext, 'dashed'>;

function marksOf(row: Row, place: Place, mixed: boolean): Mark[] {
  const { view, now, top, height } = place;
  switch (row.kind) {
    case 'origin':
      return row.open ? [] : layoutStrip(row.requests, now, view, top, height);
    case 'fold':
      return row.open ? [] : layoutStrip(row.requests, now, view, top, height);
    case 'more':
    case 'elsewhere':
      return [];
    case 'unused':
      return layoutUnused(row.connection, place);
    case 'waiting':
      return layoutQueue(row, place);
    case 'lane':
      return layoutLane(row, place, mixed);
    case 'unknown':
      return layoutTracks(row.requests, row.tracks, { ...place, dashed: true }, null);
    case 'ghost':
      return layoutGhost(row.requests, hostOf(row.connection.origins[0] ?? ''), place);
    case 'stack':
      return layoutStack(row.lanes, place);
    case 'none':
      return layoutNone(row.requests, place);
  }
}


/** The row that covers `y`. */
export function firstRow(tops: Float64Array, y: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tops[middle + 1] as number) <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}
