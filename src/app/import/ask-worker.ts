import type { AboutFile } from '../../core/model/about.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { ExportedFile } from '../../core/export/exporters.ts';
import type { Secrets } from '../../core/export/privacy.ts';
import type { Removed } from '../../core/export/removed.ts';
import type { ZipChoice } from '../../files/open-zip.ts';
import type { Files } from '../../files/read-file.ts';
import type { Parcel } from './parcels.ts';
import { createUnpacking } from './unpacking.ts';
import type { Answer, Question } from './worker-messages.ts';

/** How far reading and parsing reach, 0..1, and where the first parcel arrives; measured on big files, where it matters. */
const READ = 0.75;
const ARRIVING = 0.95;

/** Nobody sees a bar move more often, and each time the panel is rendered, ms. */
const LEAST_BETWEEN_MS = 100;

export interface Job<T> {
  readonly result: Promise<T>;
  /** Ends the worker; the result never comes. */
  readonly cancel: () => void;
}

/** Nothing has to be asked. */
export const asJob = <T>(value: T): Job<T> => ({ result: Promise.resolve(value), cancel: () => undefined });

/** Two, as a big file is read by both; machines have two cores and more. */
type Workers = readonly [first: Worker, second: Worker];
let waiting: Workers | null = null;

/** Who comes near and goes again asks nothing: so long two workers that wait are kept, ms. */
const KEPT_MS = 60_000;

/** Starts workers ahead of their question: when somebody is about to choose a file. */
export function wakeWorkers(): void {
  if (waiting !== null) return;
  const workers: Workers = [startWorker(), startWorker()];
  // Who cannot be started says so to whoever asks the next.
  for (const worker of workers) {
    worker.onerror = () => {
      if (waiting === workers) waiting = null;
    };
  }
  waiting = workers;
  setTimeout(() => {
    if (waiting !== workers) return;
    waiting = null;
    for (const worker of workers) worker.terminate();
  }, KEPT_MS);
}

const startWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

function takeWorkers(): Workers {
  wakeWorkers();
  const workers = waiting!;
  waiting = null;
  return workers;
}

/**
 * What goes wrong is a rejected result whose message is for people.
 * @param questions each is sent in a task of its own: what is big takes a while to copy
 * @param posted hears how many are sent
 */
export function ask<T>(questions: readonly Question[], hear: (answer: Answer, done: (value: T) => void) => void, posted: (count: number) => void = () => undefined): Job<T> {
  const [worker, second] = takeWorkers();
  let isOver = false;
  const cancel = (): void => {
    isOver = true;
    worker.terminate();
    second.terminate();
  };
  const result = new Promise<T>((resolve, reject) => {
    const end = (settle: () => void): void => {
      cancel();
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.answer === 'failed') return fail(new Error(data.error));
      // Whoever waits for the result would wait for ever.
      try {
        hear(data, (value) => end(() => resolve(value)));
      } catch (error) {
        fail(error);
      }
    };
    worker.onmessageerror = () => fail(new Error('An answer of the worker could not be read.'));
    for (const one of [worker, second]) one.onerror = ({ message }) => fail(new Error(message || 'The worker could not be started.'));
  });
  const { port1, port2 } = new MessageChannel();
  second.postMessage({ ask: 'help' } satisfies Question, [port2]);
  const post = (at: number): void => {
    if (isOver || at === questions.length) return;
    worker.postMessage(questions[at], at === 0 ? [port1] : []);
    posted(at + 1);
    setTimeout(() => post(at + 1));
  };
  post(0);
  return { result, cancel };
}

export interface FileRead {
  readonly analysis: Analysis;
  /** As it arrived, to be handed on; the analysis reads from the same tables. */
  readonly parcels: readonly Parcel[];
  readonly skipped: number;
  readonly about: AboutFile;
  readonly choice: ZipChoice | null;
  readonly cut: string | null;
}

export function readInWorker(files: Files<Blob>, progress: (share: number) => void): Job<FileRead> {
  const parcels = createUnpacking();
  const arrived: Parcel[] = [];
  let told = performance.now();
  const tell = (share: number): void => {
    if (performance.now() - told < LEAST_BETWEEN_MS) return;
    progress(share);
    told = performance.now();
  };
  return ask<FileRead>([{ ask: 'read', files }], (answer, done) => {
    if (answer.answer === 'read') tell(READ * answer.share);
    else if (answer.answer === 'parcel') {
      parcels.add(answer.parcel);
      arrived.push(answer.parcel);
      if (answer.parcel.kind !== 'heard') tell(ARRIVING + (1 - ARRIVING) * parcels.progress());
    } else if (answer.answer === 'done') {
      const analysis = parcels.finish();
      if (analysis === null) throw new Error('A part of what was read did not arrive.');
      done({ analysis, parcels: arrived, skipped: answer.skipped, cut: answer.cut, about: answer.about, choice: answer.choice });
    }
  });
}

export const exportInWorker = (files: Files<Blob>, exporter: string, secrets: Secrets): Job<ExportedFile | null> =>
  ask([{ ask: 'export', files, exporter, secrets }], (answer, done) => {
    if (answer.answer === 'exported') done(answer.file);
  });

export const removedInWorker = (files: Files<Blob>): Job<readonly Removed[]> =>
  ask([{ ask: 'removed', files }], (answer, done) => {
    if (answer.answer === 'removed') done(answer.removed);
  });
