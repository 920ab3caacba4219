import type { BenchPage, BenchTab } from './bench-page.ts';
import { median, type Result } from './result.ts';

type Say = (line: string) => void;

/** Reading and drawing a file: the panel in one fresh process, the floor in another, in turn. */
export async function measureImport(bench: BenchPage, count: 10_000 | 100_000, runs: number, say: Say): Promise<readonly Result[]> {
  const drawn: number[] = [];
  const floors: number[] = [];
  const tasks: number[] = [];
  const heaps: number[] = [];
  const parses: number[] = [];
  for (let run = 0; run < runs; run++) {
    floors.push(await bench.withFresh(async ({ page }) => {
      await page.evaluate((n) => globalThis.bench.prepare(n), count);
      return page.evaluate(() => globalThis.bench.floor());
    }));
    parses.push(await parse10k(bench));
    await bench.withFresh(async ({ page, heap }) => {
      const empty = await heap();
      await page.evaluate((n) => globalThis.bench.prepare(n), count);
      const opened = await page.evaluate(() => globalThis.bench.open());
      drawn.push(opened.drawn);
      tasks.push(opened.longestTask);
      heaps.push((await heap()) - empty);
    });
    say(`draw ${count}: ${drawn.at(-1)!.toFixed(0)} ms, floor ${floors.at(-1)!.toFixed(0)} ms, longest task ${tasks.at(-1)!.toFixed(0)} ms, heap ${(heaps.at(-1)! / 1024 / count).toFixed(2)} kB a request, parse10k ${parses.at(-1)!.toFixed(0)} ms`);
  }
  const draw = { unit: '÷ floor', must: 2, aim: 1.4, what: 'text in memory to the first complete drawing' };
  if (count === 10_000) return [{ id: 'draw-10k', value: median(drawn) / median(floors), ...draw }];
  return [
    { id: 'draw-100k', value: median(drawn) / median(floors), ...draw },
    { id: 'import-task', value: median(tasks) / median(parses), unit: '÷ parse10k', must: 1.5, aim: 0.5, what: 'longest task of the main thread while 100,000 are imported' },
    { id: 'heap-100k', value: median(heaps) / 1024 / count, unit: 'kB a request', must: 2.5, aim: 1, what: 'JavaScript heap of the page after the import; its worker has ended' },
  ];
}

const parse10k = (bench: BenchPage): Promise<number> =>
  bench.withFresh(async ({ page }) => {
    await page.evaluate(() => globalThis.bench.prepare(10_000));
    return page.evaluate(() => globalThis.bench.parse());
  });

const FRAMES = 30;
/** Turns of the wheel between the levels at which frames are measured: from the whole recording in to about 1 ms. */
const LEVELS = [0, 10, 10, 10, 10];

/** What a frame costs while one zooms, and while one pans: the costliest of several levels. */
export async function measureFrames(bench: BenchPage, runs: number, say: Say): Promise<readonly Result[]> {
  const costs = { small: { zoom: [] as number[], pan: [] as number[] }, big: { zoom: [] as number[], pan: [] as number[] }, yardstick: [] as number[] };
  for (let run = 0; run < runs; run++) {
    await bench.withFresh(async (tab) => {
      await tab.page.evaluate(() => globalThis.bench.rectangles(10_000, 5));
      costs.yardstick.push(await perFrame(tab, () => tab.page.evaluate((frames) => globalThis.bench.rectangles(10_000, frames), FRAMES)));
    });
    for (const [name, count] of [['small', 1000], ['big', 100_000]] as const) {
      await bench.withFresh(async (tab) => {
        await tab.page.evaluate((n) => globalThis.bench.prepare(n), count);
        await tab.page.evaluate(() => globalThis.bench.open());
        const { zoom, pan } = await worstFrames(tab);
        costs[name].zoom.push(zoom);
        costs[name].pan.push(pan);
      });
    }
    say(`a frame: rect10k ${costs.yardstick.at(-1)!.toFixed(2)} ms; zoom at 1k ${costs.small.zoom.at(-1)!.toFixed(2)}, at 100k ${costs.big.zoom.at(-1)!.toFixed(2)}; pan at 100k ${costs.big.pan.at(-1)!.toFixed(2)} ms`);
  }
  const frame = { unit: '÷ rect10k', must: 2.5, aim: 1.2 };
  return [
    { id: 'zoom-100k', value: median(costs.big.zoom) / median(costs.yardstick), ...frame, what: 'main-thread CPU of a frame while zooming, the costliest of five levels' },
    { id: 'pan-100k', value: median(costs.big.pan) / median(costs.yardstick), ...frame, what: 'the same while panning' },
    { id: 'zoom-growth', value: median(costs.big.zoom) / median(costs.small.zoom), unit: '÷ at 1,000', must: 2, aim: 1.2, what: 'a zoom frame at 100,000' },
  ];
}

async function worstFrames(tab: BenchTab): Promise<{ readonly zoom: number; readonly pan: number }> {
  let [zoom, pan] = [0, 0];
  const wheel = (frames: number, turn: { deltaX?: number; deltaY?: number; ctrlKey?: boolean }): Promise<void> => tab.page.evaluate(([n, one]) => globalThis.bench.wheel(n, one), [frames, turn] as const);
  for (const turns of LEVELS) {
    await wheel(turns, { deltaY: -120, ctrlKey: true });
    zoom = Math.max(zoom, await perFrame(tab, async () => {
      for (let i = 0; i < FRAMES / 2; i++) {
        await wheel(1, { deltaY: -20, ctrlKey: true });
        await wheel(1, { deltaY: 20, ctrlKey: true });
      }
    }));
    pan = Math.max(pan, await perFrame(tab, async () => {
      await wheel(FRAMES / 2, { deltaX: 40 });
      await wheel(FRAMES / 2, { deltaX: -40 });
    }));
  }
  return { zoom, pan };
}

async function perFrame(tab: BenchTab, work: () => Promise<unknown>): Promise<number> {
  const before = await tab.cpu();
  await work();
  return ((await tab.cpu()) - before) / FRAMES;
}

/** A recording that grows by 1,000 requests a second. */
export async function measureLive(bench: BenchPage, runs: number, say: Say): Promise<readonly Result[]> {
  const growth: number[] = [];
  const tasks: number[] = [];
  const parses: number[] = [];
  for (let run = 0; run < runs; run++) {
    const early = await liveCost(bench, 0);
    const late = await liveCost(bench, 49_500);
    growth.push(late / early);
    parses.push(await parse10k(bench));
    tasks.push(await bench.withFresh(async ({ page }) => (await page.evaluate(() => globalThis.bench.live(1000, 30))).longestTask));
    say(`live: ${early.toFixed(3)} ms a request at 500, ${late.toFixed(3)} ms at 50,000; longest task in 30 s ${tasks.at(-1)!.toFixed(0)} ms, parse10k ${parses.at(-1)!.toFixed(0)} ms`);
  }
  return [
    { id: 'live-growth', value: median(growth), unit: '÷ the 500th', must: 2, aim: 1.2, what: 'main-thread CPU of the 50,000th live request (mean of the 1,000 around it)' },
    { id: 'live-task', value: median(tasks) / median(parses), unit: '÷ parse10k', must: 1, aim: 0.5, what: 'longest task at 1,000 live requests a second for 30 s' },
  ];
}

const liveCost = (bench: BenchPage, past: number): Promise<number> =>
  bench.withFresh(async ({ page, cpu }) => {
    if (past > 0) await page.evaluate((n) => globalThis.bench.past(n), past);
    const before = await cpu();
    await page.evaluate(() => globalThis.bench.live(1000, 1));
    return ((await cpu()) - before) / 1000;
  });
