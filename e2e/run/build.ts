import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { ROOT, stream } from './stream.ts';

const SOURCES = ['extension', 'src', 'public', 'docs/figures.md', 'docs/panel.md', 'docs/findings', 'manifest.json', 'vite.config.ts', 'vite.docs.ts', 'vite.licences.ts', 'LICENSE', 'package-lock.json'];

/** Builds the add-ons, unless what is in dist/ is younger than all it is made of. */
export async function buildIfStale(target: 'chrome' | 'firefox'): Promise<string> {
  const dist = path.join(ROOT, 'dist', target);
  const built = statSync(path.join(dist, 'manifest.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built < Math.max(...SOURCES.map((source) => youngest(path.join(ROOT, source))))) {
    console.log('Building the add-ons …');
    if ((await stream('npm', ['run', '--silent', 'build'])) !== 0) throw new Error('the build failed');
  }
  return dist;
}

function youngest(file: string): number {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A folder's own time tells of files that were removed.
  return Math.max(stats.mtimeMs, ...readdirSync(file).map((name) => youngest(path.join(file, name))));
}
