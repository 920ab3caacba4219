import { useCallback, useSyncExternalStore } from 'react';
import type { Recording, RecordingStore } from '../../app/recording.ts';

/** The latest snapshot. Shown in a task after the one that made it: both can be long. */
export function useRecording(store: RecordingStore): Recording {
  const subscribe = useCallback((changed: () => void) => store.subscribe(() => setTimeout(changed)), [store]);
  return useSyncExternalStore(subscribe, store.snapshot);
}
