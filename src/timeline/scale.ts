import { ticks as niceTicks } from 'd3-array';
import { instant, type Instant } from '../core/base/units.ts';

/** The stretch of time that is on screen, and the pixels that it has. */
export interface Viewport {
  readonly from: Instant;
  readonly to: Instant;
  /** CSS pixels. */
  readonly width: number;
}

/** Below 1 ms browsers report nothing; above a day nobody records. */
export const SHORTEST_MS = 1;
export const LONGEST_MS = 24 * 3_600_000;

/** A `+` block at 0 ms stands left of 0 and must not be cut. */
export const LEAD_PX = 12;

export const pxPerMs = (view: Viewport): number => view.width / (view.to - view.from);
export const xOf = (view: Viewport, at: number): number => (at - view.from) * pxPerMs(view);
export const timeAt = (view: Viewport, x: number): Instant => instant(view.from + x / pxPerMs(view));

/** Shows exactly this stretch, with room for the block at its left. */
export function fit(from: number, to: number, width: number): Viewport {
  const length = Math.max(to - from, SHORTEST_MS);
  const lead = (LEAD_PX * length) / Math.max(width - LEAD_PX, 1);
  return { from: instant(from - lead), to: instant(from + length), width };
}

/** Makes what lies at `x` stay at `x`; `factor` > 1 shows less time. */
export function zoomAt(view: Viewport, x: number, factor: number): Viewport {
  const length = view.to - view.from;
  const next = Math.min(Math.max(length / factor, SHORTEST_MS), LONGEST_MS);
  const share = view.width === 0 ? 0 : x / view.width;
  const from = view.from + share * (length - next);
  return { ...view, from: instant(from), to: instant(from + next) };
}

export function panBy(view: Viewport, px: number): Viewport {
  const by = px / pxPerMs(view);
  return { ...view, from: instant(view.from + by), to: instant(view.to + by) };
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

const UNITS: readonly (readonly [label: string, ms: number])[] = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** Round values of the largest unit that fits twice, counted from `zero`. */
export function ticksOf(view: Viewport, zero: number, apartPx = 76): readonly Tick[] {
  if (view.width <= 0) return [];
  const count = Math.max(Math.floor(view.width / apartPx), 1);
  const [unit, unitMs] = UNITS.find(([, ms]) => view.to - view.from >= 2 * ms) ?? (['ms', 1] as const);
  return niceTicks((view.from - zero) / unitMs, (view.to - zero) / unitMs, count).map((value) => ({
    x: xOf(view, zero + value * unitMs),
    label: labelOf(value, unit),
  }));
}

function labelOf(value: number, unit: string): string {
  if (value === 0) return '0';
  if (unit === 's' && Math.abs(value) < 1) return `${Math.round(value * 1000)} ms`;
  return `${Number(value.toFixed(3))} ${unit}`;
}
