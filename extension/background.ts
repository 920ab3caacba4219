/**
 * Per tab with an open panel: what content scripts and webRequest say, handed
 * to that tab's panels. Without any panel it listens to nothing and wakes for
 * nothing. The browser may end it at any time; what must survive that is which
 * tabs are watched, and the panels reconnect.
 */
import { fieldsOf } from '../src/core/base/unknown.ts';
import { accept } from '../src/protocol/guard.ts';
import { ContentToBackground, PanelToBackground, type BackgroundToContent, type BackgroundToPanel } from '../src/protocol/messages.ts';
import { createInjector } from './injector.ts';
import { createRequestLog } from './request-log.ts';
import { LOG_IS_WHOLE } from './target.ts';
import { createWatchedTabs } from './watched-tabs.ts';
import { browser, type Port, type Sender } from './webext.ts';

const PANEL = /^panel:(\d+)$/;
const panels = new Map<number, Set<Port>>();

const tell = (tab: number, message: BackgroundToPanel): void => {
  for (const port of panels.get(tab) ?? []) port.postMessage(message);
};

/**
 * Each event costs the browser a message. Chromium's own log tells, with
 * headers and address, all that has finished, except beacons; and it does not
 * tell that something began. So there only what may run long, and beacons, are
 * worth listening to, and only if the user wants it: the permission alone
 * changes what Chromium does (see target.ts). Firefox's log lacks more, and
 * its clock is coarse.
 */
const KINDS = !LOG_IS_WHOLE ? undefined : (['main_frame', 'sub_frame', 'xmlhttprequest', 'websocket', 'media', 'ping', 'csp_report', 'other'] as const);

const injector = createInjector((tab) => watched.maybe(tab));
const requestLog = createRequestLog(
  (tab, records) => tell(tab, { type: 'web-requests', records }),
  (tab) => watched.maybe(tab),
  KINDS,
);
// Listeners must be there in the worker's first turn, or the event that woke it is lost; whether any tab is watched is known only later.
requestLog.listen();
const watched = createWatchedTabs({
  onFirst: () => {
    requestLog.listen();
    void injector.register();
  },
  onLast: () => {
    requestLog.stop();
    void injector.unregister();
  },
});

/** When the browser's own log began, as the panel said; what is forgotten in sleep only makes the documents tell more. */
const logSince = new Map<number, number>();

async function watch(tab: number, on: boolean): Promise<void> {
  await watched.set(tab, on);
  if (on) tell(tab, await access());
  if (on) await injector.inject(tab);
  await tellDocuments(tab);
}

/** What is so by now, and not what was asked for: while the content script was on its way in, the panel may have closed. */
async function tellDocuments(tab: number): Promise<void> {
  await browser.tabs.sendMessage(tab, await isWatched(tab)).catch(() => undefined);
}

async function isWatched(tab: number): Promise<BackgroundToContent> {
  const on = await watched.has(tab);
  return { type: 'watch', on, forget: !on && !panels.has(tab), logSince: logSince.get(tab) };
}

const access = async (): Promise<Extract<BackgroundToPanel, { type: 'access' }>> => ({ type: 'access', sites: await browser.permissions.contains({ origins: ['<all_urls>'] }), requestEvents: requestLog.isAllowed });

/** Content scripts may connect too, and theirs is the address of the page that they are in. Both browsers name a panel in DevTools by its own (measured). */
const isOurs = ({ sender }: Port): boolean => sender?.url?.startsWith(browser.runtime.getURL('')) === true;

browser.runtime.onConnect.addListener((port) => {
  const tab = Number(PANEL.exec(port.name)?.[1] ?? Number.NaN);
  if (Number.isNaN(tab) || !isOurs(port)) return;
  panels.set(tab, (panels.get(tab) ?? new Set()).add(port));
  port.onMessage.addListener((received: unknown) => {
    const message = accept(PanelToBackground, received);
    if (message?.type === 'watch') {
      if (message.logSince === undefined) logSince.delete(tab);
      else logSince.set(tab, message.logSince);
      void watch(tab, message.on);
    }
    else if (message?.type === 'open-options') void browser.runtime.openOptionsPage();
  });
  port.onDisconnect.addListener(() => {
    const open = panels.get(tab);
    open?.delete(port);
    if (open?.size !== 0) return;
    panels.delete(tab);
    logSince.delete(tab);
    void watch(tab, false);
  });
});

/** Panels that live connect again within a tenth of a second of losing us; whoever did not in this time, ms, was closed while we slept. */
const RETURN_MS = 5000;

setTimeout(() => {
  void watched.all().then((tabs) => {
    for (const tab of tabs) if (!panels.has(tab)) void watch(tab, false);
  });
}, RETURN_MS);

browser.runtime.onMessage.addListener((received: unknown, sender: Sender) => {
  const message = accept(ContentToBackground, received);
  const tab = sender.tab?.id;
  if (!message || tab === undefined) return undefined;
  if (message.type === 'hello') return isWatched(tab);
  // So webRequest calls it, too.
  tell(tab, { type: 'timing', batch: { ...fieldsOf(message.batch), documentId: sender.documentId } });
  return undefined;
});

async function accessChanged(): Promise<void> {
  const allowed = await access();
  for (const tab of panels.keys()) {
    tell(tab, allowed);
    if (!allowed.sites || !(await watched.has(tab))) continue;
    await injector.inject(tab);
    await tellDocuments(tab);
  }
}
browser.permissions.onAdded.addListener(() => void accessChanged());
browser.permissions.onRemoved.addListener(() => void accessChanged());

/** The toolbar's button: the app without DevTools, for files. Firefox resolves a tab's address against this script, so it is told whole. */
browser.action.onClicked.addListener(() => void browser.tabs.create({ url: browser.runtime.getURL('extension/viewer.html') }));
