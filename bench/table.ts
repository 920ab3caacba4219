import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Result } from './result.ts';

const FILE = 'docs/performance.md';
const [BEGIN, END] = ['<!-- npm run bench -->', '<!-- end -->'];

/** Markdown. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.map(({ id, value, unit, must, aim, what }) => `| \`${id}\` | ${value.toFixed(2)} | ${unit} | ${must} | ${aim} | ${value <= must ? (value <= aim ? 'aim' : 'must') : '**missed**'} | ${what} |`);
  return ['| id | measured | unit | must | aim | met | what |', '|---|---|---|---|---|---|---|', ...rows].join('\n');
}

/** Puts the table where the last one stood. */
export function writeDocs(results: readonly Result[], { browser, runs }: { readonly browser: string; readonly runs: number }): void {
  const text = readFileSync(FILE, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${FILE} has no place for the table: ${BEGIN} … ${END}`);
  const cpu = cpus();
  const where = `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpu.length} × ${cpu[0]?.model ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, Chromium ${browser}, headless. Medians of ${runs} fresh processes.`;
  writeFileSync(FILE, `${text.slice(0, from)}${BEGIN}\n${where}\n\n${tableOf(results)}\n${text.slice(to)}`);
}
