import type { Theme } from '../src/app/host.ts';
import { browser } from './webext.ts';

/** DevTools' own theme. Chrome says "default" for light. Only Firefox tells of a change; Chrome's needs DevTools to be reopened. */
export const devtoolsTheme: Theme = {
  current: () => (browser.devtools.panels.themeName === 'dark' ? 'dark' : 'light'),
  subscribe(changed) {
    const { onThemeChanged } = browser.devtools.panels as { readonly onThemeChanged?: ThemeEvent };
    onThemeChanged?.addListener(changed);
    return () => onThemeChanged?.removeListener(changed);
  },
};

interface ThemeEvent {
  addListener(listener: () => void): void;
  removeListener(listener: () => void): void;
}
