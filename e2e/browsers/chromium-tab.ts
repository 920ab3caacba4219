import type { BrowserContext, CDPSession, Page } from 'playwright';

import { chromiumDevTools } from './chromium-devtools.ts';
import type { Tab } from './driver.ts';
import { until } from './poll.ts';
import { scriptable } from './scriptable.ts';

export interface ChromiumHandles {
  readonly context: BrowserContext;
  /** The browser's own session. */
  readonly cdp: CDPSession;
  readonly extensionOrigin: string;
}

export function chromiumTab(handles: ChromiumHandles, page: Page): Tab {
  return {
    ...scriptable((expression) => page.evaluate(expression)),
    goto: (url) => goto(page, url),
    reload: async () => {
      await page.reload();
    },
    back: () => back(handles, page),
    click: (selector) => page.locator(selector).first().click(),
    chooseFiles: (selector, paths) => page.locator(selector).first().setInputFiles([...paths]),
    bringToFront: () => page.bringToFront(),
    openDevTools: () => openDevTools(handles, page),
  };
}

async function goto(page: Page, url: string): Promise<void> {
  try {
    await page.goto(url);
  } catch (error) {
    // The error page comes after the error, and would interrupt the next navigation. ERR_ABORTED (204, download) has none.
    const reason = /net::ERR_\w+/.exec(String(error))?.[0];
    if (reason !== undefined && reason !== 'net::ERR_ABORTED') {
      await until('the error page', () => page.url().startsWith('chrome-error:'));
    }
    throw new Error(`loading ${url} failed: ${reason ?? String(error)}`, { cause: error });
  }
}

/** Playwright's own way back waits for a load event, which a page out of the back-forward cache does not fire. */
async function back({ context }: ChromiumHandles, page: Page): Promise<void> {
  const cdp = await context.newCDPSession(page);
  try {
    const { currentIndex, entries } = await cdp.send('Page.getNavigationHistory');
    const entry = entries[currentIndex - 1];
    if (entry === undefined) throw new Error("the tab's history has nothing before this page");
    await cdp.send('Page.navigateToHistoryEntry', { entryId: entry.id });
    await until(`the tab to show ${entry.url} again`, async () => {
      const now = await cdp.send('Page.getNavigationHistory');
      if (now.currentIndex !== currentIndex - 1 || page.url() !== entry.url) return false;
      return page.evaluate<boolean>('document.readyState === "complete"');
    });
  } finally {
    await cdp.detach();
  }
}

async function openDevTools(handles: ChromiumHandles, page: Page) {
  const { context, cdp, extensionOrigin } = handles;
  const { targetId } = await cdp.send('Target.openDevTools', { targetId: await targetOf(context, page) });
  const front = await until('DevTools to open', async () => {
    for (const candidate of context.pages()) {
      if (!candidate.url().startsWith('devtools://')) continue;
      if ((await targetOf(context, candidate)) === targetId) return candidate;
    }
    return undefined;
  });
  return chromiumDevTools({ front, inspected: page, extensionOrigin });
}

async function targetOf(context: BrowserContext, page: Page): Promise<string> {
  const session = await context.newCDPSession(page);
  try {
    return (await session.send('Target.getTargetInfo')).targetInfo.targetId;
  } finally {
    await session.detach();
  }
}
