import type { Connection } from '../core/model/connection.ts';
import { doubtfulOf, hasSureEnd } from '../core/model/candidates.ts';
import { isSurelyPlaced } from '../core/model/placing.ts';
import type { Request } from '../core/model/request.ts';
import { union, type Interval } from '../core/analysis/held-up.ts';
import { above, atOrAbove, indexIntervals, type IntervalIndex } from './interval-index.ts';
import { endOf, knownOpenUntil, laneStart, openedAheadAt } from './intervals.ts';
import type { LaneContext } from './layout-lane.ts';
import { runsOf } from './layout-strip.ts';
import { rememberAt } from './remember.ts';
import type { RowOf } from './rows.ts';
import { textMark, textWidth, type Mark } from './scene.ts';
import { xOf } from './scale.ts';
import { closedText } from './words.ts';

export const FADE_PX = 24;
const SHORTEST_GAP_PX = 58;
const SHORTEST_GAP_MS = 150;

/** Work that a filter hides: neither idle, nor a bar that one may ask about. */
export const HIDDEN_PX = 4;

/** The life of a connection: idle line, what a filter hides, lengths of gaps, and its end. */
export function layoutLine(row: RowOf<'lane'>, lane: LaneContext): Mark[] {
  const { view, top, height, dashed } = lane;
  const { connection } = row;
  const first = connection.requests[0];
  if (first === undefined) return [];
  const y = top + height / 2;
  const start = xOf(view, lineStart(connection, first));
  const closedAt = connection.closed === null ? Infinity : xOf(view, connection.closed.at);
  const lastAt = xOf(view, knownOpenUntil(connection, lane.now));
  const end = Math.min(lastAt, view.width);
  const marks: Mark[] = [];
  if (first.origination.opening === 'opened-earlier' && openedAheadAt(connection) === undefined) {
    marks.push({ kind: 'line', x: start - FADE_PX - 10, w: FADE_PX, y, h: 1, dashed, fade: 'in' });
  }
  const from = Math.max(start, 0);
  if (end > from) marks.push({ kind: 'line', x: from, w: end - from, y, h: 1, dashed, fade: null });
  // Nobody tells how long it stayed open.
  if (connection.closed === null && lastAt > -FADE_PX && lastAt < view.width) marks.push({ kind: 'line', x: lastAt, w: FADE_PX, y, h: 1, dashed, fade: 'out' });
  marks.push(...hiddenWork(row, lane, y), ...gapTexts(connection, lane, y));
  if (connection.closed !== null && closedAt > -20 && closedAt < view.width) {
    const text = closedText(connection) + (hasSureEnd(connection) ? '' : '?');
    marks.push({ kind: 'close', x: closedAt + 2, y: y - 4, w: 8, h: 8 });
    const fits = closedAt + 13 + textWidth(text) < view.width;
    if (fits) marks.push(textMark(text, closedAt + 13, y));
  }
  return marks;
}

/** From when on it is drawn: since it was opened, where that is told, else since its first request. */
export const lineStart = (connection: Connection, first: Request): number => Math.min(openedAheadAt(connection) ?? Infinity, laneStart(first));

const intervalsOf = (requests: readonly Request[], now: number): Interval[] => requests.map((request) => [laneStart(request), endOf(request, now)]);

/** A lane's gaps do not change while one zooms. */
const busyOf = rememberAt((connection: Connection, now) => {
  const stretches = union(intervalsOf(connection.requests, now));
  const unsure = indexIntervals(intervalsOf([...connection.requests.filter((request) => !isSurelyPlaced(request)), ...doubtfulOf(connection)], now));
  return { stretches, ends: Float64Array.from(stretches, (stretch) => stretch[1]), unsure };
});

const hiddenIn = rememberAt(({ connection, requests }: RowOf<'lane'>, now) => {
  const shown = new Set(requests);
  return indexIntervals(union(intervalsOf(connection.requests.filter((request) => !shown.has(request)), now)));
});

function hiddenWork(row: RowOf<'lane'>, { view, now, dashed }: LaneContext, y: number): Mark[] {
  if (row.requests.length === row.connection.requests.length) return [];
  return runsOf(hiddenIn(row, now), view).map(({ x, w }) => ({ kind: 'line', x, w, y, h: HIDDEN_PX, dashed, fade: null }));
}

/** Nothing that may be on another lane bounds it, and nothing of another lane may lie in it. */
const isSureGap = ({ starts, ends }: IntervalIndex, from: number, to: number): boolean => above(starts, to) === atOrAbove(ends, from);

function gapTexts(connection: Connection, { view, now, time }: LaneContext, y: number): Mark[] {
  const { stretches, ends, unsure } = busyOf(connection, now);
  const marks: Mark[] = [];
  for (let i = Math.max(above(ends, view.from) - 1, 0); i < stretches.length - 1; i++) {
    const gapStart = (stretches[i] as Interval)[1];
    const gapEnd = (stretches[i + 1] as Interval)[0];
    if (gapStart > view.to) break;
    const from = Math.max(xOf(view, gapStart), 0);
    const to = Math.min(xOf(view, gapEnd), view.width);
    const text = `idle ${time(gapEnd - gapStart)}${isSureGap(unsure, gapStart, gapEnd) ? '' : '?'}`;
    const w = textWidth(text);
    const fits = gapEnd - gapStart >= SHORTEST_GAP_MS && to - from >= Math.max(SHORTEST_GAP_PX, w + 16);
    if (fits) marks.push(textMark(text, (from + to - w) / 2, y, { tone: 'muted', cleared: true }));
  }
  return marks;
}
