import { messageOf } from '../../src/core/base/error.ts';
import type { BrowserName } from '../browsers/driver.ts';
import { launch } from '../browsers/launch.ts';
import { buildIfStale } from './build.ts';
import { optionsOf, refuse } from './options.ts';
import { demoPage, userPage } from './page.ts';
import type { Shown } from './page.ts';
import { prerequisites } from './prerequisites.ts';
import { report } from './report.ts';

// npm start [-- --browser firefox] [--url https://…] [--headless]

interface Options {
  readonly browser: BrowserName;
  readonly url?: string;
  readonly headless: boolean;
}

try {
  await start(chosen());
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

async function start(options: Options): Promise<void> {
  await prerequisites([options.browser]);
  const extensionDir = await buildIfStale(options.browser === 'firefox' ? 'firefox' : 'chrome');
  const page = options.url === undefined ? await demoPage() : userPage(options.url);
  try {
    await show(page, options, extensionDir);
  } finally {
    await page.close();
  }
}

async function show(page: Shown, options: Options, extensionDir: string): Promise<void> {
  const { headless } = options;
  const browser = await launch(options.browser, { ...page.browser, extensionDir, headless });
  try {
    const tab = await browser.openTab();
    const panel = await (await tab.openDevTools()).openPanel();
    await panel.waitFor('globalThis.reuseLens');
    console.log(`Loading ${page.url} in ${browser.name} ${browser.version} …`);
    if (headless) {
      await tab.goto(page.url);
      await page.done(tab);
      await report(panel);
    } else {
      console.log('Close the browser to end.');
      // A page that does not load is shown like any other: the user sees why, and may go on from there.
      await Promise.all([tab.goto(page.url).catch((error: unknown) => console.error(messageOf(error))), browser.closed]);
    }
  } finally {
    await browser.close();
  }
}

function chosen(): Options {
  const { values } = optionsOf({
    options: {
      browser: { type: 'string', default: 'chromium' },
      url: { type: 'string' },
      headless: { type: 'boolean', default: !hasDisplay() },
    },
  });
  const { browser, url, headless } = values;
  if (browser !== 'chromium' && browser !== 'firefox') refuse(`--browser knows chromium and firefox, not ${browser}`);
  if (url !== undefined && !URL.canParse(url)) refuse(`--url wants a whole address, such as https://example.org/, not ${url}`);
  return { browser, headless, ...(url !== undefined && { url: new URL(url).href }) };
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}
