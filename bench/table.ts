import { cpus, totalmem } from 'node:os';
import { writeMade } from './docs.ts';
import type { Result } from './result.ts';

/** Markdown. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.map(({ id, value, unit, must, aim, what }) => `| \`${id}\` | ${value.toFixed(2)} | ${unit} | ${must} | ${aim} | ${value <= must ? (value <= aim ? 'aim' : 'must') : '**missed**'} | ${what} |`);
  return ['| id | measured | unit | must | aim | met | what |', '|---|---|---|---|---|---|---|', ...rows].join('\n');
}

/** The table, and where it was measured. */
export function writeDocs(results: readonly Result[], { browser, runs }: { readonly browser: string; readonly runs: number }): void {
  const cpu = cpus();
  const where = `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpu.length} × ${cpu[0]?.model ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, Chromium ${browser}, headless. Medians of ${runs} fresh processes.`;
  writeMade('docs/performance.md', 'bench', `${where}\n\n${tableOf(results)}`);
}
