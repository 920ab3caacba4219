import { useId, useRef } from 'react';
import toolbar from '../toolbar/Toolbar.module.css';
import settings from '../settings/Settings.module.css';
import { TABLE_COLUMNS, USUAL_COLUMNS } from './columns.ts';

interface Props {
  readonly ids: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** Which columns the table shows. One always stays: an empty table could not be read. */
export function ColumnMenu({ ids, onChange }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  /** Below its button, or as far up as it must. */
  const place = (): void => {
    const at = button.current?.getBoundingClientRect();
    if (at === undefined || menu.current === null) return;
    const top = Math.max(Math.min(at.bottom + 2, innerHeight - menu.current.offsetHeight - 4), 4);
    menu.current.style.inset = `${top}px auto auto ${at.left}px`;
  };
  const toggle = (column: string): void => {
    const next = ids.includes(column) ? ids.filter((one) => one !== column) : [...ids, column];
    if (next.length > 0) onChange(next);
  };
  return (
    <>
      <button ref={button} type="button" data-testid="table-columns" popoverTarget={id}>
        Columns
      </button>
      <div ref={menu} id={id} popover="auto" className={`${toolbar['menu']} ${settings['settings']}`} role="dialog" aria-label="Columns of the table" onToggle={place}>
        <fieldset>
          <legend>Columns</legend>
          {TABLE_COLUMNS.map((column) => (
            <label key={column.id}>
              <input type="checkbox" data-testid={`table-column-${column.id}`} checked={ids.includes(column.id)} onChange={() => toggle(column.id)} />
              {column.title}
            </label>
          ))}
          <button type="button" onClick={() => onChange(USUAL_COLUMNS)}>
            As usual
          </button>
        </fieldset>
      </div>
    </>
  );
}
