import { useCallback, useSyncExternalStore } from 'react';
import type { Recording, RecordingStore } from '../../app/recording.ts';

/** The latest snapshot, at most one per frame however fast requests arrive. */
export function useRecording(store: RecordingStore): Recording {
  const subscribe = useCallback(
    (changed: () => void) => {
      let frame = 0;
      const stop = store.subscribe(() => {
        if (frame !== 0) return;
        frame = requestAnimationFrame(() => {
          frame = 0;
          changed();
        });
      });
      return () => {
        cancelAnimationFrame(frame);
        stop();
      };
    },
    [store],
  );
  return useSyncExternalStore(subscribe, store.snapshot);
}
