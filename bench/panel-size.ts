import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Result } from './result.ts';

/** Everything that the built panel can load: scripts, their imports and workers, styles. */
export function measurePanelSize(dist: string): Result {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(path.join(dist, file), 'utf8');
    for (const [, name] of text.matchAll(/["'(/]([\w.-]+\.(?:js|css))["'`)]/g)) {
      const found = path.join('assets', name!);
      if (name !== path.basename(file) && exists(path.join(dist, found))) visit(found);
    }
  };
  visit('extension/panel.html');
  const bytes = [...seen].filter((file) => !file.endsWith('.html')).reduce((sum, file) => sum + gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length, 0);
  return { id: 'panel-gzip', value: bytes / 1000, unit: 'kB', must: 160, aim: 110, what: `gzip of all scripts and styles of the panel (${seen.size - 1} files)` };
}

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}
