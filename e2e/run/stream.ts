import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

import { atExit } from '../browsers/at-exit.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Runs a command with its output passed through; its children end with us. */
export function stream(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: !windows,
      shell: windows && program === 'npm',
    });
    const withdraw = atExit(() => {
      if (child.pid === undefined) return;
      try {
        process.kill(windows ? child.pid : -child.pid, 'SIGTERM');
      } catch {
        // It ended in the same moment.
      }
    });
    const end = (code: number): void => {
      withdraw();
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${program}: ${error.message}`);
      end(1);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** Runs a package's own program under this Node, without npx between us and it. */
export function streamPackage(name: string, args: readonly string[]): Promise<number> {
  return stream(process.execPath, [programOf(name), ...args]);
}

export function programOf(name: string): string {
  const folder = path.join(ROOT, 'node_modules', name);
  const manifest = createRequire(import.meta.url)(path.join(folder, 'package.json')) as { bin: Record<string, string> };
  const program = manifest.bin[name] ?? Object.values(manifest.bin)[0];
  if (program === undefined) throw new Error(`${name} has no program`);
  return path.join(folder, program);
}
