import { useId, type RefObject } from 'react';
import app from '../App.module.css';
import { Icon } from '../base/Icon.tsx';
import { useRested } from '../base/use-rested.ts';
import styles from './Toolbar.module.css';

export interface FilterFieldProps {
  readonly text: string;
  readonly problem: string | null;
  /** Whole texts of the field: the browser's own list takes no parts. */
  readonly suggestions: readonly string[];
  readonly onText: (text: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}

const PLACEHOLDER = 'Filter  is:new  proto:h2  stalled:>100  origin:cdn';

export function FilterField({ text, problem, suggestions, onText, field }: FilterFieldProps) {
  const id = useId();
  const rested = useRested(problem);
  return (
    <span className={styles['field']} data-wrong={problem === null ? undefined : ''}>
      <Icon name="filter" />
      <input
        ref={field}
        data-testid="filter"
        list={`${id}-list`}
        autoComplete="off"
        aria-label="Filter"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        placeholder={PLACEHOLDER}
        spellCheck={false}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (text === '') event.currentTarget.blur();
          onText('');
          event.stopPropagation();
        }}
      />
      <datalist id={`${id}-list`} data-testid="filter-suggestions">
        {suggestions.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      {problem !== null && (
        <span id={id} className={styles['wrong']} aria-hidden="true">
          {problem}
        </span>
      )}
      <span role="alert" className={app['unseen']}>
        {rested}
      </span>
    </span>
  );
}
