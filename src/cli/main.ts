#!/usr/bin/env node
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { answer, type Job } from './job.ts';
import { outputTo } from './output.ts';
import { run } from './run.ts';

/** In a thread of the pool: files in, answers out. */
function serve(job: Job): void {
  parentPort?.on('message', (file: string) => void answer(job, file).then((done) => parentPort?.postMessage(done)));
}

if (isMainThread) {
  // Who does not read what is complained of still gets the exit code.
  process.stderr.on('error', () => {});
  process.exitCode = await run(process.argv.slice(2), outputTo(process.stdout), new URL(import.meta.url));
} else serve(workerData as Job);
