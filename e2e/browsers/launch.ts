import { launchChromium } from './chromium.ts';
import type { Browser, BrowserName, LaunchOptions } from './driver.ts';
import { findBrowser } from './find.ts';
import type { Found } from './find.ts';
import { launchFirefox } from './firefox.ts';

const found = new Map<BrowserName, Promise<Found>>();

/** Starts a browser that is on this machine; `e2e/run/prerequisites.ts` brings one here. */
export async function launch(name: BrowserName, options: LaunchOptions): Promise<Browser> {
  const search = found.get(name) ?? findBrowser(name, { install: false });
  found.set(name, search);
  const { executable } = await search;
  return name === 'chromium' ? launchChromium(executable, options) : launchFirefox(executable, options);
}
