import type { Request } from '../core/model/request.ts';
import type { Mark, Scene, SceneRow } from './scene.ts';

export interface Hit {
  readonly row: SceneRow;
  readonly request: Request | null;
}

/** A 1 px bar must be hittable by a hand. */
const REACH_PX = 3;

/** What lies at this point of the scene: the nearest request of the row, within reach. */
export function hitTest(scene: Scene, x: number, y: number): Hit | null {
  const row = scene.rows.find(({ top, row: { height } }) => y >= top && y < top + height);
  if (row === undefined) return null;
  let nearest: Mark | null = null;
  let distance = REACH_PX + 1;
  for (const mark of row.marks) {
    if (requestOf(mark) === null) continue;
    const dx = Math.max(mark.x - x, x - (mark.x + mark.w), 0);
    const dy = Math.max(mark.y - y, y - (mark.y + mark.h), 0);
    // Later marks lie on top.
    if (Math.max(dx, dy) <= REACH_PX && dx + dy <= distance) {
      nearest = mark;
      distance = dx + dy;
    }
  }
  return { row, request: nearest === null ? null : requestOf(nearest) };
}

export const requestOf = (mark: Mark): Request | null => ('request' in mark ? mark.request : null);
