import { readFileSync } from 'node:fs';
import { createFileReader } from '../../src/files/read-file.ts';
import { open } from '../../src/cli/job.ts';
import type { Measured, Work } from './measured.ts';

/** As many characters as the panel's worker reads at a time. */
const PIECE = 1 << 17;

const WORKS: Readonly<Record<Work, (file: string) => Promise<number>>> = {
  async parse(file) {
    const text = readFileSync(file, 'utf8');
    return timed(() => JSON.parse(text));
  },
  async analyse(file) {
    const text = readFileSync(file, 'utf8');
    return timed(() => analysed(text));
  },
  async again(file) {
    const text = readFileSync(file, 'utf8');
    kept = analysed(text);
    return timed(() => analysed(text));
  },
  async read(file) {
    const begun = performance.now();
    kept = await open(file, 'give-up');
    return performance.now() - begun;
  },
};

function analysed(text: string): unknown {
  const reader = createFileReader({ raw: 'give-up' });
  for (let at = 0; at < text.length; at += PIECE) reader.add(text.slice(at, at + PIECE));
  return reader.end();
}

/** What the work made, so that it counts as memory in use. */
let kept: unknown;

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  kept = work();
  return performance.now() - begun;
}

const [work, file] = process.argv.slice(2) as [Work, string];
const ms = await WORKS[work](file);
// Since Linux counts in kB.
const measured: Measured = { ms, peakBytes: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(kept === undefined ? 'null' : JSON.stringify(measured));
