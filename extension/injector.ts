import contentScript from './content.iife.ts?script&iife';
import { browser } from './webext.ts';

export interface Injector {
  /** From now on every new document gets the content script at its start. */
  register(): Promise<void>;
  unregister(): Promise<void>;
  /** Into the documents that the tab already shows. */
  inject(tab: number): Promise<void>;
}

const ID = 'content';

/** No content script runs anywhere unless a panel is open somewhere; hence no `content_scripts` in the manifest. */
export function createInjector(): Injector {
  const file = contentScript.replace(/^\//, '');
  let done: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<void> => (done = done.then(work).then(() => undefined, report));
  return {
    register: () =>
      inTurn(async () => {
        const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
        if (registered.length > 0) return;
        await browser.scripting.registerContentScripts([{ id: ID, js: [file], matches: ['<all_urls>'], runAt: 'document_start', allFrames: true, matchOriginAsFallback: true, persistAcrossSessions: false } as RegisteredScript]);
      }),
    unregister: () =>
      inTurn(async () => {
        const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
        if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
      }),
    // Refused on the browser's own pages and without access to the site; the panel then works on HAR alone.
    inject: (tab) => browser.scripting.executeScript({ target: { tabId: tab, allFrames: true }, files: [file], injectImmediately: true }).then(
      () => undefined,
      () => undefined,
    ),
  };
}

/** `matchOriginAsFallback` (about:blank, srcdoc and blob: frames) is newer than the polyfill's types. */
type RegisteredScript = Parameters<typeof browser.scripting.registerContentScripts>[0][number];

const report = (error: unknown): void => console.error('Reuse Lens: registering the content script failed.', error);
