#!/usr/bin/env node
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { answer, type Job } from './job.ts';
import { run } from './run.ts';

/** In a thread of the pool: files in, answers out. */
function serve(job: Job): void {
  parentPort?.on('message', (file: string) => void answer(job, file).then((done) => parentPort?.postMessage(done)));
}

if (isMainThread) {
  // Whoever reads may have seen enough (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  process.exitCode = await run(process.argv.slice(2), new URL(import.meta.url));
} else serve(workerData as Job);
