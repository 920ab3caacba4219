import type { Analysis } from '../../core/model/analysis.ts';
import { fit, type Viewport } from '../../timeline/scale.ts';
import type { Instant } from '../../core/base/units.ts';
import type { Cell } from '../base/cell.ts';

export interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

/** The time axis that ruler, lanes, overview and headline share. */
export interface Axis {
  /** What the user chose to see; `null` as long as the panel may choose. */
  readonly range: Cell<Range | null>;
  /** What the panel shows by itself. */
  readonly home: { readonly from: number; readonly to: number };
  /** 0 of the labels. */
  readonly zero: number;
  /** CSS pixels. */
  readonly width: number;
}

export function viewOf({ home, width }: Axis, range: Range | null): Viewport {
  return range === null ? fit(home.from, home.to, width) : { ...range, width };
}

export const rangeOf = ({ from, to }: Viewport): Range => ({ from, to });

/** From the start to load and half as much again: what comes later is rarely what was slow. */
export function homeOf({ pages, span }: Analysis): Axis['home'] {
  const start = span?.start ?? 0;
  const end = Math.max(span?.end ?? 1, start + 1);
  const page = pages.length === 1 ? pages[0] : undefined;
  if (page?.load == null || page.load <= start) return { from: start, to: end };
  return { from: start, to: Math.min(start + 1.5 * (page.load - start), end) };
}
