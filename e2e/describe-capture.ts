import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Summary } from '../src/core/export/summary.ts';
import { addOnWith, withoutAccess, withRequestEvents } from './add-on-with.ts';
import { temporaryFolder } from './browsers/at-exit.ts';
import type { Browser, BrowserName, Panel, Tab } from './browsers/driver.ts';
import { until } from './browsers/poll.ts';
import { launchFor, openPanel, preserveLog } from './run-story.ts';
import { summaryProblems } from './summary-schema.ts';
import { startSite, type Site } from './site/site.ts';
import { stories } from './site/stories.ts';
import { DONE, storyUrl } from './site/story.ts';
import { whyNoWebSockets } from './why-no-websockets.ts';

/** On a machine with more work than cores the sources arrive late, ms. */
const PATIENCE_MS = 30_000;

/** What must hold of the capture itself, whatever the page does: nothing lost, nothing doubled, nothing gathered unasked. */
export function describeCapture(name: BrowserName): void {
  describe(`${name}: capture`, () => {
    let site: Site;
    let browser: Browser;
    const story = stories.find(({ id }) => id === 'keep-alive')!;
    beforeAll(async () => {
      site = await startSite();
    });
    afterEach(() => browser.close());
    afterAll(() => site.close());

    const start = async (extensionDir?: string): Promise<Tab> => {
      browser = await launchFor(name, {}, site, extensionDir === undefined ? {} : { extensionDir });
      return browser.openTab();
    };
    const load = async (tab: Tab): Promise<void> => {
      await tab.goto(storyUrl(story, site));
      await tab.waitFor(DONE);
    };
    let serial = 0;
    /** Fetches from the page, one after the other; returns the addresses. */
    const fetchInPage = async (tab: Tab, count: number): Promise<readonly string[]> => {
      const urls = Array.from({ length: count }, () => `${site.origins.h1}/data?r=capture.${(serial += 1)}`);
      await tab.evaluate(`(async () => { for (const url of ${JSON.stringify(urls)}) await (await fetch(url)).text(); return true; })()`);
      return urls;
    };
    const summaryOf = (panel: Panel): Promise<Summary> => panel.evaluate<Summary>('reuseLens.summary()');
    /** Each of them is there, and it is known whether it has opened a connection; the message names those that lack either. */
    const shows = async (panel: Panel, urls: readonly string[]): Promise<void> => {
      await until('the panel to show all requests', async () => {
        const shown = new Map((await summaryOf(panel)).log.entries.map((entry) => [entry.request.url, entry._opening]));
        const lacking = urls.map((url) => ({ url, opening: shown.get(url) })).filter(({ opening }) => opening === undefined || opening === 'unknown');
        if (lacking.length > 0) throw new Error(lacking.map(({ url, opening }) => `${url} is ${opening ?? 'not shown'}`).join(', '));
        return true;
      }, { timeoutMs: PATIENCE_MS, everyMs: 250 });
    };
    const urlsOf = async (panel: Panel): Promise<readonly string[]> => (await summaryOf(panel)).log.entries.map((entry) => entry.request.url).filter((url) => url.startsWith('http'));

    /** Nothing lost and nothing doubled, once the sources have been joined. */
    const showsExactly = async (panel: Panel, urls: readonly string[]): Promise<void> => {
      let shown: readonly string[] = [];
      await until('the panel to show each request once', async () => {
        shown = (await urlsOf(panel)).toSorted();
        return JSON.stringify(shown) === JSON.stringify(urls.toSorted());
      }, { timeoutMs: PATIENCE_MS, everyMs: 250 }).catch(() => undefined);
      expect(shown).toEqual(urls.toSorted());
    };

    it('keeps what happened while the panel had never been shown', async () => {
      const tab = await start();
      const devtools = await tab.openDevTools();
      const mark = site.log.mark();
      await load(tab);
      const panel = await devtools.openPanel();
      const seen = site.log.since(mark).requests.map(({ url }) => url);
      await shows(panel, seen);
      await showsExactly(panel, seen);
    });

    // Firefox's log is listened to from the start, and never tells when a WebSocket closed.
    if (name === 'chromium') {
      it('tells what had ended from what runs, and how what streamed ended, although the panel is shown late', async ({ skip }) => {
        const lacking = await whyNoWebSockets(name);
        skip(lacking !== undefined, lacking);
        const tab = await start();
        const devtools = await tab.openDevTools();
        await load(tab);
        const { h1 } = site.origins;
        await tab.evaluate(`(async () => {
          const opened = (socket) => new Promise((resolve) => { socket.onopen = () => resolve(socket); });
          const gone = await opened(new WebSocket('${h1.replace('http', 'ws')}/ws?late=gone'));
          await new Promise((resolve) => { gone.onclose = resolve; gone.close(); });
          globalThis.kept = await opened(new WebSocket('${h1.replace('http', 'ws')}/ws?hold&late=kept'));
          await new Promise((resolve) => { const events = new EventSource('${h1}/sse?n=2&late=ended'); events.onerror = () => resolve(events.close()); });
          const body = (await fetch('${h1}/slowbody?chunks=60&every=100&late=streams')).body.getReader();
          await body.read();
          globalThis.streamed = (async () => { while (!(await body.read()).done); return true; })();
          return true;
        })()`);
        const panel = await devtools.openPanel();
        const open = `reuseLens.summary().log.entries.filter((e) => e._open).map((e) => /late=(\\w+)/.exec(e.request.url)?.[1] ?? e.request.url)`;
        await until('only the open WebSocket to run', async () => {
          const found = await panel.evaluate<readonly string[]>(open);
          if (found.join() !== 'kept') throw new Error(`open: ${found.join()}`);
          return true;
        }, { timeoutMs: PATIENCE_MS, everyMs: 250 });
        await tab.evaluate('globalThis.streamed');
        await panel.waitFor(`reuseLens.summary().log.entries.some((e) => e.request.url.includes('late=streams') && e.time > 5000)`, PATIENCE_MS);
        expect(await panel.evaluate<number>(`reuseLens.summary().log.entries.filter((e) => e.request.url.includes('late=streams')).length`)).toBe(1);
      });

      it('says whether anything tells of WebSockets', async () => {
        const tab = await start();
        const panel = await openPanel(tab, {});
        await load(tab);
        // The background tells of the page's own times after what it may read.
        await panel.waitFor('reuseLens.summary().log.pages[0]?.pageTimings.onLoad > 0', PATIENCE_MS);
        const lacking = await whyNoWebSockets(name);
        await panel.waitFor(`(document.querySelector('[data-testid="notice-no-websockets"]') !== null) === ${lacking !== undefined}`);
      });
    }

    it('loses and doubles nothing when the browser puts the background to sleep', async () => {
      const tab = await start();
      const panel = await openPanel(tab, {});
      const mark = site.log.mark();
      await load(tab);
      await browser.background.stop();
      const urls = await fetchInPage(tab, 3);
      await until('the background to wake', () => browser.background.running());
      await shows(panel, urls);
      // What only the content script tells still arrives: the next page's own load times.
      await browser.background.stop();
      await preserveLog(panel);
      await load(tab);
      const seen = site.log.since(mark).requests.map(({ url }) => url);
      await shows(panel, seen);
      await panel.waitFor('reuseLens.summary().log.pages.length === 2 && reuseLens.summary().log.pages[1].pageTimings.onLoad > 0');
      await showsExactly(panel, seen);
    });

    it('gathers nothing and runs no script in pages without a panel', async () => {
      const folder = temporaryFolder('events');
      const tab = await start(name === 'chromium' ? addOnWith(name, folder.path, withRequestEvents) : undefined);
      const devtools = await tab.openDevTools();
      await load(tab);
      const registered = `(async () => (await (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()).length)()`;
      const listening = `(async () => (globalThis.browser ?? chrome).webRequest.onBeforeRequest.hasListeners?.() ?? false)()`;
      const idle = async (): Promise<boolean> => !(await browser.background.running()) || ((await browser.background.evaluate<number>(registered)) === 0 && !(await browser.background.evaluate<boolean>(listening)));
      expect(await idle()).toBe(true);
      const panel = await devtools.openPanel();
      await panel.waitFor('globalThis.reuseLens !== undefined');
      await until('the content script to be registered', async () => (await browser.background.evaluate<number>(registered)) === 1);
      expect(await idle()).toBe(false);
      await devtools.close();
      await until('everything to be taken back', idle);
      await folder.remove();
    });

    it('hears nothing from a tab without a panel beside one that has a panel', async () => {
      const watched = await start();
      const panel = await openPanel(watched, {});
      await load(watched);
      // A second listener beside the background's own: which tabs' content scripts speak of what they observed.
      const speakers = `(() => {
        globalThis.speakers ??= new Set();
        (globalThis.browser ?? chrome).runtime.onMessage.addListener((message, sender) => { if (message.type === 'timing') globalThis.speakers.add(sender.tab.id); });
        return globalThis.speakers.size;
      })()`;
      await browser.background.evaluate(speakers);
      const other = await browser.openTab();
      await load(other);
      await fetchInPage(other, 2);
      await watched.bringToFront();
      // Anew: where the browser's own log is whole, a document speaks of its own loading only.
      await load(watched);
      const urls = await fetchInPage(watched, 2);
      await shows(panel, urls);
      await until('the watched tab to speak', async () => (await browser.background.evaluate<number>('globalThis.speakers.size')) > 0);
      expect(await browser.background.evaluate<number>('globalThis.speakers.size')).toBe(1);
    });

    it('keeps two tabs apart', async () => {
      const one = await start();
      const panelOfOne = await openPanel(one, {});
      await load(one);
      const other = await browser.openTab();
      const panelOfOther = await openPanel(other, {});
      await load(other);
      const fromOther = await fetchInPage(other, 2);
      await shows(panelOfOther, fromOther);
      // A tab in the background has slow timers, and tells late.
      await one.bringToFront();
      const fromOne = await fetchInPage(one, 2);
      await shows(panelOfOne, fromOne);
      expect((await urlsOf(panelOfOne)).filter((url) => fromOther.includes(url))).toEqual([]);
      expect((await urlsOf(panelOfOther)).filter((url) => fromOne.includes(url))).toEqual([]);
    });

    it('starts afresh at a page that comes back from the back/forward cache', async () => {
      const tab = await start();
      const panel = await openPanel(tab, {});
      // Firefox keeps no document that says no-store; the stories' pages do.
      await tab.goto(`${site.origins.h1}/cached?maxage=600&by=document`);
      await tab.evaluate('(globalThis.isTheSameDocument = true)');
      const other = stories.find(({ id }) => id === 'h2')!;
      await tab.goto(storyUrl(other, site));
      await tab.waitFor(DONE);
      await tab.back();
      expect(await tab.evaluate<boolean>('globalThis.isTheSameDocument === true')).toBe(true);
      const urls = await fetchInPage(tab, 2);
      // The restore itself is told by webRequest alone, if that is heard: a document from a cache, perhaps.
      const used = async (): Promise<readonly string[]> => (await summaryOf(panel)).log.entries.filter((entry) => entry._connection !== undefined).map((entry) => entry.request.url).toSorted();
      // The log may tell of the fetches before the page has said that it is back.
      await until('the panel to show these two alone', async () => JSON.stringify(await used()) === JSON.stringify(urls.toSorted()), { timeoutMs: PATIENCE_MS, everyMs: 250 }).catch(() => undefined);
      expect(await used()).toEqual(urls.toSorted());
    });

    it('keeps on its page what that asks while the next is on its way, and after it came back', async () => {
      const tab = await start();
      const panel = await openPanel(tab, { browser: { preserveLog: true } });
      const { h1 } = site.origins;
      await tab.goto(`${h1}/cached?maxage=600&by=first`);
      const while_ = `${h1}/when?saw=by%3Dsecond`;
      await tab.evaluate(`(async () => { location.href = '${h1}/data?delay=2000&by=second'; await (await fetch(${JSON.stringify(while_)})).text(); return true; })()`);
      await tab.waitFor(`location.search.includes('by=second') && document.readyState === 'complete'`, PATIENCE_MS);
      const [second] = await fetchInPage(tab, 1);
      // A page that is left before its own timing was told is none of the recording's.
      await panel.waitFor(`reuseLens.summary().log.pages.some(({ title }) => title.endsWith('by=second'))`, PATIENCE_MS);
      await tab.back();
      const [back] = await fetchInPage(tab, 1);
      const pagesOf = `(() => {
        const { pages, entries } = reuseLens.summary().log;
        return ${JSON.stringify([while_, second, back])}.map((url) => pages.find(({ id }) => id === entries.find(({ request }) => request.url === url)?.pageref)?.title.replace(/.*by=/, ''));
      })()`;
      let found: readonly string[] = [];
      await until('each to be on its page', async () => (found = await panel.evaluate<readonly string[]>(pagesOf)).join() === 'first,second,first', { timeoutMs: PATIENCE_MS, everyMs: 250 }).catch(() => undefined);
      expect(found).toEqual(['first', 'second', 'first']);
    });

    it('says how many entries the browser had dropped before the panel opened', async () => {
      const tab = await start();
      await load(tab);
      await fetchInPage(tab, 300);
      const panel = await openPanel(tab, {});
      await panel.waitFor(`document.querySelector('[data-testid="notice-opened-late"]') !== null`);
      // Firefox keeps its whole buffer for a late observer; Chromium drops what is over 250 and says so.
      if (name === 'chromium') await panel.waitFor(`/\\d+/.test(document.querySelector('[data-testid="notice-dropped-entries"]')?.textContent ?? '')`);
      await panel.waitFor('reuseLens.summary().log.entries.length >= 250');
    });

    it('works on the network log alone where access to sites is withheld, and offers the grant', async () => {
      const folder = temporaryFolder('withheld');
      const tab = await start(addOnWith(name, folder.path, withoutAccess));
      const panel = await openPanel(tab, {});
      await panel.waitFor(`document.querySelector('[data-testid="notice-no-host-access"]') !== null`);
      const mark = site.log.mark();
      await load(tab);
      const seen = site.log.since(mark).requests.map(({ url }) => url);
      const complete = `(() => { const urls = reuseLens.summary().log.entries.map((e) => e.request.url); return ${JSON.stringify(seen)}.every((url) => urls.includes(url)); })()`;
      await panel.waitFor(complete, PATIENCE_MS);
      // The ids are in HAR: Chromium needs nothing else to tell new from reused.
      if (name === 'chromium') await panel.waitFor('reuseLens.summary().log._totals.unknown === 0');
      // A reload must empty it without Resource Timing's help.
      await tab.reload();
      await tab.waitFor(DONE);
      await panel.waitFor(`!reuseLens.summary().log.entries.some((e) => e.request.url === ${JSON.stringify(seen[1])})`);
      await folder.remove();
    });

    if (name === 'chromium') {
      it('asks for request events where the user wants them, and says from when on they are read', async () => {
        const tab = await start();
        await tab.goto(`${browser.extensionOrigin}/extension/options.html`);
        const says = (words: string): Promise<void> => tab.waitFor(`document.getElementById('events-state').textContent.includes(${JSON.stringify(words)})`);
        const may = (): Promise<boolean> => browser.background.evaluate<boolean>(`chrome.permissions.contains({ permissions: ['webRequest'] })`);
        await says('does not read request events');
        expect(await may()).toBe(false);
        await tab.click('#events-allow');
        await says('may read request events');
        await says('once the browser has been started again');
        expect(await may()).toBe(true);
        await tab.click('#events-withdraw');
        await says('does not read request events');
        expect(await may()).toBe(false);
      });
    }

    /** The text of the file that an export has put on the disk. @param whole throws as long as some of it is missing */
    const saved = async (panel: Panel, id: string, ending: string, whole: (text: string) => void): Promise<string> => {
      await panel.click('[data-testid="export"]');
      await panel.click(`[data-testid="export-${id}"]`);
      const file = await until(`a file *${ending}`, () => readdirSync(browser.downloads).find((entry) => entry.endsWith(ending) && existsSync(path.join(browser.downloads, entry))));
      return until('the file to be whole', () => {
        const text = readFileSync(path.join(browser.downloads, file), 'utf8');
        whole(text);
        return text;
      });
    };
    /** In the same browser: to start one takes longer than all of these. */
    const othersToo = async (panel: Panel, { log }: Summary): Promise<void> => {
      const tables = [['requests', log.entries], ['connections', log._connections], ['origins', log._origins]] as const;
      for (const [id, rows] of tables) {
        await saved(panel, id, `.${id}.csv`, (text) => expect(text.split('\r\n').length).toBe(rows.length + 2));
      }
      await saved(panel, 'report', '.md', (text) => expect(text).toContain(`| all | ${log._totals.requests} |`));
      await saved(panel, 'capture', '.capture.har', (text) => expect((JSON.parse(text) as { log: { creator: { name: string } } }).log.creator.name).toBe('Reuse Lens'));
    };

    for (const id of ['har', 'summary'] as const) {
      it(`writes the ${id} to disk, and it is what the panel shows`, async () => {
        const tab = await start();
        const panel = await openPanel(tab, {});
        const mark = site.log.mark();
        await load(tab);
        await shows(panel, site.log.since(mark).requests.map(({ url }) => url));
        // Request headers come with the browser's log, the last of the sources: after it nothing moves any more.
        await panel.waitFor(`reuseLens.har().log.entries.every((e) => e.request.headers.length > 0 || !e.request.url.startsWith('http'))`, PATIENCE_MS);
        const written = JSON.parse(await saved(panel, id, id === 'har' ? '.har' : '.summary.json', (text) => JSON.parse(text) as unknown)) as Summary;
        const shown = id === 'har' ? await panel.evaluate('reuseLens.har()') : await summaryOf(panel);
        expect(written).toEqual(JSON.parse(JSON.stringify(shown)));
        if (id === 'summary') expect(summaryProblems(written)).toEqual([]);
        if (id === 'summary') await othersToo(panel, written);
        if (id === 'har') await readsBack(panel, JSON.stringify(written));
      });
    }
  });
}

/** What the panel wrote it can show: the file is read in a worker, in place of the recording. */
async function readsBack(panel: Panel, text: string): Promise<void> {
  const before = (await panel.evaluate<Summary>('reuseLens.summary()')).log._totals;
  await panel.evaluate(`(() => {
    const carrier = new DataTransfer();
    carrier.items.add(new File([${JSON.stringify(text)}], 'own.har'));
    const input = document.querySelector('[data-testid="import-file"]');
    input.files = carrier.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  })()`);
  await panel.waitFor(`document.querySelector('[data-testid="count"]')?.textContent.includes('Imported: own.har')`);
  await panel.waitFor(`document.querySelector('[data-testid="count"]').textContent.startsWith('${before.requests} requests')`);
}
