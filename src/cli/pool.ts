import { Worker } from 'node:worker_threads';
import { answer, STDIN, type Answer, type Job } from './job.ts';

export interface PoolOptions {
  readonly job: Job;
  readonly files: readonly string[];
  readonly threads: number;
  /** The module whose `serve` answers in a thread. */
  readonly module: URL;
}

/** Files that may wait for one before them, per thread: what is finished is written in order, and must not pile up. */
const AHEAD = 4;

/** Answers in the order of the files. */
export async function* answers({ job, files, threads, module }: PoolOptions): AsyncGenerator<Answer> {
  const wanted = Math.min(threads, files.length);
  if (wanted < 2) {
    for (const file of files) yield await answer(job, file);
    return;
  }
  const pool = Array.from({ length: wanted }, () => startThread(module, job));
  const idle = [...pool];
  const waiting: ((thread: Thread) => void)[] = [];
  const thread = (): Promise<Thread> => new Promise((resolve) => (idle.length > 0 ? resolve(idle.pop()!) : waiting.push(resolve)));
  const ask = async (file: string): Promise<Answer> => {
    // Threads have no standard input.
    if (file === STDIN) return answer(job, file);
    const one = await thread();
    try {
      return await one.ask(file);
    } finally {
      const next = waiting.shift();
      if (next) next(one);
      else idle.push(one);
    }
  };
  try {
    const asked: Promise<Answer>[] = [];
    for (const [i, file] of files.entries()) {
      asked.push(ask(file));
      if (i >= wanted * AHEAD) yield await asked.shift()!;
    }
    for (const one of asked) yield await one;
  } finally {
    await Promise.all(pool.map((one) => one.end()));
  }
}

interface Thread {
  ask(file: string): Promise<Answer>;
  end(): Promise<unknown>;
}

/** Starts anew when it dies, of a file that is too large for it, say. */
function startThread(module: URL, job: Job): Thread {
  const start = (): Worker => new Worker(module, { workerData: job });
  let worker = start();
  return {
    ask: (file) =>
      new Promise((resolve) => {
        const died = (error: Error): void => {
          worker = start();
          resolve({ file, rows: null, isBroken: false, problem: error.message });
        };
        worker.once('error', died);
        worker.once('message', (message: Answer) => {
          worker.off('error', died);
          resolve(message);
        });
        worker.postMessage(file);
      }),
    end: () => worker.terminate(),
  };
}
