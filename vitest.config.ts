import { defineConfig } from 'vitest/config';

const MINUTE_MS = 60_000;

/** Mocks a module, and so needs modules of its own. */
const MOCKING = 'src/core/insight/stalls/failed-rule.test.ts';

/** A real browser: slow, and never tried twice; a test that fails now and then has found something. */
const inBrowser = (name: string) => ({
  test: { name, include: [`e2e/${name}/*.spec.ts`], testTimeout: 2 * MINUTE_MS, hookTimeout: 2 * MINUTE_MS, retry: 0 },
});

export default defineConfig({
  test: {
    // One browser for each of two cores (e2e/run/steps.ts runs two of us): more starve each other, and what takes long then is another story than the one told.
    maxWorkers: 1,
    projects: [
      { test: { name: 'unit', include: ['{extension,e2e,bench,src/app}/**/*.test.{ts,tsx}', MOCKING], testTimeout: MINUTE_MS } },
      // Pure: a process imports each module once for all files, and takes half the time.
      { test: { name: 'unit-pure', include: ['src/**/*.test.{ts,tsx}'], exclude: ['src/app/**', MOCKING], isolate: false, testTimeout: MINUTE_MS } },
      { test: { name: 'panel', include: ['e2e/panel/*.spec.ts'], globalSetup: 'e2e/playground/serve.ts', testTimeout: MINUTE_MS, hookTimeout: MINUTE_MS, expect: { poll: { timeout: 15_000 } }, retry: 0 } },
      inBrowser('chromium'),
      inBrowser('firefox'),
    ],
  },
});
