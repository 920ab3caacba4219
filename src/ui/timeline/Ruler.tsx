import { textWidth } from '../../timeline/scene.ts';
import { ticksOf, xOf } from '../../timeline/scale.ts';
import type { Milestone } from '../../timeline/paint-grid.ts';
import { useCell } from '../base/cell.ts';
import { viewOf, type Axis } from './axis.ts';
import styles from './Timeline.module.css';

/** A tick's label gives way to DCL, which stands left of its line where there is room, and to Load, right of its own. */
const LABEL_PX = 48;
const MARK_PX = 32;
/** The ruler's letters are larger than those that `textWidth` is for, and want air at either side. */
const WIDER = 1.15;
const AIR_PX = 8;

export function Ruler({ axis, milestones }: { readonly axis: Axis; readonly milestones: readonly Milestone[] }) {
  const view = viewOf(axis, useCell(axis.range));
  const marks = milestones
    .filter(({ kind }) => kind !== 'navigation')
    .map((milestone) => ({ ...milestone, x: xOf(view, milestone.at) }))
    .filter(({ x }) => x >= 0 && x <= view.width)
    .map((mark) => ({ ...mark, isLeft: mark.kind === 'content-loaded' && mark.x >= MARK_PX }))
    .reduce<readonly Mark[]>(together, []);
  const ticks = ticksOf(view, axis.zero).filter(({ x }) =>
    marks.every((mark) => {
      const left = mark.isLeft ? mark.x - MARK_PX : mark.x;
      return x + LABEL_PX < left || x > left + Math.max(MARK_PX, textWidth(mark.label) * WIDER + AIR_PX);
    }),
  );
  return (
    <div className={styles['ruler']} style={{ width: axis.width }} data-testid="ruler" aria-hidden="true">
      {ticks.map(({ x, label }) => (
        <span key={label} style={{ left: x }}>
          {label}
        </span>
      ))}
      {marks.map(({ at, kind, label, x, isLeft }) => (
        <span key={`${kind}${at}`} className={`${styles[kind]} ${isLeft ? styles['left'] : ''}`} style={{ left: x }}>
          {label}
        </span>
      ))}
    </div>
  );
}

type Mark = Milestone & { readonly x: number; readonly isLeft: boolean };

/** Two that both stand right of their lines may be so near that their names would lie on each other. */
function together(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1);
  if (last === undefined || last.isLeft || mark.isLeft || Math.abs(mark.x - last.x) >= LABEL_PX) return [...marks, mark];
  return [...marks.slice(0, -1), { ...last, label: `${last.label}, ${mark.label}` }];
}
