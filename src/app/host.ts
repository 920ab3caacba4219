import type { TimingObservation } from '../core/model/observation.ts';

/**
 * What the app needs of the world. The extension implements it over DevTools,
 * the playground over a fixture; nothing below this line knows which.
 */
export interface Host {
  /** There is a tab to record; without one only files are shown. */
  readonly isLive: boolean;
  /** Delivers what was heard, in the order in which it was heard; returns how to stop. */
  listen(deliver: (events: readonly HostEvent[]) => void): () => void;
  /** Gather, or stop gathering, from now on. */
  setRecording(on: boolean): void;
  reloadPage(): void;
  /** Opens the page from which the user grants and withdraws permissions; absent where there is nothing to grant. */
  openOptions?(): void;
  /** Writes a file where the user's downloads go. */
  save(file: { readonly name: string; readonly mime: string; readonly content: string | Blob }): Promise<void>;
  readonly theme: Theme;
  readonly settings: SettingsStore;
}

/** Follows DevTools' own theme, which is not the page's `prefers-color-scheme`. */
export interface Theme {
  current(): 'light' | 'dark';
  subscribe(changed: () => void): () => void;
}

/** Small values that last. Unknown or damaged values read as `undefined`. */
export interface SettingsStore {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
}

/** Raw data crosses as it came; `capture/*` reads it. */
export type HostEvent =
  /** Finished elements of HAR `log.entries`; each is delivered once. */
  | { readonly type: 'har-finished'; readonly entries: readonly unknown[] }
  /** Elements that were delivered as finished when they still ran, as they ended: each replaces one of the same request and start. */
  | { readonly type: 'har-corrected'; readonly entries: readonly unknown[] }
  /** All elements that are still running; replaces the last such list. */
  | { readonly type: 'har-open'; readonly entries: readonly unknown[] }
  /** A batch of one document's Performance entries, see `core/capture/resource-timing.ts`, and in which browser, if that is known. */
  | { readonly type: 'timing'; readonly batch: unknown; readonly browser?: NonNullable<TimingObservation['browser']> }
  /** Folded webRequest records, see `core/capture/web-request.ts`. */
  | { readonly type: 'web-requests'; readonly records: readonly unknown[] }
  /** The inspected tab went to another document. `at` is epoch ms. */
  | { readonly type: 'navigated'; readonly url: string; readonly at: number }
  | { readonly type: 'condition'; readonly condition: Condition };

/** Standing facts about the capture itself; each is said to the user until it ends. */
export type Condition =
  /** Access to sites: without it only HAR arrives. */
  | { readonly kind: 'host-access'; readonly granted: boolean }
  /** Whether anything tells of WebSockets. */
  | { readonly kind: 'websockets'; readonly told: boolean }
  /** DevTools opened when the page was already there. */
  | { readonly kind: 'opened-late'; readonly late: boolean }
  /** The extension was reloaded or updated under the panel; nothing more will arrive. */
  | { readonly kind: 'orphaned' };
