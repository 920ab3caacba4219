import { useSyncExternalStore } from 'react';
import type { Recording, RecordingStore } from '../../app/recording.ts';

/** The latest snapshot; the store publishes at most one a frame. */
export const useRecording = (store: RecordingStore): Recording => useSyncExternalStore(store.subscribe, store.snapshot);
