import { stallOf } from '../core/model/stall.ts';
import { doubtfulOf } from '../core/model/candidates.ts';
import { isSurelyPlaced } from '../core/model/placing.ts';
import type { Request } from '../core/model/request.ts';
import { requestOf } from './hit-test.ts';
import { laneStart } from './intervals.ts';
import type { Box, Mark, Scene, SceneRow } from './scene.ts';
import { xOf, type Viewport } from './scale.ts';

export interface Emphasis {
  readonly selected: Request | null;
  readonly hovered: Request | null;
  /** Id of the connection on whose lane those requests are shown, too, that it may have carried. */
  readonly lane: string | null;
  /** All requests of this connection get a thin outline, wherever they are. */
  readonly connection: string | null;
  /** Ids of the requests that held the slots which the selected one waited for. */
  readonly holders: ReadonlySet<string>;
  /** Ids of connections that were open when the selected request opened its own. */
  readonly unusable: ReadonlySet<string>;
}

/** What selection and hover add to a scene; drawn over it. */
export function highlight(scene: Scene, view: Viewport, emphasis: Emphasis): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { row, top, marks: drawn } of scene.rows) {
    for (const [request, box] of boxesOf(drawn)) {
      const look = lookOf(request, emphasis);
      if (look === null) continue;
      const dashed = row.kind === 'lane' && row.connection.basis.kind === 'inferred' && look !== 'selected';
      marks.push({ kind: 'ring', look, dashed, x: box.x - 1.5, y: box.y - 1.5, w: box.w + 3, h: box.h + 3 });
      if (look === 'selected') marks.push(...dropOf(scene, view, request, box), ...unequalMarks(scene, view, request, box, emphasis));
    }
    marks.push(...possibleMarks(row, top, view, emphasis));
  }
  return marks;
}

/** What this lane may have carried, of what one looks at, at the times when it ran. */
function possibleMarks(row: SceneRow['row'], top: number, view: Viewport, { selected, hovered, lane }: Emphasis): readonly Mark[] {
  if (row.kind !== 'lane') return [];
  const { possible, connection: { id } } = row;
  if (possible.length === 0) return [];
  const isHere = (request: Request | null): request is Request => request !== null && !isSurelyPlaced(request) && request.placing!.others.includes(id);
  const wanted = lane === id ? doubtfulOf({ possible }) : [...new Set([selected, hovered])].filter(isHere);
  const marks: Mark[] = [];
  let right = -Infinity;
  for (const request of wanted) {
    const x = Math.max(xOf(view, laneStart(request)), -RING_PX);
    const end = Math.min(xOf(view, request.end ?? Infinity), view.width + RING_PX);
    // Those of one pixel column look like one.
    if (end < 0 || x > view.width || (end < right && end - x < 4)) continue;
    right = end;
    marks.push({ kind: 'ring', look: 'possible', dashed: true, x: x - 1.5, y: top + (row.height - RING_PX) / 2, w: Math.max(end - x, 1.5) + 3, h: RING_PX });
  }
  return marks;
}

/** Around a bar. */
const RING_PX = 13;

function lookOf(request: Request, { selected, connection, holders }: Emphasis): 'selected' | 'holder' | 'related' | null {
  if (request === selected) return 'selected';
  if (holders.has(request.id)) return 'holder';
  return connection !== null && request.connection === connection ? 'related' : null;
}

const SIGN_PX = 14;

/** On each lane that the selected request did not take although it was open, tied to it. */
function unequalMarks(scene: Scene, view: Viewport, request: Request, box: Box, { unusable }: Emphasis): readonly Mark[] {
  const x = xOf(view, laneStart(request)) + SIGN_PX / 2;
  if (unusable.size === 0 || x < 0 || x > view.width) return [];
  return scene.rows.flatMap(({ row, top }): Mark[] => {
    if (row.kind !== 'lane' || !unusable.has(row.connection.id)) return [];
    const y = top + row.height / 2 - SIGN_PX / 2;
    const toY = y < box.y ? box.y : box.y + box.h;
    return [{ kind: 'unequal', x: x - SIGN_PX / 2, y, w: SIGN_PX, h: SIGN_PX, toY }];
  });
}

/** Setup and bar of a request as one box; its block stays outside. */
function boxesOf(marks: readonly Mark[]): ReadonlyMap<Request, Box> {
  const boxes = new Map<Request, Box>();
  for (const mark of marks) {
    const request = requestOf(mark);
    if (request === null || mark.kind === 'opening') continue;
    const known = boxes.get(request);
    boxes.set(request, known === undefined ? mark : around(known, mark));
  }
  return boxes;
}

function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
}

function dropOf(scene: Scene, view: Viewport, request: Request, box: Box): readonly Mark[] {
  const stall = stallOf(request);
  const queue = scene.rows.find(({ row }) => row.kind === 'waiting' && row.id === `waiting:${request.origin}`);
  if (stall === null || queue === undefined) return [];
  const x = xOf(view, stall[0]);
  return [{ kind: 'drop', x, w: xOf(view, stall[1]) - x, y: queue.top + queue.row.height / 2, h: 1, toY: box.y - 1 }];
}
