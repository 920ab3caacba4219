import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readWholeFile } from '../../src/files/read-file.ts';
import type { HarObservation } from '../../src/core/model/observation.ts';
import { withHiddenIds, type Subject } from './hidden.ts';

/** Every file below the folder that names connections, its ids hidden; of files of one load, as it was told in several formats, the first. */
export async function corpusSubjects(folder: string): Promise<readonly { readonly file: string; readonly subject: Subject }[]> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort((a, b) => (a < b ? -1 : 1));
  const subjects: { file: string; subject: Subject }[] = [];
  const known = new Set<string>();
  for (const file of files) {
    const read = await readWholeFile([new Blob([await readFile(file)])], { raw: 'give-up' }).catch(() => null);
    if (read === null || !read.ok) continue;
    const { analysis } = read.value;
    const har = analysis.requests.flatMap(({ observations }) => observations.filter((seen): seen is HarObservation => seen.source === 'har'));
    const names = har.map(({ url, start }) => `${Math.round(start / DATED_MS)} ${url}`);
    const isKnown = names.filter((name) => known.has(name)).length > names.length / 2;
    for (const name of names) known.add(name);
    if (!isKnown && har.some(({ reportedConnection }) => reportedConnection !== null)) subjects.push({ file: path.relative(folder, file), subject: withHiddenIds(har, analysis.pages) });
  }
  return subjects;
}

/** Two formats round one date in their own ways. */
const DATED_MS = 100;
