import type { Recording, RecordingStore } from '../../src/app/recording.ts';
import { EXPORTERS } from '../../src/core/export/exporters.ts';
import { removedFrom } from '../../src/core/export/removed.ts';
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
    exporters: EXPORTERS.map(({ id, label }) => ({ id, label })),
    saveFile: ({ name }) => {
      document.documentElement.dataset['saved'] = name;
      return Promise.resolve();
    },
    removed: () => removedFrom(now.analysis),
    save: (id, secrets = 'remove') => {
      const { full } = document.documentElement.dataset;
      if (full !== undefined) return Promise.reject(new Error(full));
      document.documentElement.dataset['saved'] = secrets === 'keep' ? `${id} with secrets` : id;
      return Promise.resolve();
    },
  };
}
