import type { Connection } from '../core/model/connection.ts';
import type { Request } from '../core/model/request.ts';
import { endOf, knownOpenUntil, laneStart, openedAheadAt, workStart } from './intervals.ts';
import type { Lane } from './group.ts';
import { setupMarks, type LaneContext } from './layout-lane.ts';
import { MOST_STACKED } from './rows.ts';
import { textMark, textWidth, type Mark } from './scene.ts';
import { xOf } from './scale.ts';
import { closedText, NO_CONNECTION } from './words.ts';

type Place = Omit<LaneContext, 'dashed'>;

/** Single-use connections: 3 px per socket, capped where it opened and where it closed, and a line where it lay idle. */
export function layoutStack(lanes: readonly Lane[], place: Place): Mark[] {
  const { view, now, top, height } = place;
  const rows = Math.min(lanes.length, MOST_STACKED);
  const y0 = top + (height - rows * 3) / 2;
  const yOf = (i: number): number => y0 + Math.min(i, MOST_STACKED - 1) * 3;
  // Those on the last line lie on each other: first what is least.
  const marks = [...lanes.flatMap(({ connection }, i) => idleMarks(connection, yOf(i), place)), ...lanes.flatMap((lane, i) => lane.requests.flatMap((request) => socketMarks(request, lane.connection, yOf(i), place)))];
  const reasons = [...new Set(lanes.map(({ connection }) => closedText(connection)))];
  const end = xOf(view, lanes.reduce((last, { connection }) => Math.max(last, knownOpenUntil(connection, now)), -Infinity));
  const rest = lanes.length - MOST_STACKED;
  const short = `✕ ${lanes.length}`;
  const beyond = rest > 0 ? ` · + ${rest} on the last line` : '';
  const texts = [...(reasons.length === 1 ? [`${short} × ${reasons[0]}${beyond}`] : []), short + beyond, short];
  const text = texts.find((words) => end + 8 + textWidth(words) < view.width);
  if (end > 0 && text !== undefined) marks.push(textMark(text, end + 8, y0 + rows * 3 - 4));
  return marks;
}

/** Opened ahead of its request, or open after it until the browser's own log tells of its end. */
function idleMarks(connection: Connection, y: number, { view, now }: Place): Mark[] {
  const { requests: [request] } = connection;
  if (request === undefined) return [];
  const from = Math.max(xOf(view, openedAheadAt(connection) ?? laneStart(request)), 0);
  const to = Math.min(xOf(view, knownOpenUntil(connection, now)), view.width);
  return to > from ? [{ kind: 'line', x: from, w: to - from, y: y + 1, h: 1, dashed: false, fade: null }] : [];
}

function socketMarks(request: Request, connection: Connection, y: number, { view, now }: Place): Mark[] {
  const start = xOf(view, laneStart(request));
  const x = xOf(view, workStart(request));
  const w = Math.max(xOf(view, endOf(request, now)) - x, 1);
  const closed = Math.max(xOf(view, knownOpenUntil(connection, now)), x + w);
  if (closed < 0 || start > view.width) return [];
  const { receive } = request.phases;
  const solidFrom = receive.state === 'measured' ? xOf(view, receive.start) : x + w;
  const opened = request.origination.opening === 'new';
  return [
    ...(opened ? [{ kind: 'cap', x: start - 3, y, w: 3, h: 2 } satisfies Mark] : []),
    ...setupMarks(request, view, { y, h: 2 }, request),
    { kind: 'bar', x, w, y, h: 2, solidFrom, edge: 'none', round: false, unsure: false, request },
    { kind: 'cap', x: closed, y, w: 2, h: 2 },
  ];
}

/** Requests of this origin that travelled on a connection of another one. */
export function layoutGhost(requests: readonly Request[], on: string, { view, now, top, height }: Place): Mark[] {
  const marks: Mark[] = [];
  let right = 0;
  for (const request of requests) {
    const x = xOf(view, laneStart(request));
    const w = Math.max(xOf(view, endOf(request, now)) - x, 3);
    if (x + w < 0 || x > view.width || (x + w < right && w < 4)) continue;
    right = Math.max(right, x + w);
    marks.push({ kind: 'hollow', x, w, y: top + height / 2 - 5, h: 10, tone: 'accent', dashed: true, request });
  }
  const text = `on ${on}`;
  if (marks.length > 0) marks.push(textMark(text, right + 7, top + height / 2));
  return marks;
}

/** Hollow boxes, each with why it used none, as far as the words fit. */
export function layoutNone(requests: readonly Request[], { view, now, top, height }: Place): Mark[] {
  const marks: Mark[] = [];
  let right = -Infinity;
  for (const [i, request] of requests.entries()) {
    const x = xOf(view, request.start);
    const w = Math.max(xOf(view, endOf(request, now)) - x, 6);
    // Boxes in one pixel column look the same as one box.
    if (x + w < 0 || x > view.width || x < right - w + 2) continue;
    right = x + w;
    marks.push({ kind: 'hollow', x, w, y: top + height / 2 - 4, h: 8, tone: 'muted', dashed: false, request });
    const next = requests[i + 1];
    const room = (next === undefined ? view.width : xOf(view, next.start)) - right;
    const text = request.origination.opening === 'none' ? NO_CONNECTION[request.origination.reason] : NO_CONNECTION.local;
    if (room < textWidth(text) + 12) continue;
    marks.push(textMark(text, right + 4, top + height / 2));
  }
  return marks;
}
