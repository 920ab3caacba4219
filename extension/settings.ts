import type { SettingsStore } from '../src/app/host.ts';

const PREFIX = 'setting:';

/** In the extension's own localStorage: read in time for the first paint, shared by all panels. */
export const localSettings: SettingsStore = {
  read(key) {
    const text = localStorage.getItem(PREFIX + key);
    if (text === null) return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // Damaged by hand or by another version: as good as never set.
      return undefined;
    }
  },
  write: (key, value) => localStorage.setItem(PREFIX + key, JSON.stringify(value)),
};
