import { realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { glob } from 'tinyglobby';
import { STDIN } from './job.ts';

/** What lies in a folder and may be a capture, in capitals too. */
const CAPTURES = ['**/*.har', '**/*.json', '**/*.har.gz', '**/*.json.gz', '**/*.zip'];

export interface Files {
  /** Each once, in the order in which they were named; those of a folder or a pattern by name. */
  readonly files: readonly string[];
  /** Arguments that name nothing, and why not, for people. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
}

/** Files, folders, glob patterns (`*`, `**`, `{a,b}`) and `-`. */
export async function filesOf(named: readonly string[]): Promise<Files> {
  /** By what they are: one file may have many names. */
  const files = new Map<string, string>();
  const missing: { readonly name: string; readonly why: string }[] = [];
  for (const name of named) {
    const found = await filesNamed(name);
    if (found.length === 0) missing.push({ name, why: (await isFolder(name)) ? 'no capture is in this folder: no .har, .json, .har.gz, .json.gz or .zip' : 'no such file, and nothing that this pattern matches' });
    for (const file of found) {
      const real = file === STDIN ? file : await realpath(file).catch(() => file);
      if (!files.has(real)) files.set(real, file);
    }
  }
  return { files: [...files.values()], missing };
}

const isFolder = async (name: string): Promise<boolean> => (await stat(name).catch(() => null))?.isDirectory() ?? false;

async function filesNamed(name: string): Promise<readonly string[]> {
  if (name === STDIN) return [name];
  // A name that is there is meant, whatever a pattern would make of its brackets.
  const kind = await stat(name).catch(() => null);
  if (kind?.isDirectory()) return (await glob(CAPTURES, { cwd: name, caseSensitiveMatch: false })).map((file) => `${name.replace(/\/+$/, '')}/${file}`).toSorted();
  if (kind !== null) return [name];
  return (await glob([name], { absolute: isAbsolute(name) })).toSorted();
}
