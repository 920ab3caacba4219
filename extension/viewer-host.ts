import type { Host } from '../src/app/host.ts';
import { saveFile } from './save-file.ts';
import { localSettings } from './settings.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** The world of the viewer page: no tab, nothing heard; files are all there is. */
export const viewerHost: Host = {
  isLive: false,
  listen: () => () => undefined,
  setRecording: () => undefined,
  reloadPage: () => undefined,
  save: saveFile,
  // Without DevTools the system's theme is the browser's own.
  theme: {
    current: () => (dark.matches ? 'dark' : 'light'),
    subscribe(changed) {
      dark.addEventListener('change', changed);
      return () => dark.removeEventListener('change', changed);
    },
  },
  settings: localSettings,
};
