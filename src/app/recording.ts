import type { Secrets } from '../core/export/privacy.ts';
import type { Removed } from '../core/export/removed.ts';
import type { Analysis } from '../core/model/analysis.ts';
import type { Host } from './host.ts';

/** What the panel shows: the analysis, and the state of the recording that it came from. */
export interface Recording {
  readonly analysis: Analysis;
  readonly recording: boolean;
  readonly preserveLog: boolean;
  readonly notices: readonly Notice[];
}

/** Things about the capture that the reader must know to read the numbers right. */
export type Notice =
  | { readonly kind: 'orphaned' }
  | { readonly kind: 'no-host-access' }
  /** What tells of everything else may not tell of WebSockets. */
  | { readonly kind: 'no-websockets' }
  | { readonly kind: 'opened-late' }
  /** The browser's Resource Timing buffer overflowed before we could read it. */
  | { readonly kind: 'dropped-entries'; readonly count: number }
  /** No lane of this recording is named by the browser. */
  | { readonly kind: 'estimated' }
  /** The same of a file: it is the file, not the browser, that lacks ids. */
  | { readonly kind: 'file-without-ids' }
  /** A file of a proxy: its connections are not the browser's. */
  | { readonly kind: 'file-of-proxy'; readonly name: string }
  /** A file of several runs of the browser: the sums are those of all. */
  | { readonly kind: 'file-of-runs'; readonly count: number }
  /** Data that could not be read; the rest is shown. */
  | { readonly kind: 'unreadable'; readonly what: string };

/** Shaped for React's `useSyncExternalStore`: a snapshot keeps its identity until something changes. */
export interface RecordingStore {
  /** There is a tab to record; without one only files are shown. */
  readonly isLive: boolean;
  snapshot(): Recording;
  subscribe(changed: () => void): () => void;
  setRecording(on: boolean): void;
  setPreserveLog(on: boolean): void;
  clear(): void;
  reloadPage(): void;
  /** Opens the options page; absent where there is nothing to grant. */
  openOptions: (() => void) | undefined;
  exporters: readonly { readonly id: string; readonly label: string }[];
  /** What exports leave out of the recording, unless they are told to keep it. */
  removed(): readonly Removed[];
  /** Saves the export through the host; resolves when the browser has taken the file. */
  save(exporterId: string, secrets?: Secrets): Promise<void>;
  /** Saves a file that the panel has made. */
  saveFile: Host['save'];
}
