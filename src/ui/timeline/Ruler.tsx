import type { Milestone } from '../../timeline/paint-grid.ts';
import { rulerOf } from '../../timeline/ruler.ts';
import { useTimeText } from '../base/units.ts';
import { useCell } from '../base/cell.ts';
import { lastOf, viewOf, type Axis } from './axis.ts';
import styles from './Timeline.module.css';

export function Ruler({ axis, milestones }: { readonly axis: Axis; readonly milestones: readonly Milestone[] }) {
  const { ticks, marks } = rulerOf(viewOf(axis, useCell(axis.range)), axis.zero, milestones, lastOf(axis), useTimeText());
  return (
    <div className={styles['ruler']} style={{ width: axis.width }} data-testid="ruler" aria-hidden="true">
      {ticks.map(({ x, label }) => (
        <span key={label} style={{ left: x }}>
          {label}
        </span>
      ))}
      {marks.map(({ kind, label, x, isLeft }) => (
        <span key={`${label}${x}`} className={`${kind === null ? '' : styles[kind]} ${isLeft ? styles['left'] : ''}`} style={{ left: x }}>
          {label}
        </span>
      ))}
    </div>
  );
}
