import type { Tab } from './driver.ts';
import type { Chrome } from './firefox-chrome.ts';
import { openToolbox } from './firefox-devtools.ts';
import { inputOn } from './firefox-input.ts';
import type { Marionette } from './marionette.ts';
import { until } from './poll.ts';
import { scriptable } from './scriptable.ts';

export interface FirefoxHandles {
  readonly marionette: Marionette;
  readonly chrome: Chrome;
  readonly extensionId: string;
}

/** What the tab shows now. */
interface Shown {
  readonly documentUri: string;
  /** Of the document: a new load has another, a page out of the back-forward cache its old one. */
  readonly window: number;
  readonly historyIndex: number;
  readonly loading: boolean;
}

const ERROR_PAGE = /^about:(net|cert|httpsonly)error/;
const LOAD_TIMEOUT_MS = 30_000;

export function firefoxTab(handles: FirefoxHandles, tabId: number): Tab {
  const { chrome, marionette } = handles;
  const where = `tabOf(${tabId}).linkedBrowser`;
  const page = scriptable((expression) => chrome.evaluate(where, expression));

  const shown = () =>
    chrome.run<Shown>(`
      const { browsingContext } = ${where};
      const { documentURI, innerWindowId } = browsingContext.currentWindowGlobal;
      return {
        documentUri: documentURI.spec,
        window: innerWindowId,
        historyIndex: browsingContext.sessionHistory?.index ?? -1,
        loading: browsingContext.webProgress.isLoadingDocument,
      };`);

  const load = async (what: string, start: () => Promise<unknown>, isBlank = false) => {
    const before = await shown();
    await start();
    const now = await until(
      what,
      async () => {
        const state = await shown();
        // On its way, a tab may pass through blank documents.
        if (state.window === before.window || (state.documentUri === 'about:blank') !== isBlank) return undefined;
        // An error page never completes.
        if (ERROR_PAGE.test(state.documentUri)) return state;
        if (state.loading) return undefined;
        // The page's own end of loading comes a moment before the browser's.
        return (await page.evaluate<boolean>('document.readyState === "complete"')) ? state : undefined;
      },
      { timeoutMs: LOAD_TIMEOUT_MS },
    );
    if (ERROR_PAGE.test(now.documentUri)) throw new Error(`${what} failed: ${now.documentUri}`);
  };

  const back = async () => {
    const target = await chrome.run<{ index: number; uri: string } | null>(`
      const browser = ${where};
      const { sessionHistory } = browser.browsingContext;
      const index = sessionHistory.index - 1;
      if (index < 0) return null;
      browser.gotoIndex(index);
      return { index, uri: sessionHistory.getEntryAtIndex(index).URI.spec };`);
    if (target === null) throw new Error("the tab's history has nothing before this page");
    await until(`the tab to show ${target.uri} again`, async () => {
      const { historyIndex, documentUri, loading } = await shown();
      // The history moves on before the document does.
      if (historyIndex !== target.index || documentUri !== target.uri || loading) return false;
      return page.evaluate<boolean>('document.readyState === "complete"');
    });
  };

  const bringToFront = async () => {
    await chrome.run(`
      const tab = tabOf(${tabId});
      const window = tab.ownerDocument.defaultView;
      window.focus();
      if (window.gBrowser.selectedTab === tab) return;
      // Until the switch is done, the other tab is still painted, and gets the clicks.
      const done = new Promise((resolve) => window.addEventListener('TabSwitchDone', resolve, { once: true }));
      window.gBrowser.selectedTab = tab;
      return done.then(() => true);`);
  };

  return {
    ...page,
    goto: (url) => {
      const start = () =>
        chrome.run(
          `const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
          (${where}).loadURI(Services.io.newURI(arguments[0]), { triggeringPrincipal });`,
          url,
        );
      return load(`loading ${url}`, start, url === 'about:blank');
    },
    reload: () => load('reloading', () => chrome.run(`(${where}).reload();`)),
    back,
    click: async (selector) => {
      await bringToFront();
      await inputOn(marionette, chrome, where).click(selector);
    },
    chooseFiles: async (selector, paths) => {
      // As Marionette's own upload does: a page may not make files of paths, its browser may.
      const script = `const [selector, paths] = arguments;
        const input = document.querySelector(selector);
        return Promise.all(paths.map((path) => File.createFromFileName(path))).then((files) => {
          input.mozSetFileArray(files);
          input.dispatchEvent(new input.ownerDocument.defaultView.Event('change', { bubbles: true }));
          return true;
        });`;
      await chrome.run(
        `const [script, selector, paths] = arguments;
        const actor = (${where}).browsingContext.currentWindowGlobal.getActor('MarionetteCommands');
        return actor.executeScript(script, [selector, paths], { async: false, sandboxName: 'system', newSandbox: true, timeout: 10000 });`,
        script,
        selector,
        paths,
      );
    },
    bringToFront,
    openDevTools: () => openToolbox(handles, tabId, bringToFront),
  };
}
