import { Fragment } from 'react';
import { CHIPS, type ChipCounts, type ChipId } from '../filter/chips.ts';
import { countText } from '../base/figures.ts';
import styles from './Toolbar.module.css';

export interface ChipBarProps {
  readonly on: ReadonlySet<ChipId>;
  readonly counts: ChipCounts;
  readonly onChange: (on: ReadonlySet<ChipId>) => void;
}

/** A protocol that the page does not use has no chip, nor has doubt where there is none; the other chips always stay where they are. */
export function ChipBar({ on, counts, onChange }: ChipBarProps) {
  const toggle = (id: ChipId): void => onChange(toggled(on, id));
  const there = CHIPS.filter((chip) => chip.set === 'kind' || counts[chip.id] !== 0);
  return (
    <span className={styles['chips']} role="group" aria-label="Quick filters">
      <button type="button" className={styles['chip']} aria-pressed={on.size === 0} onClick={() => onChange(new Set())}>
        All
      </button>
      {there.map((chip, i) => (
        <Fragment key={chip.id}>
          {i > 0 && chip.set !== there[i - 1]?.set && <span className={styles['rule']} />}
          <button type="button" className={styles['chip']} data-testid={`chip-${chip.id}`} aria-pressed={on.has(chip.id)} onClick={() => toggle(chip.id)}>
            {chip.label} {countOrUnknown(counts[chip.id])}
          </button>
        </Fragment>
      ))}
    </span>
  );
}

const countOrUnknown = (count: number | null): string => (count === null ? '?' : countText(count));

function toggled(on: ReadonlySet<ChipId>, id: ChipId): ReadonlySet<ChipId> {
  const next = new Set(on);
  if (!next.delete(id)) next.add(id);
  return next;
}
