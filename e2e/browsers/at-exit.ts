import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { until } from './poll.ts';

/** Browsers and profiles must not outlive the process, however it ends; an exit allows synchronous work only. */
const duties = new Set<() => void>();
let listening = false;

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** The latest first: a browser is killed before its profile is removed. */
function perform(): void {
  for (const duty of [...duties].toReversed()) duty();
  duties.clear();
}

function listen(): void {
  if (listening) return;
  listening = true;
  process.once('exit', perform);
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      perform();
      try {
        process.exit(128 + number);
      } catch {
        // A test runner forbids exits in its workers.
        process.kill(process.pid, signal);
      }
    });
  }
}

/** Returns how to withdraw the duty. */
export function atExit(duty: () => void): () => void {
  listen();
  duties.add(duty);
  return () => duties.delete(duty);
}

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export function temporaryFolder(prefix: string): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), `reuse-lens-${prefix}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const withdraw = atExit(() => {
    try {
      remove();
    } catch {
      // A process of the browser still writes; the system clears its temporary folder in the end.
    }
  });
  return {
    path: folder,
    remove: async () => {
      // A browser that said goodbye may still be writing its profile.
      await until(`${folder} to be removed`, () => {
        remove();
        return true;
      });
      withdraw();
    },
  };
}
