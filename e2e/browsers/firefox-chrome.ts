import type { Marionette } from './marionette.ts';

/** Runs a function body in Firefox's own window, where its tabs, toolboxes and extensions are objects. */
export interface Chrome {
  run<T>(body: string, ...args: readonly unknown[]): Promise<T>;
  /** An expression in a document: `where` names its browsing context, in the words below. */
  evaluate<T>(where: Place, expression: string): Promise<T>;
}

/** How to reach a `<browser>`: a chrome expression. */
export type Place = string;

/** The words that chrome scripts use. A tab is known by its browser id, which survives process switches. */
const WORDS = `
  const windows = () => [...Services.wm.getEnumerator('navigator:browser')];
  const tabOf = (id) => {
    for (const window of windows()) {
      const tab = window.gBrowser.tabs.find((tab) => tab.linkedBrowser.browserId === id);
      if (tab) return tab;
    }
    throw new Error('the tab ' + id + ' is closed');
  };
  const devtools = () => {
    const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
    return require('devtools/client/framework/devtools').gDevTools;
  };
  const toolboxOf = (id) => {
    const toolbox = devtools().getToolboxForTab(tabOf(id));
    if (!toolbox) throw new Error('the tab ' + id + ' has no toolbox');
    return toolbox;
  };
  const extensionOf = (id) => WebExtensionPolicy.getByID(id).extension;
  const viewOf = (id, type, fits = () => true) => {
    const view = [...extensionOf(id).views].find((view) => view.viewType === type && fits(view));
    if (!view) throw new Error('the add-on has no ' + type + ' now');
    return view.xulBrowser;
  };
  const panelOf = (id, tool) => {
    const frame = toolboxOf(id).doc.getElementById('toolbox-panel-iframe-' + tool);
    const browser = frame?.contentDocument?.querySelector('browser');
    if (!browser) throw new Error('the panel has no document yet');
    return browser;
  };
  const pngOf = async (context, rect) => {
    const image = await context.currentWindowGlobal.drawSnapshot(rect, 1, 'white');
    const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d').drawImage(image, 0, 0);
    image.close();
    return canvas.toDataURL('image/png').split(',')[1];
  };
`;

const SCRIPT_TIMEOUT_MS = 60_000;

type Outcome<T> = { readonly value: T } | { readonly error: string };

export function chromeOf(marionette: Marionette): Chrome {
  const run = async <T>(body: string, ...args: readonly unknown[]): Promise<T> => {
    const { value } = await marionette.command<{ value: T }>('WebDriver:ExecuteScript', {
      script: `${WORDS}\n${body}`,
      args,
      sandbox: 'system',
      newSandbox: false,
      scriptTimeout: SCRIPT_TIMEOUT_MS,
    });
    return value;
  };
  return {
    run,
    evaluate: async <T>(where: Place, expression: string) => {
      // Answers travel as JSON text: the protocol's own form has references in it. The script runs in a sandbox around
      // the page, whose own globalThis nobody else would see.
      const script = `return (async (globalThis) => (${expression}))(window).then(
        (value) => JSON.stringify({ value }),
        (error) => JSON.stringify({ error: String(error) + (error?.stack ? '\\n' + error.stack : '') }))`;
      const text = await run<string>(
        `const [script, timeout] = arguments;
        const actor = (${where}).browsingContext.currentWindowGlobal.getActor('MarionetteCommands');
        return actor.executeScript(script, [], { async: false, sandboxName: null, newSandbox: false, timeout });`,
        script,
        SCRIPT_TIMEOUT_MS,
      );
      const outcome = JSON.parse(text) as Outcome<T>;
      if ('error' in outcome) throw new Error(outcome.error);
      return outcome.value;
    },
  };
}
