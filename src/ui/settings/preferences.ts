import type { SettingsStore } from '../../app/host.ts';
import { useSetting } from '../base/use-setting.ts';
import { isUnits, type Units } from '../base/units.ts';
import { isColumnId, type ColumnId } from '../timeline/columns.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];
const isTheme = (value: unknown): value is ThemeChoice => (THEMES as readonly unknown[]).includes(value);

/** `null`: the panel chooses by its width and the number of origins. */
type ColumnChoice = readonly ColumnId[] | null;
const isChoice = (value: unknown): value is ColumnChoice => value === null || (Array.isArray(value) && value.every(isColumnId));

export interface Preferences {
  readonly theme: ThemeChoice;
  readonly units: Units;
  readonly columns: ColumnChoice;
  readonly onTheme: (theme: ThemeChoice) => void;
  readonly onUnits: (units: Units) => void;
  readonly onColumns: (columns: ColumnChoice) => void;
}

/** How the user wants the panel to look; all of it lasts. */
export function usePreferences(settings: SettingsStore): Preferences {
  const [theme, onTheme] = useSetting<ThemeChoice>(settings, 'theme', 'auto', isTheme);
  const [units, onUnits] = useSetting<Units>(settings, 'units', 'auto', isUnits);
  const [columns, onColumns] = useSetting<ColumnChoice>(settings, 'columns', null, isChoice);
  return { theme, units, columns, onTheme, onUnits, onColumns };
}
