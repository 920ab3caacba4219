import contentScript from './content.iife.ts?script&iife';
import { browser } from './webext.ts';

export interface Injector {
  /** From now on every new document gets the content script at its start. */
  register(): Promise<void>;
  unregister(): Promise<void>;
  /** Into the documents that the tab already shows, once those that come get it by themselves: a document that came in between would be passed over. */
  inject(tab: number): Promise<void>;
}

const ID = 'content';

/**
 * No content script runs anywhere unless a panel is open somewhere; hence no
 * `content_scripts` in the manifest.
 * @param isWatched whether a panel of this tab may be open
 */
export function createInjector(isWatched: (tab: number) => boolean): Injector {
  const file = contentScript.replace(/^\//, '');
  let done: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<void> => (done = done.then(work).then(() => undefined, report));
  // Refused on the browser's own pages and without access to the site; the panel then works on HAR alone.
  const inject = (tab: number): Promise<void> =>
    done
      .then(() => browser.scripting.executeScript({ target: { tabId: tab, allFrames: true }, files: [file], injectImmediately: true }))
      .then(
        () => undefined,
        () => undefined,
      );
  /**
   * A document that was on its way while the script was being registered gets
   * neither that nor what went to the one before it (measured in Chromium: 1
   * of 50 pages that were opened together with the panel). A second script in
   * the same document does nothing.
   */
  const onUpdated = (tab: number, { status }: { readonly status?: string }): void => {
    if (status !== undefined && isWatched(tab)) void inject(tab);
  };
  return {
    register: () =>
      inTurn(async () => {
        browser.tabs.onUpdated.addListener(onUpdated);
        const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
        if (registered.length > 0) return;
        await browser.scripting.registerContentScripts([{ id: ID, js: [file], matches: ['<all_urls>'], runAt: 'document_start', allFrames: true, matchOriginAsFallback: true, persistAcrossSessions: false } as RegisteredScript]);
      }),
    unregister: () =>
      inTurn(async () => {
        browser.tabs.onUpdated.removeListener(onUpdated);
        const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
        if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
      }),
    inject,
  };
}

/** `matchOriginAsFallback` (about:blank, srcdoc and blob: frames) is newer than the polyfill's types. */
type RegisteredScript = Parameters<typeof browser.scripting.registerContentScripts>[0][number];

const report = (error: unknown): void => console.error('Reuse Lens: registering the content script failed.', error);
