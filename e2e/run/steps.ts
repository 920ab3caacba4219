import { readFileSync } from 'node:fs';
import path from 'node:path';

import { temporaryFolder } from '../browsers/at-exit.ts';
import { command } from '../browsers/command.ts';
import { findBrowser } from '../browsers/find.ts';
import { rememberFirstStart } from '../browsers/firefox.ts';
import { prerequisites } from './prerequisites.ts';
import { programOf, ROOT, stream, streamPackage } from './stream.ts';
import { FAILED, PASSED, sum } from './tally.ts';
import type { Tally } from './tally.ts';

/** A part of `npm test`. */
export interface Step {
  readonly id: string;
  readonly title: string;
  /** Fails unrun where one of these failed in the same run. */
  readonly needs?: readonly string[];
  run(): Promise<Tally>;
}

export const steps: readonly Step[] = [
  { id: 'prerequisites', title: 'Browsers and tools', run: bringTools },
  { id: 'build', title: 'Build of both add-ons', run: async () => byExitCode(await stream('npm', ['run', 'build'])) },
  { id: 'types', title: 'Types', run: async () => byExitCode(await streamPackage('typescript', ['-b'])) },
  { id: 'lint', title: 'Lint', run: async () => byExitCode(await streamPackage('oxlint', ['--deny-warnings'])) },
  { id: 'web-ext', title: 'Add-on lint', needs: ['build'], run: lintAddOn },
  { id: 'unit', title: 'Unit tests', run: () => vitest('--project=unit*', '--maxWorkers=2') },
  { id: 'e2e', title: 'Tests in real browsers', needs: ['prerequisites', 'build'], run: inBrowsers },
];

/** In two halves that take about as long, one for each of two cores. */
async function inBrowsers(): Promise<Tally> {
  const halves = [
    vitest('--project=panel', '--project=chromium', 'e2e/panel/', 'e2e/chromium/stories.spec.ts'),
    vitest('--project=firefox', '--project=chromium', '--exclude=e2e/chromium/stories.spec.ts'),
  ];
  return sum(await Promise.all(halves));
}

function byExitCode(code: number): Tally {
  return code === 0 ? PASSED : FAILED;
}

async function bringTools(): Promise<Tally> {
  await prerequisites(['chromium', 'firefox']);
  const { executable } = await findBrowser('firefox', { install: false });
  await rememberFirstStart(executable, { extensionDir: '', headless: true, hosts: [] });
  return PASSED;
}

interface LintMessage {
  readonly _type: string;
  readonly code: string;
  readonly message: string;
  readonly file?: string | null;
  readonly line?: number | null;
}

interface LintReport {
  readonly errors: readonly LintMessage[];
  readonly warnings: readonly LintMessage[];
}

/** What addons.mozilla.org would refuse is an error. */
async function lintAddOn(): Promise<Tally> {
  const args = [programOf('web-ext'), 'lint', '--source-dir', path.join(ROOT, 'dist/firefox'), '--output', 'json'];
  const { output } = await command(process.execPath, args, { timeoutMs: 180_000 });
  const json = output.split('\n').find((line) => line.startsWith('{'));
  if (json === undefined) throw new Error(`web-ext said no JSON:\n${output.trim()}`);
  const { errors, warnings } = JSON.parse(json) as LintReport;
  for (const { _type, code, message, file, line } of [...errors, ...warnings]) {
    console.log(`${_type}: ${code}${file ? ` in ${file}:${line ?? ''}` : ''}\n  ${message}`);
  }
  console.log(`${errors.length} errors, ${warnings.length} warnings`);
  return errors.length === 0 ? PASSED : FAILED;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

async function vitest(...options: readonly string[]): Promise<Tally> {
  const folder = temporaryFolder('report');
  try {
    const file = path.join(folder.path, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await streamPackage('vitest', ['run', ...options, ...reporters]);
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = report;
    // A file that does not even load, or a hook that throws, fails the run without failing a test.
    const failed = numFailedTests === 0 && (code !== 0 || passed === 0) ? 1 : numFailedTests;
    return { passed, failed, skipped: numPendingTests + numTodoTests };
  } finally {
    await folder.remove();
  }
}
