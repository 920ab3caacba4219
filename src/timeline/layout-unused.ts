import type { UnusedConnection } from '../core/model/connection.ts';
import { setupMarks, SETUP_PX, type LaneContext } from './layout-lane.ts';
import { FADE_PX } from './layout-line.ts';
import { textMark, textWidth, type Mark } from './scene.ts';
import { xOf } from './scale.ts';
import { unusedName, unusedText } from './words.ts';

/** A lane without a request: its setup, how long it stood idle, and its end. */
export function layoutUnused(connection: UnusedConnection, { view, now, top, height }: Pick<LaneContext, 'view' | 'now' | 'top' | 'height'>): Mark[] {
  const { readyAt, report, setup, protocol } = connection;
  const y = top + height / 2;
  const marks: Mark[] = setupMarks({ phases: setup, protocol }, view, { y: y - SETUP_PX / 2, h: SETUP_PX }, null);
  const setupEnd = marks.reduce((end, mark) => Math.max(end, mark.x + mark.w), xOf(view, report.openedAt));
  const closed = report.closed === null ? null : Math.max(xOf(view, report.closed.at), setupEnd);
  // Without a close, the log ends while it is open.
  const end = closed ?? Math.max(readyAt === null ? setupEnd : xOf(view, now), setupEnd);
  if (readyAt !== null) {
    const from = Math.max(xOf(view, readyAt), 0);
    const to = Math.min(end, view.width);
    if (to > from) marks.push({ kind: 'line', x: from, w: to - from, y, h: 1, dashed: false, fade: null });
    if (closed === null && end > -FADE_PX && end < view.width) marks.push({ kind: 'line', x: end, w: FADE_PX, y, h: 1, dashed: false, fade: 'out' });
  }
  if (end <= -20 || end >= view.width) return marks;
  if (closed !== null) marks.push({ kind: 'close', x: closed + 2, y: y - 4, w: 8, h: 8 });
  const x = end + (closed !== null ? 13 : readyAt === null ? 4 : FADE_PX + 2);
  const text = [unusedText(connection), unusedName(connection)].find((words) => x + textWidth(words) < view.width);
  if (text !== undefined) marks.push(textMark(text, x, y));
  return marks;
}
