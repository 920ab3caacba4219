import { readdir, realpath, type Dirent } from 'node:fs';
import { realpath as realNameOf, stat } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { glob } from 'tinyglobby';
import { STDIN } from './job.ts';

/** What lies in a folder and may be a capture, in capitals too. */
const ENDINGS = ['.har', '.json', '.har.gz', '.json.gz', '.zip'];
const isNamedLikeOne = (file: string): boolean => ENDINGS.some((ending) => file.toLowerCase().endsWith(ending));

export interface Files {
  /** Each once, in the order in which they were named; those of a folder or a pattern by name. */
  readonly files: readonly string[];
  /** What names nothing, or could not be looked into, and why not, for people. */
  readonly missing: readonly Missing[];
}

interface Missing {
  readonly name: string;
  readonly why: string;
}

/** Files, folders, glob patterns (`*`, `**`, `{a,b}`) and `-`. */
export async function filesOf(named: readonly string[]): Promise<Files> {
  /** By what they are: one file may have many names. */
  const files = new Map<string, string>();
  const missing: Missing[] = [];
  for (const name of named) {
    const { found, unread } = await filesNamed(name);
    missing.push(...unread);
    if (found.length === 0 && unread.length === 0) missing.push({ name, why: await whyNothing(name) });
    for (const file of found) {
      const real = file === STDIN ? file : await realNameOf(file).catch(() => file);
      if (!files.has(real)) files.set(real, file);
    }
  }
  return { files: [...files.values()], missing };
}

/** What is there and may not be looked at is not called missing. */
const whyNothing = (name: string): Promise<string> =>
  stat(name).then(
    () => 'no capture is in this folder: no .har, .json, .har.gz, .json.gz or .zip',
    (error: NodeJS.ErrnoException) => (isNotThere(error) ? 'no such file, and nothing that this pattern matches' : error.message),
  );

const isNotThere = ({ code }: NodeJS.ErrnoException): boolean => code === 'ENOENT' || code === 'ENOTDIR';

interface Named {
  readonly found: readonly string[];
  readonly unread: readonly Missing[];
}

async function filesNamed(name: string): Promise<Named> {
  if (name === STDIN) return { found: [name], unread: [] };
  // A name that is there is meant, whatever a pattern would make of its brackets.
  const kind = await stat(name).catch(() => null);
  if (kind !== null && !kind.isDirectory()) return { found: [name], unread: [] };
  const unread: Missing[] = [];
  const fail = (place: string, { message }: Error): void => void unread.push({ name: isAbsolute(name) ? place : relative('', place), why: message });
  const found = kind === null ? await glob([name], { fs: { readdir: telling(fail) }, absolute: isAbsolute(name) }) : await inFolder(name, fail);
  return { found: found.toSorted(), unread };
}

async function inFolder(folder: string, fail: Fail): Promise<readonly string[]> {
  const files = await glob(ENDINGS.map((ending) => `**/*${ending}`), { fs: { readdir: telling(fail), realpath: following(fail) }, cwd: folder, caseSensitiveMatch: false });
  return files.map((file) => `${folder.replace(/\/+$/, '')}/${file}`);
}

type Fail = (place: string, error: Error) => void;

/** Lists a folder, and does not pass in silence over one that may not be looked into. */
const telling = (fail: Fail): typeof readdir =>
  ((folder: string, options: { withFileTypes: true }, done: (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void) =>
    readdir(folder, options, (error, entries) => {
      if (error !== null && !isNotThere(error)) fail(folder, error);
      done(error, entries);
    })) as typeof readdir;

/** Follows a link; one that leads nowhere is missed where its name is that of a capture. */
const following = (fail: Fail): typeof realpath =>
  ((link: string, done: (error: NodeJS.ErrnoException | null, path: string) => void) =>
    realpath(link, (error, path) => {
      if (error !== null && (!isNotThere(error) || isNamedLikeOne(link))) fail(link, error);
      done(error, path);
    })) as typeof realpath;
