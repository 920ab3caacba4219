import type { Browser, Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, inject, onTestFailed } from 'vitest';

import { netlog } from '../../src/core/test/netlog.ts';
import { findBrowser } from '../browsers/find.ts';
import { loadPlaywright } from '../browsers/playwright.ts';

interface Look {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly forcedColors?: 'active';
}

const WIDE = { width: 1440, height: 820 };
export const NARROW = { width: 560, height: 820 };

export interface Opened {
  readonly page: Page;
  readonly at: (testId: string) => Locator;
}

export interface Playground {
  /** The panel in a page of its own; `query` chooses what it shows, see e2e/playground/main.tsx. */
  open(query: string, look?: Look): Promise<Opened>;
}

/**
 * The playground in one headless Chromium, for the tests of one file. No page
 * may throw, unless the test says so. Documents follow each other in one tab,
 * which takes a quarter of the time of a new one; a test that fails leaves it
 * to nobody.
 */
export function withPlayground(): Playground {
  let browser: Browser;
  let kept: Page | undefined;
  let faults: string[] = [];
  const newTab = async (): Promise<Page> => {
    const context = await browser.newContext({ reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    return page;
  };
  beforeAll(async () => {
    const { executable } = await findBrowser('chromium', { install: false });
    const { chromium } = await loadPlaywright();
    browser = await chromium.launch({ executablePath: executable, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  });
  afterEach(async () => {
    if (kept !== undefined) await leave(kept);
    const thrown = faults;
    faults = [];
    expect(thrown).toEqual([]);
  });
  afterAll(() => browser.close());
  return {
    async open(query, { viewport = WIDE, forcedColors } = {}) {
      const page = (kept ??= await newTab());
      onTestFailed(async () => {
        kept = undefined;
        await page.context().close();
      });
      await page.emulateMedia({ forcedColors: forcedColors ?? null });
      await page.setViewportSize(viewport);
      await page.goto(`${inject('playground')}?${query}`);
      const at = (testId: string): Locator => page.getByTestId(testId);
      await at('panel').waitFor();
      return { page, at };
    },
  };
}

/** Nothing that a test did to its page is there for the next. */
async function leave(page: Page): Promise<void> {
  if (page.url() === 'about:blank') return;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.mouse.up();
  await page.mouse.move(0, 0);
  await page.evaluate('localStorage.clear()');
  await page.goto('about:blank');
}

/** What the screen reader stands on in the lanes. */
export async function activeRow({ page, at }: Opened): Promise<string> {
  const id = await at('timeline').getAttribute('aria-activedescendant');
  return id === null ? '' : ((await page.locator(`[id="${id}"]`).getAttribute('data-row-id')) ?? '');
}

/** A NetLog in which request 1 finds a socket that was opened in advance, and a second one is never used. */
export function netlogFile(name = 'netlog.json'): ReturnType<typeof harFile> {
  const log = netlog()
    .socket(5, { preconnect: true, closed: { at: 900, reason: 'Idle time limit expired' } })
    .socket(6, { preconnect: true, closed: { at: 900, reason: 'Idle time limit expired' } })
    .request(1, { url: 'http://a.test/page', at: 60, socket: 5, type: 'main frame' })
    .request(2, { url: 'http://a.test/style.css', at: 200, socket: 5 });
  return { name, mimeType: '', buffer: Buffer.from(log.text()) };
}

/** A HAR file with so many requests on one connection, as the browser would hand it over. */
export function harFile(count: number, name = 'page.har'): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } {
  const entries = Array.from({ length: count }, (_, i) => ({
    startedDateTime: new Date(Date.UTC(2026, 10, 21) + i * 50).toISOString(),
    time: 40,
    _connectionId: '7',
    connection: '443',
    _resourceType: 'fetch',
    request: { method: 'GET', url: `https://file.example/${i}`, httpVersion: 'h2', headers: [], queryString: [], cookies: [], headersSize: -1, bodySize: 0 },
    response: { status: 200, statusText: '', httpVersion: 'h2', headers: [], cookies: [], content: { size: 0, mimeType: '' }, redirectURL: '', headersSize: -1, bodySize: 0 },
    cache: {},
    timings: { blocked: 1, dns: i === 0 ? 5 : -1, connect: i === 0 ? 20 : -1, ssl: i === 0 ? 10 : -1, send: 1, wait: 10, receive: 3 },
  }));
  const text = JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, pages: [], entries } });
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) };
}
