import type { ExportedFile } from '../../core/export/exporters.ts';
import type { Secrets } from '../../core/export/privacy.ts';
import type { Removed } from '../../core/export/removed.ts';
import type { AboutFile } from '../../core/model/about.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Notice, Recording } from '../recording.ts';
import { asJob, exportInWorker, readInWorker, removedInWorker, wakeWorkers, type FileRead, type Job } from './ask-worker.ts';
import type { Parcel } from './parcels.ts';
import type { ZipChoice } from '../../files/open-zip.ts';
import { lacksOf, leftOut } from '../../files/file-problems.ts';
import type { Files } from '../../files/read-file.ts';

/** A file that is shown in place of the recording, which goes on behind it. */
export interface ShownFile {
  /** Of those that were shown, from 1: files of one name, and their requests of one id, are told apart by it. */
  readonly number: number;
  readonly name: string;
  readonly about: AboutFile;
  /** Which file of an archive it is; `null` for what is no archive. */
  readonly choice: ZipChoice | null;
  readonly recording: Pick<Recording, 'analysis' | 'notices'>;
  /** What is missing of it; `null` where nothing is. */
  readonly lacks: string | null;
  /** What it is compared from. */
  readonly parcels: readonly Parcel[];
}

export interface ImportState {
  readonly shown: ShownFile | null;
  readonly running: { readonly name: string; readonly progress: number } | null;
  /** The last file that could not be read, and sentences about it. */
  readonly failed: { readonly name: string; readonly why: string } | null;
}

/** Shaped for React's `useSyncExternalStore`. */
export interface Imports {
  snapshot(): ImportState;
  subscribe(changed: () => void): () => void;
  /** Shows the file, or a NetLog and another of the same run, when read; until then, and if it cannot be, what is shown stays. More than two are too many: the first two are taken. */
  open(...files: readonly File[]): void;
  /** Somebody is about to choose a file. */
  expect(): void;
  cancel(): void;
  /** Back to the recording. */
  close(): void;
  forgetFailure(): void;
  /** The shown file in another format. */
  exported(exporter: string, secrets: Secrets): Promise<ExportedFile | null>;
  /** What its exports leave out, unless they are told to keep it. */
  removed(): Job<readonly Removed[]>;
}

/** @param prepare what the first drawing of a file needs, in tasks as short as can be */
export function createImports(prepare: (analysis: Analysis) => Promise<void>): Imports {
  let state: ImportState = { shown: null, running: null, failed: null };
  let job: Job<FileRead> | null = null;
  let source: Files<Blob> | null = null;
  let opened = 0;
  const listeners = new Set<() => void>();
  const set = (next: Partial<ImportState>): void => {
    state = { ...state, ...next };
    for (const changed of listeners) changed();
  };
  const cancel = (): void => {
    job?.cancel();
    job = null;
    set({ running: null });
  };
  return {
    snapshot: () => state,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    open(first, second) {
      if (first === undefined) return;
      cancel();
      const files: Files<Blob> = second === undefined ? [first] : [first, second];
      const name = second === undefined ? first.name : `${first.name} + ${second.name}`;
      set({ running: { name, progress: 0 }, failed: null });
      const reading = readInWorker(files, (progress) => reading === job && set({ running: { name, progress } }));
      job = reading;
      const show = async (): Promise<void> => {
        const { analysis, parcels, skipped, cut, about, choice } = await reading.result;
        await prepare(analysis);
        if (job !== reading) return;
        job = null;
        source = files;
        opened += 1;
        set({ shown: { number: opened, name, about, choice, lacks: lacksOf({ skipped, cut }), parcels, recording: { analysis, notices: noticesOf(analysis.basis, { skipped, cut, about }) } }, running: null });
      };
      show().catch((error: Error) => {
        if (job !== reading) return;
        job = null;
        set({ failed: { name, why: `${error.message} Nothing was changed.` }, running: null });
      });
    },
    expect: wakeWorkers,
    cancel,
    close() {
      source = null;
      set({ shown: null });
    },
    forgetFailure: () => set({ failed: null }),
    exported: (exporter, secrets) => (source === null ? Promise.resolve(null) : exportInWorker(source, exporter, secrets).result),
    removed: () => (source === null ? asJob([]) : removedInWorker(source)),
  };
}

function noticesOf(basis: Recording['analysis']['basis'], { skipped, cut, about: { proxy, runs } }: Pick<FileRead, 'skipped' | 'cut' | 'about'>): readonly Notice[] {
  return [
    ...(proxy === null ? [] : [{ kind: 'file-of-proxy', name: proxy } as const]),
    ...(runs > 1 ? [{ kind: 'file-of-runs', count: runs } as const] : []),
    ...(basis === 'inferred' ? [{ kind: 'file-without-ids' } as const] : []),
    ...(skipped > 0 ? [{ kind: 'unreadable', what: leftOut(skipped) } as const] : []),
    ...(cut === null ? [] : [{ kind: 'unreadable', what: `the file is ${cut}` } as const]),
  ];
}
