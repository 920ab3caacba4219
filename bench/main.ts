import { writeFileSync } from 'node:fs';
import { optionsOf, refuse } from '../e2e/run/options.ts';
import { startBenchPage } from './bench-page.ts';
import { measureCapture } from './capture.ts';
import { measureFrames, measureImport, measureLive } from './drawing.ts';
import { measureAnalysis } from './node/analyse.ts';
import { measureNetlog } from './netlog.ts';
import { measurePanelSize } from './panel-size.ts';
import type { Result } from './result.ts';
import { tableOf, writeDocs } from './table.ts';
import { measureWorker } from './worker.ts';

// npm run bench [-- --json FILE] [--only draw,frames,live,size,analyse,netlog,capture] [--runs N]

const { values } = optionsOf({ options: { json: { type: 'string' }, only: { type: 'string' }, runs: { type: 'string', default: '5' } } });
const PARTS = ['draw', 'frames', 'live', 'size', 'analyse', 'netlog', 'capture'] as const;
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) refuse(`--runs takes a whole number from 1 on, not “${values.runs}”.`);
const only = values.only?.split(',');
const stranger = only?.find((part) => !PARTS.some((known) => known === part));
if (stranger !== undefined) refuse(`--only takes ${PARTS.join(', ')}, not “${stranger}”.`);
const wanted = (part: (typeof PARTS)[number]): boolean => only === undefined || only.includes(part);
const say = (line: string): void => console.error(line);

const bench = await startBenchPage();
const results: Result[] = [];
try {
  if (wanted('draw')) results.push(...(await measureImport(bench, 10_000, runs, say)), ...(await measureImport(bench, 100_000, runs, say)));
  if (wanted('frames')) results.push(...(await measureFrames(bench, runs, say)));
  if (wanted('live')) results.push(...(await measureLive(bench, runs, say)));
  if (wanted('size')) results.push(measurePanelSize('dist/chrome'));
  if (wanted('analyse')) results.push(...(await measureAnalysis(runs, say)), ...(await measureWorker(bench, runs, say)));
  if (wanted('netlog')) results.push(...measureNetlog(runs, say));
  if (wanted('capture')) results.push(...(await measureCapture(say)));
} finally {
  await bench.close();
}

console.log(tableOf(results));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results.map(({ what: _what, ...result }) => result), null, 2)}\n`);
// Part of a table would replace the whole one.
if (only === undefined) writeDocs(results, { browser: bench.browserVersion, runs });
