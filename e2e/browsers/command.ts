import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

import { atExit } from './at-exit.ts';

export interface Outcome {
  /** `null`: it could not be started, or ran out of time. */
  readonly code: number | null;
  /** What it printed, on both channels. */
  readonly output: string;
}

export interface CommandOptions {
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end; never throws, since callers look for what works here. */
export function command(program: string, args: readonly string[], { timeoutMs, env }: CommandOptions): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    const withdraw = atExit(() => child.kill());
    let output = '';
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const timer = setTimeout(() => {
      output += `\nstopped after ${Math.round(timeoutMs / 1000)} s`;
      child.kill('SIGKILL');
      // What it started may hold the channels open for longer.
      child.stdout.destroy();
      child.stderr.destroy();
    }, timeoutMs);
    const end = (code: number | null): void => {
      clearTimeout(timer);
      withdraw();
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(null);
    });
    child.once('close', end);
  });
}

/** The full path of a program on the PATH. */
export function which(name: string): string | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name + suffix))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
