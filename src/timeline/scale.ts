import { bisectLeft, range } from 'd3-array';
import { instant, type Instant } from '../core/base/units.ts';
import { textWidth } from './scene.ts';
import { exactIn, type TimeText } from './words.ts';

/** The stretch of time that is on screen, and the pixels that it has. */
export interface Viewport {
  readonly from: Instant;
  readonly to: Instant;
  /** CSS pixels. */
  readonly width: number;
}

/** Below 1 ms browsers report nothing. */
export const SHORTEST_MS = 1;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** More of what is not the recording says nothing. */
const MOST_SPANS = 4;
/** So much of what is shown, or of the recording where that is less, is always in sight. */
const KEPT_SHARE = 0.1;

/** A `+` block at 0 ms stands left of 0 and must not be cut. */
const LEAD_PX = 12;

export const pxPerMs = (view: Viewport): number => view.width / (view.to - view.from);
export const xOf = (view: Viewport, at: number): number => (at - view.from) * pxPerMs(view);
export const timeAt = (view: Viewport, x: number): Instant => instant(view.from + x / pxPerMs(view));

/** Shows exactly this stretch, with room for the block at its left. */
export function fit(from: number, to: number, width: number): Viewport {
  const length = Math.max(to - from, SHORTEST_MS);
  const lead = (LEAD_PX * length) / Math.max(width - LEAD_PX, 1);
  return { from: instant(from - lead), to: instant(from + length), width };
}

/** From the first to the last moment of the recording. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Makes what lies at `x` stay at `x`; `factor` > 1 shows less time. */
export function zoomAt(view: Viewport, x: number, factor: number, span: Span): Viewport {
  const length = view.to - view.from;
  // What is shown already may be longer: then it grows no more.
  const longest = Math.max((span.to - span.from) * MOST_SPANS, Math.min(length, length / factor), SHORTEST_MS);
  const next = Math.min(Math.max(length / factor, SHORTEST_MS), longest);
  const share = view.width === 0 ? 0 : x / view.width;
  const from = view.from + share * (length - next);
  return held({ ...view, from: instant(from), to: instant(from + next) }, span);
}

/** Not so far that nothing of the recording is left. */
export const panWithin = (view: Viewport, px: number, span: Span): Viewport => held(panBy(view, px), span);

export function panBy(view: Viewport, px: number): Viewport {
  const by = px / pxPerMs(view);
  return { ...view, from: instant(view.from + by), to: instant(view.to + by) };
}

function held(view: Viewport, { from, to }: Span): Viewport {
  const kept = Math.min(view.to - view.from, to - from) * KEPT_SHARE;
  const by = Math.max(from + kept - view.to, 0) - Math.max(view.from - (to - kept), 0);
  return by === 0 ? view : { ...view, from: instant(view.from + by), to: instant(view.to + by) };
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

const STEPS_MS: readonly number[] = [
  // Milliseconds, then seconds, minutes and hours.
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 250, 500,
  ...[1, 2, 5, 10, 15, 30].map((s) => s * 1000),
  ...[1, 2, 5, 10, 15, 30].map((min) => min * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((h) => h * HOUR_MS),
];

/** The ruler's letters are larger than those that `textWidth` is for, and want air at either side. */
const WIDER = 1.15;
const AIR_PX = 8;
export const rulerWidth = (label: string): number => textWidth(label) * WIDER + AIR_PX;

/** Round times, counted from `zero`, as exact as they are, so that no two read the same; at least `apartPx` apart, and never so near that their labels lie on each other. */
export function ticksOf(view: Viewport, zero: number, time: TimeText, apartPx = 72): readonly Tick[] {
  if (view.width <= 0) return [];
  const least = apartPx / pxPerMs(view);
  // Beyond a day, whole days: a file may span years.
  const step = STEPS_MS[bisectLeft(STEPS_MS, least)] ?? Math.ceil(least / DAY_MS) * DAY_MS;
  const first = Math.ceil((view.from - zero) / step);
  const last = Math.floor((view.to - zero) / step);
  const write = exactIn(time);
  const ticks = range(first, last + 1).map((i) => ({ x: xOf(view, zero + i * step), label: i === 0 ? '0' : write(i * step) }));
  const widest = Math.max(...ticks.map(({ label }) => rulerWidth(label)));
  return widest > step * pxPerMs(view) && widest > apartPx ? ticksOf(view, zero, time, widest) : ticks;
}
