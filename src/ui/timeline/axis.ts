import { scopeOf, zeroOf } from '../../core/analysis/scope.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { usesNetwork } from '../../core/model/network-use.ts';
import { fit, panBy, panWithin, xOf, zoomAt, type Span, type Viewport } from '../../timeline/scale.ts';
import { instant, type Instant } from '../../core/base/units.ts';
import type { Request } from '../../core/model/request.ts';
import type { Cell } from '../base/cell.ts';
import type { Glide } from './glide.ts';

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
  /** From the first to the last moment of the recording; it grows without being another axis. */
  readonly span: Cell<Span>;
  /** 0 of the labels. */
  readonly zero: number;
  /** CSS pixels. */
  readonly width: number;
  readonly glide: Glide;
}

export function viewOf({ home, width }: Axis, range: Range | null): Viewport {
  return range === null ? fit(home.from, home.to, width) : { ...range, width };
}

/** Until when there is something to see. */
export const lastOf = ({ home, span }: Axis): number => Math.max(home.to, span.get().to);

/** All of the recording, whatever is in sight. */
export const wholeOf = ({ home, width }: Axis, { span }: Analysis): Viewport => fit(span?.start ?? home.from, span?.end ?? home.to, width);

export const panned = ({ span }: Axis, view: Viewport, px: number): Viewport => panWithin(view, px, span.get());
export const zoomed = ({ span }: Axis, view: Viewport, x: number, factor: number): Viewport => zoomAt(view, x, factor, span.get());

/** As `range.set`, but so that the eye can follow. */
export const glideTo = (axis: Axis, target: Range): void => axis.glide.to(rangeOf(viewOf(axis, axis.range.get())), target);

/** Moves the shown time to where the request begins, if it is not in sight. */
export function showStart(axis: Axis, { start }: Request): void {
  const view = viewOf(axis, axis.range.get());
  const x = xOf(view, start);
  if (x < 0 || x > view.width) glideTo(axis, rangeOf(panBy(view, x - view.width / 3)));
}

export const rangeOf = ({ from, to }: Viewport): Range => ({ from, to });

/** Almost all requests; a page that polls for an hour is not shown as an hour. */
const MOST = 0.95;

/** Of the time to load: so much room its line has at its right. */
const AFTER_LOAD = 0.02;
/** A load event that came so many times later than all else would leave more empty than it shows. */
const MOST_EMPTY = 2;

/**
 * From the start to load and half as much again, or as far as the bulk of the requests reaches; to load also where nothing
 * came after it, since that is what the headline counts to. What came before the page and used no connection is left
 * aside: a NetLog begins with what the browser itself tried.
 */
export function homeOf(analysis: Analysis): Axis['home'] {
  const { requests, span } = analysis;
  const { to, toLoad } = scopeOf(analysis);
  const start = Math.min(zeroOf(analysis), requests.find(usesNetwork)?.start ?? Infinity);
  if (!toLoad) return { from: start, to };
  const bulk = requests[Math.floor((requests.length - 1) * MOST)];
  const reach = Math.max(start + 1.5 * (to - start), bulk?.end ?? 0);
  const end = span?.end ?? reach;
  const load = to - start > MOST_EMPTY * (end - start) ? end : to + AFTER_LOAD * (to - start);
  return { from: start, to: Math.max(Math.min(reach, end), load) };
}

/** All of these requests, with a tenth of their time on either side; what runs reaches to `now`. */
export function around(requests: readonly Request[], now: number): Range {
  const from = requests.reduce((least, { start }) => Math.min(least, start), Infinity);
  const to = requests.reduce((most, { end }) => Math.max(most, end ?? now), from + 1);
  const margin = (to - from) / 10;
  return { from: instant(from - margin), to: instant(to + margin) };
}
