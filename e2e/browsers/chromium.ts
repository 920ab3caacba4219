import { mkdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, CDPSession } from 'playwright';

import { atExit, temporaryFolder } from './at-exit.ts';
import { chromiumTab } from './chromium-tab.ts';
import { switches, writePreferences } from './chromium-profile.ts';
import type { Background, Browser, LaunchOptions } from './driver.ts';
import { chromiumExtensionId } from './extension-id.ts';
import { loadPlaywright } from './playwright.ts';
import { until, within } from './poll.ts';

export async function launchChromium(executable: string, options: LaunchOptions): Promise<Browser> {
  const { chromium } = await loadPlaywright();
  const folder = temporaryFolder('chromium');
  const profile = path.join(folder.path, 'profile');
  const downloads = path.join(folder.path, 'downloads');
  mkdirSync(downloads);
  writePreferences(profile, downloads, options);

  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: executable,
      // The old headless mode, which Playwright would choose, has neither extensions nor DevTools.
      headless: false,
      viewport: null,
      colorScheme: options.colorScheme ?? null,
      // Root cannot use the sandbox; a page of the user's own deserves it.
      chromiumSandbox: options.userPage === true && process.getuid?.() !== 0,
      ignoreDefaultArgs: ['--disable-extensions', '--disable-back-forward-cache'],
      args: switches(options),
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
    });
    const singleton = singletonOf(profile);
    const removeFolder = async (): Promise<void> => {
      if (singleton !== undefined) rmSync(singleton, { recursive: true, force: true });
      await folder.remove();
    };
    return await describe(context, { downloads, options, removeFolder });
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

interface Launched {
  readonly downloads: string;
  readonly options: LaunchOptions;
  removeFolder(): Promise<void>;
}

async function describe(context: BrowserContext, launched: Launched): Promise<Browser> {
  const { downloads, options } = launched;
  const extensionOrigin = `chrome-extension://${chromiumExtensionId(options.extensionDir)}`;
  const closed = new Promise<void>((resolve) => {
    context.once('close', () => resolve(launched.removeFolder()));
  });
  try {
    const playwrightBrowser = context.browser();
    if (playwrightBrowser === null) throw new Error('Playwright gave no browser for the profile');
    const cdp = await playwrightBrowser.newBrowserCDPSession();
    // Playwright would keep downloads to itself, under names of its own.
    await cdp.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
    const kill = await killerOf(cdp);
    const withdraw = atExit(kill);
    void closed.then(withdraw);
    await until(`the add-on ${options.extensionDir} to start`, () => worker(context, extensionOrigin));

    const first = context.pages()[0];
    let firstIsTaken = first === undefined;
    return {
      name: 'chromium',
      version: playwrightBrowser.version(),
      extensionOrigin,
      downloads,
      openTab: async (url) => {
        const page = firstIsTaken || first === undefined ? await context.newPage() : first;
        firstIsTaken = true;
        const tab = chromiumTab({ context, cdp, extensionOrigin }, page);
        if (url !== undefined) await tab.goto(url);
        return tab;
      },
      clickAction: async () => {
        const opened = context.waitForEvent('page');
        await worker(context, extensionOrigin)!.evaluate('new Promise((done) => chrome.tabs.query({ active: true }, ([tab]) => done(chrome.action.onClicked.dispatch(tab))))');
        const page = await opened;
        await page.waitForLoadState();
        return chromiumTab({ context, cdp, extensionOrigin }, page);
      },
      background: background(context, cdp, extensionOrigin),
      close: async () => {
        // Its profile goes with it: a farewell would only take its time, one second and more. But it ends its log.
        if (options.netLog === undefined) kill();
        await context.close().catch(() => undefined);
        await closed;
      },
      closed,
    };
  } catch (error) {
    await context.close();
    await closed;
    throw error;
  }
}

/** The folder in which Chromium tells another start with its profile that it runs; a browser that is killed leaves it behind. */
function singletonOf(profile: string): string | undefined {
  try {
    const folder = path.dirname(readlinkSync(path.join(profile, 'SingletonSocket')));
    // What is removed must be a temporary folder, whatever the link says.
    return path.dirname(folder) === tmpdir() ? folder : undefined;
  } catch {
    // Windows has none.
    return undefined;
  }
}

/**
 * Playwright kills its browser too, but only after the profile should be gone. All of its group: the process of the
 * network stack outlives the browser for a moment, and would write its state into a folder that was just removed.
 */
async function killerOf(cdp: CDPSession): Promise<() => void> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  return () => {
    if (pid === undefined) return;
    for (const target of [-pid, pid]) {
      try {
        process.kill(target, 'SIGKILL');
      } catch {
        // It ended in the same moment, or leads no group.
      }
    }
  };
}

function worker(context: BrowserContext, extensionOrigin: string) {
  return context.serviceWorkers().find((candidate) => candidate.url().startsWith(`${extensionOrigin}/`));
}

function background(context: BrowserContext, cdp: CDPSession, extensionOrigin: string): Background {
  const target = async () => {
    const { targetInfos } = await cdp.send('Target.getTargets');
    return targetInfos.find((info) => info.type === 'service_worker' && info.url.startsWith(`${extensionOrigin}/`));
  };
  return {
    running: async () => (await target()) !== undefined,
    stop: async () => {
      // A panel with an open port may wake it again at once, under the same target id: what tells is that its memory is gone.
      const isAsleepOrFresh = async (): Promise<boolean> => (await target()) === undefined || (await within(worker(context, extensionOrigin)!.evaluate('globalThis.isMarked !== true'), 1000)) === true;
      if (await target() === undefined) return;
      await worker(context, extensionOrigin)?.evaluate('globalThis.isMarked = true');
      await until('the service worker to stop', async () => {
        const running = await target();
        if (running !== undefined) await cdp.send('Target.closeTarget', { targetId: running.targetId });
        return isAsleepOrFresh();
      }, { everyMs: 300 });
    },
    evaluate: <T>(expression: string) => {
      const running = worker(context, extensionOrigin);
      if (running === undefined) throw new Error('the service worker sleeps');
      return running.evaluate<T>(expression);
    },
  };
}
