import { createRequire } from 'node:module';
import path from 'node:path';

import { command } from './command.ts';
import { loadPlaywright } from './playwright.ts';

const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;

/** Where Playwright keeps its Chromium; nothing need be there. */
export async function playwrightChromium(): Promise<string> {
  const { chromium } = await loadPlaywright();
  return chromium.executablePath();
}

/** Throws where it cannot be downloaded. */
export async function downloadPlaywrightChromium(): Promise<void> {
  console.log("Downloading Playwright's Chromium …");
  const manifest = createRequire(import.meta.url).resolve('playwright/package.json');
  const cli = path.join(path.dirname(manifest), 'cli.js');
  const args = [cli, 'install', '--no-shell', 'chromium'];
  const { code, output } = await command(process.execPath, args, { timeoutMs: DOWNLOAD_TIMEOUT_MS });
  if (code === 0) return;
  const reason = /Error: .*/.exec(output)?.[0] ?? output.trim().split('\n').at(-1) ?? '';
  throw new Error(`Playwright's Chromium cannot be downloaded here: ${reason}`);
}
