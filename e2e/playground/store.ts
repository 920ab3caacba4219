import type { Recording, RecordingStore } from '../../src/app/recording.ts';
import { anAnalysis } from './fixture.ts';

/** A recording that only the toolbar and `show` change. */
export function fixtureStore(first: Recording, isLive = true): RecordingStore & { show(next: Recording): void } {
  let now = first;
  const listeners = new Set<() => void>();
  const set = (next: Partial<Recording>): void => {
    now = { ...now, ...next };
    for (const changed of listeners) changed();
  };
  return {
    isLive,
    show: set,
    snapshot: () => now,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    setRecording: (recording) => set({ recording }),
    setPreserveLog: (preserveLog) => set({ preserveLog }),
    clear: () => set({ analysis: anAnalysis([]) }),
    reloadPage: () => set({ analysis: first.analysis }),
    openOptions: undefined,
    exporters: [
      { id: 'har', label: 'HAR' },
      { id: 'summary', label: 'Summary (JSON)' },
    ],
    saveFile: ({ name }) => {
      document.documentElement.dataset['saved'] = name;
      return Promise.resolve();
    },
    save: (id) => {
      document.documentElement.dataset['saved'] = id;
      return Promise.resolve();
    },
  };
}
