import type { BenchPage } from './bench-page.ts';
import { median, type Result } from './result.ts';

const SIZES = [10_000, 100_000] as const;

/** The core in a worker of the browser, as the panel runs it; each measurement in a process of its own, those that are compared in turn. */
export async function measureWorker(bench: BenchPage, runs: number, say: (line: string) => void): Promise<readonly Result[]> {
  const measure = (count: number, work: 'parse' | 'analyse'): Promise<number> =>
    bench.withFresh(async ({ page }) => {
      await page.evaluate((n) => globalThis.bench.prepare(n), count);
      return page.evaluate((what) => globalThis.bench.inWorker(what), work);
    });
  const ratios = new Map<number, number[]>(SIZES.map((count) => [count, []]));
  for (let run = 0; run < runs; run++) {
    for (const count of SIZES) {
      const [parse, analyse] = [await measure(count, 'parse'), await measure(count, 'analyse')];
      ratios.get(count)!.push(analyse / parse);
      say(`analyse ${count} in a worker: ${analyse.toFixed(0)} ms, JSON.parse there ${parse.toFixed(0)} ms`);
    }
  }
  const text = { unit: '÷ JSON.parse', must: 2, aim: 1.4, what: 'text in memory to the analysis, in a worker of the browser, parsing included' };
  return SIZES.map((count) => ({ id: `analyse-${count / 1000}k-worker`, value: median(ratios.get(count)!), ...text }));
}
