import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { harText } from '../generate.ts';
import { median, type Result } from '../result.ts';
import type { Measured, Work } from './measured.ts';

const SIZES = [10_000, 100_000] as const;

/** The core alone, in Node: each measurement in a process of its own, those that are compared in turn. */
export async function measureAnalysis(runs: number, say: (line: string) => void): Promise<readonly Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'reuse-lens-bench-'));
  try {
    const outDir = path.join(folder, 'program');
    // The folder has no packages of its own.
    await build({ configFile: false, logLevel: 'error', ssr: { noExternal: true }, build: { ssr: path.join(import.meta.dirname, 'child.ts'), outDir, copyPublicDir: false, target: 'node20' } });
    writeFileSync(path.join(outDir, 'package.json'), '{"type":"module"}');
    const measure = (work: Work, file: string): Measured => JSON.parse(execFileSync(process.execPath, ['--max-old-space-size=8192', path.join(outDir, 'child.js'), work, file], { encoding: 'utf8' })) as Measured;
    const ratios = new Map<number, number[]>();
    const growth: number[] = [];
    const memory: number[] = [];
    const again: number[] = [];
    for (const count of SIZES) writeFileSync(path.join(folder, `${count}.har`), harText(count));
    for (let run = 0; run < runs; run++) {
      const times = SIZES.map((count) => {
        const file = path.join(folder, `${count}.har`);
        const [parse, analyse] = [measure('parse', file), measure('analyse', file)];
        ratios.set(count, [...(ratios.get(count) ?? []), analyse.ms / parse.ms]);
        say(`analyse ${count}: ${analyse.ms.toFixed(0)} ms, JSON.parse ${parse.ms.toFixed(0)} ms`);
        if (count === 10_000) again.push(measure('again', file).ms / parse.ms);
        if (count === 100_000) memory.push(rssRatio(parse, measure('read', file), say));
        return analyse.ms;
      });
      growth.push(times[1]! / times[0]!);
    }
    const goal = { unit: '÷ JSON.parse', must: 2, aim: 1.4 };
    const text = { ...goal, what: 'text in memory to the analysis, in Node, parsing included' };
    return [
      { id: 'analyse-10k', value: median(ratios.get(10_000)!), ...text },
      { id: 'analyse-10k-again', value: median(again), ...goal, what: 'the same once more in the same process: what every file of a folder takes but the first' },
      { id: 'analyse-100k', value: median(ratios.get(100_000)!), ...text },
      { id: 'analyse-growth', value: median(growth), unit: '÷ 10,000', must: 11, aim: 10, what: 'the same for 100,000 requests' },
      { id: 'analyse-rss', value: median(memory), unit: '÷ JSON.parse', must: 1.3, aim: 0.6, what: 'peak memory of a process that reads 100,000 requests from a file and analyses them' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rssRatio(parse: Measured, read: Measured, say: (line: string) => void): number {
  say(`memory 100000: ${(read.peakBytes / 2 ** 20).toFixed(0)} MB, JSON.parse ${(parse.peakBytes / 2 ** 20).toFixed(0)} MB`);
  return read.peakBytes / parse.peakBytes;
}
