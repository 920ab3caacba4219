import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Panel } from '../browsers/driver.ts';
import { ROOT } from './stream.ts';
import { summaryTable } from './summary.ts';
import type { Summary } from '../../src/core/export/summary.ts';

const QUIET_MS = 1500;
const PATIENCE_MS = 20_000;

/** Prints the panel's summary, and leaves it and a picture of the panel in out/. */
export async function report(panel: Panel): Promise<void> {
  const summary = await settledSummary(panel);
  const folder = path.join(ROOT, 'out');
  mkdirSync(folder, { recursive: true });
  const files = { 'summary.har': JSON.stringify(summary, null, 2), 'panel.png': await panel.screenshot() };
  console.log(`\n${summaryTable(summary)}\n`);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content);
    console.log(`Wrote ${path.relative(process.cwd(), path.join(folder, name))}`);
  }
}

/** The summary, once it has been the same for a while; a page that never rests is told as it is when patience ends. */
async function settledSummary(panel: Panel): Promise<Summary> {
  const read = (): Promise<Summary> => panel.evaluate<Summary>('globalThis.reuseLens.summary()');
  const key = ({ log }: Summary): string => JSON.stringify([log._totals, log._origins]);
  const deadline = Date.now() + PATIENCE_MS;
  let last: Summary;
  let now = await read();
  do {
    last = now;
    await sleep(QUIET_MS);
    now = await read();
  } while ((key(now) !== key(last) || now.log._totals.requests === 0) && Date.now() < deadline);
  return now;
}
