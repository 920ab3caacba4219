import type { BrowserName } from './browsers/driver.ts';
import { findBrowser } from './browsers/find.ts';

/** Why the add-on hears of no WebSocket here; `undefined` where it does (extension/target.ts). */
export async function whyNoWebSockets(browser: BrowserName): Promise<string | undefined> {
  if (browser === 'firefox') return undefined;
  const { version } = await findBrowser(browser, { install: false });
  return Number.parseInt(version, 10) < 156 ? `Chromium ${version} may tell add-ons of no WebSocket` : undefined;
}
