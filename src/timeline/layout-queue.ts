import { above } from './interval-index.ts';
import type { LaneContext } from './layout-lane.ts';
import type { Queue } from './queue.ts';
import type { RowOf } from './rows.ts';
import { textMark, textWidth, type Mark } from './scene.ts';
import { timeAt, xOf, type Viewport } from './scale.ts';

const COUNT = new Intl.NumberFormat('en');

/** One waiting request is as high as this, until the lane is full. */
const STEP_PX = 4;

/** How many requests waited, as a hatched step area; merged per pixel column, the highest level wins. */
export function layoutQueue({ queue, isPart }: RowOf<'waiting'>, { view, top, height, time }: Omit<LaneContext, 'dashed'>): Mark[] {
  const room = height - 6;
  const unit = Math.min(STEP_PX, room / Math.max(queue.peak, 1));
  const base = top + height - 3;
  const steps = stepsInSight(queue, view, unit);
  const last = steps.at(-1);
  const first = steps[0];
  // All of it may lie beside what is in sight.
  if (first === undefined || last === undefined || steps.every(([, h]) => h === 0)) return [];
  const marks: Mark[] = [{ kind: 'queue', x: first[0], w: last[0] - first[0], y: base - room, h: room, steps }];
  const peak = `${isPart ? 'shown: ' : ''}peak ${COUNT.format(queue.peak)}`;
  const full = `${peak} waiting · ${time(queue.total)} in total`;
  const x = last[0] + 6;
  const text = x + textWidth(full) < view.width ? full : peak;
  const right = view.width - textWidth(text) - 6;
  marks.push(textMark(text, Math.min(x, right), base - 5, { tone: 'stall', cleared: x > right }));
  return marks;
}

function stepsInSight(queue: Queue, view: Viewport, unit: number): readonly (readonly [number, number])[] {
  const steps: [number, number][] = [];
  const from = Math.max(above(queue.at, timeAt(view, 0)) - 1, 0);
  for (let i = from; i < queue.at.length; i++) {
    const at = queue.at[i] as number;
    const x = Math.max(xOf(view, at), 0);
    if (x > view.width) {
      steps.push([view.width, 0]);
      break;
    }
    const h = (queue.waiting[i] as number) * unit;
    const last = steps.at(-1);
    const column = Math.floor(x);
    // Only one step per pixel column; a peak inside the column is kept.
    if (last !== undefined && Math.floor(last[0]) === column && h !== 0) last[1] = Math.max(last[1], h);
    else steps.push([x, h]);
  }
  return steps;
}
