/**
 * How surely connections are told apart where nobody names them:
 * `npm run bench:inference [-- --corpus DIR] [--loads DIR] [--record [--far]]`.
 * Loads are recorded once and kept in `--loads`; `--record` records, and judges
 * nothing. Those whose servers are far away are recorded with `--far`, by root
 * on Linux (far.sh).
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { optionsOf } from '../../e2e/run/options.ts';
import type { BrowserName } from '../../e2e/browsers/driver.ts';
import { corpusSubjects } from './corpus.ts';
import { subjectOf } from './hidden.ts';
import { SECURE, SECURE_PAGE, SERIAL, SERIAL_PAGE, type Mix } from './load.ts';
import { poolsOf } from './pools.ts';
import { dayOf, FAR_MS, isFarAway, recordings, type Recorded } from './record.ts';
import { writeMade } from '../docs.ts';
import { report, reportInShort, type Group } from './report.ts';
import { timeWithoutIds } from './time.ts';

const { values } = optionsOf({ options: { corpus: { type: 'string' }, loads: { type: 'string', default: 'node_modules/.cache/inference' }, record: { type: 'boolean', default: false }, far: { type: 'boolean', default: false }, print: { type: 'boolean', default: false } } });
const say = (line: string): void => console.error(line);

if (values.far && !isFarAway) {
  const { status } = spawnSync(path.join(import.meta.dirname, 'far.sh'), [String(FAR_MS), process.execPath, ...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

const seeds = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => from + i);
/** Rules, thresholds and the calibration were found on these… */
const TRAINING: Readonly<Record<BrowserName, readonly number[]>> = { firefox: seeds(1, 40), chromium: seeds(1, 20) };
/** …and judged on these, which nothing was tuned on. */
const HELD_OUT: Readonly<Record<BrowserName, readonly number[]>> = { firefox: seeds(5001, 30), chromium: seeds(1001, 30) };

/** For servers so far away that connects take time, too. */
const FAR_HELD_OUT = seeds(5001, 30);

/** Loads over TLS, of all protocols. */
const OVER_TLS = seeds(7001, 20);

/** Pages over TLS, with HTTP/1 alone or with HTTP/2. */
const SECURE_PAGES = seeds(9001, 16);

const NAMES: Readonly<Record<BrowserName, string>> = { firefox: 'Firefox', chromium: 'Chromium, ids hidden' };
const LATE_NAMES: Readonly<Record<BrowserName, string>> = { firefox: 'Firefox', chromium: 'Chromium' };

// First of all, while nothing is compiled.
const time = values.record ? '' : timeWithoutIds();
const groups: Group[] = [];
/** Of panels that were opened when the load was over. */
const late: Group[] = [];
const days: string[] = [];
const versions: string[] = [];
for (const opened of values.far ? [] : (['before', 'after'] as const)) {
  for (const [set, browsers] of [['held out', HELD_OUT], ['training', TRAINING]] as const) {
    for (const browser of ['firefox', 'chromium'] as const) {
      const recorded = await recordings({ browser, opened, seeds: browsers[browser] }, path.resolve(values.loads), say);
      for (const one of recorded) {
        versions.push(`${browser} ${one.version}`);
        days.push(dayOf(one));
      }
      if (values.record) continue;
      const name = `${opened === 'before' ? NAMES[browser] : LATE_NAMES[browser]}, ${set}`;
      const rule = opened === 'before' ? browser : (`${browser}-timed` as const);
      (opened === 'before' ? groups : late).push({ name, isHeldOut: set === 'held out', subjects: recorded.map(subjectOf), pools: { ofLoads: recorded.map((one) => poolsOf(one)), rule } });
    }
  }
}
const overTls: Group[] = [];
for (const far of values.record ? [values.far] : [false, true]) {
  const where = far ? 'far' : '';
  const away = far ? `, ${2 * FAR_MS} ms away` : '';
  const play = (browser: BrowserName, folder: string, played: readonly number[], mix: Mix): Promise<readonly Recorded[]> => recordings({ browser, opened: 'before', seeds: played, mix, far }, path.resolve(values.loads, where, folder), say);
  for (const browser of ['firefox', 'chromium'] as const) {
    if (far) addGroup(`${NAMES[browser]}${away}, held out`, browser, SERIAL, await play(browser, '', FAR_HELD_OUT, SERIAL));
    if (browser === 'firefox') addGroup(`${NAMES[browser]}, page over TLS${away}, held out`, browser, SERIAL_PAGE, await play(browser, 'tls-page', SECURE_PAGES, SERIAL_PAGE));
    const secure = [...(await play(browser, 'over-tls', OVER_TLS, SECURE)), ...(await play(browser, 'h2-page', SECURE_PAGES, SECURE_PAGE))];
    if (!values.record) overTls.push({ name: `${NAMES[browser]}${away}, held out`, isHeldOut: true, subjects: secure.map(subjectOf), pools: null });
  }
}
if (values.corpus !== undefined && !values.record) {
  // What a probability is worth in a file was found on these.
  const files: Group = { name: 'Files, ids hidden, calibrated on these', isHeldOut: true, subjects: (await corpusSubjects(values.corpus)).map(({ subject }) => subject), pools: null };
  groups.push(files);
  overTls.push(files);
}

function addGroup(name: string, browser: BrowserName, mix: Mix, recorded: readonly Recorded[]): void {
  days.push(...recorded.map(dayOf));
  if (!values.record) groups.push({ name, isHeldOut: true, subjects: recorded.map(subjectOf), pools: { ofLoads: recorded.map((one) => poolsOf(one, mix)), rule: browser } });
}

if (!values.record) {
  const text = report({ groups, late, overTls }, { versions: [...new Set(versions)], recorded: [...new Set(days)].sort().join(', '), time });
  console.log(text);
  if (!values.print) {
    writeMade('docs/inference-measured.md', 'bench:inference', text);
    writeMade('docs/inference.md', 'bench:inference', reportInShort({ groups, overTls }));
  }
}
process.exit(0);
