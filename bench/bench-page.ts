import path from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { build, preview } from 'vite';
import { findBrowser } from '../e2e/browsers/find.ts';
import { loadPlaywright } from '../e2e/browsers/playwright.ts';

/** The built page on a server of its own. */
export interface BenchPage {
  /** Runs the work in a fresh process of the browser, and closes it. */
  withFresh<T>(work: (tab: BenchTab) => Promise<T>): Promise<T>;
  readonly browserVersion: string;
  close(): Promise<void>;
}

export interface BenchTab {
  readonly page: Page;
  /** CPU time of the renderer's main thread since it began, ms (CDP `Performance.getMetrics`, TaskDuration). */
  cpu(): Promise<number>;
  /** Used by the page's JavaScript after garbage was collected, its typed arrays included, bytes (CDP `Runtime.getHeapUsage`). */
  heap(): Promise<number>;
}

const VIEWPORT = { width: 1440, height: 820 };
const CONFIG = path.join(import.meta.dirname, 'page', 'vite.config.ts');

export async function startBenchPage(): Promise<BenchPage> {
  await build({ configFile: CONFIG, logLevel: 'error' });
  const server = await preview({ configFile: CONFIG, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
  const url = server.resolvedUrls!.local[0]!;
  const { executable, version } = await findBrowser('chromium', { install: false });
  const { chromium } = await loadPlaywright();
  return {
    browserVersion: version,
    async withFresh(work) {
      const browser = await chromium.launch({ executablePath: executable, args: ['--headless=new', '--js-flags=--max-old-space-size=8192'] });
      try {
        const page = await browser.newPage({ viewport: VIEWPORT });
        page.setDefaultTimeout(180_000);
        await page.goto(url);
        await page.waitForFunction('globalThis.bench !== undefined');
        return await work(await tabOf(page));
      } finally {
        await browser.close();
      }
    },
    close: () => server.close(),
  };
}

async function tabOf(page: Page): Promise<BenchTab> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  return {
    page,
    async cpu() {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
    },
    async heap() {
      await cdp.send('HeapProfiler.collectGarbage');
      await cdp.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage');
      return usedSize + backingStorageSize;
    },
  };
}
