import { PANEL_LABEL } from './driver.ts';
import type { DevTools, Panel } from './driver.ts';
import { inputOn } from './firefox-input.ts';
import type { FirefoxHandles } from './firefox-tab.ts';
import { until } from './poll.ts';
import { scriptable } from './scriptable.ts';

/** Firefox answers an add-on in order: after this, whatever its devtools page asked for on loading is in place. */
const ANSWERED = `document.readyState === 'complete' && location.protocol === 'moz-extension:' &&
  new Promise((resolve) => chrome.devtools.inspectedWindow.eval('0', () => resolve(true)))`;

export async function openToolbox(
  handles: FirefoxHandles,
  tabId: number,
  bringToFront: () => Promise<void>,
): Promise<DevTools> {
  const { chrome, extensionId } = handles;
  await chrome.run(
    `return devtools().showToolboxForTab(tabOf(${tabId}), { toolId: 'inspector', hostType: 'bottom' }).then(() => true);`,
  );
  const id = JSON.stringify(extensionId);
  const page = scriptable((expression) =>
    chrome.evaluate(
      `viewOf(${id}, 'devtools_page', (view) => view.devToolsToolbox === toolboxOf(${tabId}))`,
      expression,
    ),
  );
  await until("the add-on's devtools page to run", () => page.evaluate<boolean>(ANSWERED));

  return {
    openPanel: () => openPanel(handles, tabId, bringToFront),
    close: async () => {
      await chrome.run(`return devtools().closeToolboxForTab(tabOf(${tabId})).then(() => true);`);
    },
  };
}

async function openPanel(
  { chrome, marionette }: FirefoxHandles,
  tabId: number,
  bringToFront: () => Promise<void>,
): Promise<Panel> {
  // The tool's id changes from run to run; its label is what the user sees.
  const tool = await until(`the toolbox to have the panel "${PANEL_LABEL}"`, () =>
    chrome.run<string | null>(
      `const tool = toolboxOf(${tabId}).getAdditionalTools().find((tool) => tool.label === arguments[0]);
      return tool?.id ?? null;`,
      PANEL_LABEL,
    ),
  );
  await chrome.run(`return toolboxOf(${tabId}).selectTool(arguments[0]).then(() => true);`, tool);

  const where = `panelOf(${tabId}, ${JSON.stringify(tool)})`;
  const panel = scriptable((expression) => chrome.evaluate(where, expression));
  await until('the panel to load', () =>
    panel.evaluate<boolean>(`location.protocol === 'moz-extension:' && document.readyState === 'complete'`),
  );

  const input = inputOn(marionette, chrome, where);
  return {
    ...panel,
    click: async (selector) => {
      await bringToFront();
      await input.click(selector);
    },
    press: async (key) => {
      await bringToFront();
      await input.press(key);
    },
    screenshot: async () => {
      await bringToFront();
      const png = await chrome.run<string>(
        `const browser = ${where};
        const { width, height } = browser.getBoundingClientRect();
        return pngOf(browser.browsingContext, new DOMRect(0, 0, width, height));`,
      );
      return fromBase64(png);
    },
  };
}

function fromBase64(png: string): Buffer {
  return Buffer.from(png, 'base64');
}
