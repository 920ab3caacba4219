import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built playground is served. */
    playground: string;
  }
}

const config = { configFile: path.join(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' } as const;

/** Builds the playground and serves it, once for all tests of the panel; what is returned ends that. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'reuse-lens-playground-'));
  await build({ ...config, build: { outDir, emptyOutDir: true, target: 'chrome120' } });
  const server = await preview({ ...config, build: { outDir }, preview: { port: 0 } });
  project.provide('playground', server.resolvedUrls?.local[0] ?? '');
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true });
  };
}
