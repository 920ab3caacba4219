import type { SettingsStore } from '../src/app/host.ts';

const PREFIX = 'setting:';

/** In the extension's own localStorage: read in time for the first paint, shared by all panels. */
export const localSettings: SettingsStore = {
  read(key) {
    try {
      const text = localStorage.getItem(PREFIX + key);
      return text === null ? undefined : (JSON.parse(text) as unknown);
    } catch {
      // Damaged by hand or by another version, or the user lets no site store anything: as good as never set.
      return undefined;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // No room, or not allowed: what was chosen lasts as long as the panel.
    }
  },
};
