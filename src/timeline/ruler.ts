import type { Milestone } from './paint-grid.ts';
import { rulerWidth, ticksOf, xOf, type Tick, type Viewport } from './scale.ts';
import type { TimeText } from './words.ts';

/** DCL, Load, or both where they are so near that their names would lie on each other. */
export interface Mark {
  /** Of its line, or the first of its lines. */
  readonly x: number;
  /** `null`: of both kinds. */
  readonly kind: 'content-loaded' | 'load' | null;
  readonly label: string;
  /** Its name ends at its line. */
  readonly isLeft: boolean;
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly isLeft: boolean;
}

/**
 * What stands on the ruler: nothing is cut, and nothing lies on anything else.
 * @param last until when something is shown: what comes later has no line to be found, so its time is said at the edge, where there is room
 */
export function rulerOf(view: Viewport, zero: number, milestones: readonly Milestone[], last: number, time: TimeText): { readonly ticks: readonly Tick[]; readonly marks: readonly Mark[] } {
  const named = milestones.flatMap(({ kind, ...milestone }) => (kind === 'navigation' ? [] : [{ kind, ...milestone }]));
  const inSight = named.map(({ at, kind, label }): Mark => ({ x: xOf(view, at), kind, label, isLeft: false })).filter(({ x }) => x >= 0 && x <= view.width);
  const beyond = named.filter(({ at }) => at > last && at > view.to).map(({ at, kind, label }): Mark => ({ x: view.width, kind, label: `${label} at ${time(at - zero)} →`, isLeft: true }));
  const all = apart([...inSight, ...beyond], view);
  const marks = all.every((mark) => placeOf(mark, view).from >= 0) ? all : apart(inSight, view);
  const taken = marks.map((mark) => placeOf(mark, view));
  const ticks = ticksOf(view, zero, time).filter(({ x, label }) => x + rulerWidth(label) <= view.width && taken.every(({ from, to }) => x + rulerWidth(label) < from || x > to));
  return { ticks, marks };
}

const apart = (marks: readonly Mark[], view: Viewport): readonly Mark[] =>
  marks
    .toSorted((a, b) => a.x - b.x)
    .map((mark) => placed(mark, view))
    .reduce<readonly Mark[]>((before, mark) => together(before, mark, view), []);

const placed = (mark: Mark, view: Viewport): Mark => ({ ...mark, isLeft: placeOf(mark, view).isLeft });

/** DCL stands left of its line where there is room, and everything else only where there is none at its right. */
function placeOf({ x, kind, label }: Mark, view: Viewport): Place {
  const width = rulerWidth(label);
  const isLeft = (kind === 'content-loaded' && x >= width) || x + width > view.width;
  return isLeft ? { from: x - width, to: x, isLeft } : { from: x, to: x + width, isLeft };
}

function together(before: readonly Mark[], mark: Mark, view: Viewport): readonly Mark[] {
  const last = before.at(-1);
  if (last === undefined || placeOf(last, view).to <= placeOf(mark, view).from) return [...before, mark];
  const labels = [...new Set([...last.label.split(', '), mark.label])];
  const both: Mark = { ...mark, x: last.x, kind: last.kind === mark.kind ? mark.kind : null, label: labels.join(', ') };
  return together(before.slice(0, -1), placed(both, view), view);
}
