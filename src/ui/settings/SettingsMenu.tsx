import { useId } from 'react';
import { Icon } from '../base/Icon.tsx';
import { docPage } from '../details/doc-page.ts';
import { UNITS, type Units } from '../base/units.ts';
import { COLUMN_IDS, COLUMN_NAMES, type ColumnId } from '../timeline/columns.ts';
import toolbar from '../toolbar/Toolbar.module.css';
import { Choice } from './Choice.tsx';
import { THEMES, type Preferences, type ThemeChoice } from './preferences.ts';
import styles from './Settings.module.css';

const THEME_NAMES: Readonly<Record<ThemeChoice, string>> = { auto: 'As DevTools', light: 'Light', dark: 'Dark' };
/** On a page of its own. */
const VIEWER_THEME_NAMES = { ...THEME_NAMES, auto: 'As the browser' };
const UNIT_NAMES: Readonly<Record<Units, string>> = { auto: 'ms, s or min', ms: 'Always ms' };

interface Props {
  /** Beside a tab, in DevTools. */
  readonly isLive: boolean;
  readonly preferences: Preferences;
  /** What is on now, chosen by whom it may. */
  readonly columns: readonly ColumnId[];
  /** Opens the page on which the user grants and withdraws; absent where there is nothing to grant. */
  readonly openOptions: (() => void) | undefined;
}

/** The platform's popover with the platform's radio buttons. */
export function SettingsMenu({ isLive, preferences, columns, openOptions }: Props) {
  const id = useId();
  const toggle = (column: ColumnId): void => {
    const next = columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column];
    preferences.onColumns(COLUMN_IDS.filter((one) => next.includes(one)));
  };
  return (
    <>
      <button type="button" className={toolbar['button']} data-testid="settings" aria-label="Settings" title="Settings" popoverTarget={id}>
        <Icon name="settings" />
      </button>
      <div id={id} popover="auto" className={`${toolbar['menu']} ${styles['settings']}`} role="dialog" aria-label="Settings" data-testid="settings-menu">
        <Choice legend="Theme" names={isLive ? THEME_NAMES : VIEWER_THEME_NAMES} values={THEMES} value={preferences.theme} onChange={preferences.onTheme} />
        <Choice legend="Times" names={UNIT_NAMES} values={UNITS} value={preferences.units} onChange={preferences.onUnits} />
        <fieldset>
          <legend>Columns</legend>
          {COLUMN_IDS.map((column) => (
            <label key={column}>
              <input type="checkbox" data-testid={`column-${column}`} checked={columns.includes(column)} onChange={() => toggle(column)} />
              {COLUMN_NAMES[column]}
            </label>
          ))}
          <button type="button" className={styles['action']} aria-disabled={preferences.columns === null} onClick={() => preferences.onColumns(null)}>
            Choose by width
          </button>
        </fieldset>
        {openOptions !== undefined && (
          <fieldset>
            <legend>Permissions</legend>
            <button type="button" className={styles['action']} data-testid="open-options" onClick={openOptions}>
              What Reuse Lens may read…
            </button>
          </fieldset>
        )}
        <fieldset>
          <legend>Help</legend>
          <a href={docPage('docs/panel.md')} target="_blank" rel="noopener">
            Filter words and keys
          </a>
        </fieldset>
      </div>
    </>
  );
}
