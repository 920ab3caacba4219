import type { Frame, Page } from 'playwright';

import { PANEL_LABEL } from './driver.ts';
import type { DevTools, Panel } from './driver.ts';
import { until } from './poll.ts';
import { scriptable } from './scriptable.ts';

/** DevTools answers an add-on in order: after this, whatever its devtools page asked for on loading is in place. */
const ANSWERED = `document.readyState === 'complete' &&
  new Promise((resolve) => chrome.devtools.inspectedWindow.eval('0', () => resolve(true)))`;

interface Opened {
  /** DevTools' own document. */
  readonly front: Page;
  readonly inspected: Page;
  readonly extensionOrigin: string;
}

export async function chromiumDevTools(opened: Opened): Promise<DevTools> {
  const { front, extensionOrigin } = opened;
  const extensionFrames = (): Frame[] => front.frames().filter((frame) => frame.url().startsWith(`${extensionOrigin}/`));
  const page = await until("the add-on's devtools page to run", async () => {
    const frame = extensionFrames()[0];
    return (await frame?.evaluate<boolean>(ANSWERED)) === true ? frame : undefined;
  });

  return {
    openPanel: async () => {
      await showView(front, `${extensionOrigin}${PANEL_LABEL}`);
      const frame = await until('the panel to load', async () => {
        const shown = extensionFrames().find((candidate) => candidate !== page);
        const complete = await shown?.evaluate<boolean>('document.readyState === "complete"');
        return complete === true ? shown : undefined;
      });
      return chromiumPanel(opened, frame);
    },
    close: () => front.close(),
  };
}

/**
 * DevTools registers an add-on's panel some time after it opened, as a view named by origin and title with nothing in
 * between. Its own modules are the only door to select one without a mouse.
 */
async function showView(front: Page, viewId: string): Promise<void> {
  const id = JSON.stringify(viewId);
  await until(`DevTools to have the panel ${viewId}`, () =>
    front.evaluate<boolean>(`(async () => {
      const { ViewManager } = await import('./ui/legacy/legacy.js');
      const views = ViewManager.ViewManager.instance();
      if (!views.hasView(${id})) return false;
      await views.showView(${id});
      return true;
    })()`),
  );
}

function chromiumPanel({ front, inspected }: Opened, frame: Frame): Panel {
  return {
    ...scriptable((expression) => frame.evaluate(expression)),
    click: (selector) => frame.locator(selector).first().click(),
    press: async (key) => {
      await frame.evaluate('document.hasFocus() || window.focus()');
      await front.keyboard.press(key);
    },
    screenshot: async () => {
      // A tab in the background is not painted.
      await inspected.bringToFront();
      return (await frame.frameElement()).screenshot();
    },
  };
}
