import type { Chrome, Place } from './firefox-chrome.ts';
import type { Marionette } from './marionette.ts';
import { until } from './poll.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Real mouse and keyboard on a document inside Firefox's window. */
export interface Input {
  click(selector: string): Promise<void>;
  press(key: string): Promise<void>;
}

/** WebDriver's code points for keys that are no character. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A',
  Escape: '\uE00C', Space: ' ', PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Delete: '\uE017', Meta: '\uE03D',
};

export function inputOn(marionette: Marionette, chrome: Chrome, where: Place): Input {
  const perform = (source: object) => marionette.command('WebDriver:PerformActions', { actions: [source] });
  const mouse = (...actions: readonly object[]) =>
    perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });

  /** Where the middle of an element is in Firefox's window: its place in its document, plus that of each frame around. */
  const place = async (selector: string): Promise<Point> => {
    const inside = await until(`${selector} to be visible and at rest`, () =>
      chrome.evaluate<Point | undefined>(where, `(async () => {
        const element = document.querySelector(${JSON.stringify(selector)});
        element?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
        const before = element?.getBoundingClientRect();
        // Firefox aims at what it painted last.
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const box = element?.getBoundingClientRect();
        if (!box || box.width === 0 || box.height === 0 || box.x !== before.x || box.y !== before.y) return undefined;
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      })()`),
    );
    const outside = await chrome.run<Point>(`
      let x = 0, y = 0;
      for (let frame = ${where}; frame; frame = frame.ownerDocument.defaultView.browsingContext.embedderElement) {
        const box = frame.getBoundingClientRect();
        x += box.x;
        y += box.y;
      }
      return { x, y };`);
    return { x: Math.round(inside.x + outside.x), y: Math.round(inside.y + outside.y) };
  };

  return {
    click: async (selector) => {
      const point = await place(selector);
      await chrome.evaluate(where, `void (globalThis.lastPressed = undefined, addEventListener('pointerdown', ({ target }) => { globalThis.lastPressed = target; }, { once: true, capture: true }))`);
      await mouse({ type: 'pointerMove', origin: 'viewport', ...point }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 });
      // What has moved away in between would be missed in silence.
      await until(`the click on ${selector} to arrive`, () => chrome.evaluate<boolean>(where, `globalThis.lastPressed?.closest(${JSON.stringify(selector)}) != null`));
    },
    press: async (combination) => {
      await chrome.run(`const browser = ${where}; if (document.activeElement !== browser) browser.focus();`);
      const keys = combination.split(/(?<=.)\+/).map((name) => KEYS[name] ?? name);
      await perform({
        type: 'key',
        id: 'keyboard',
        actions: [
          ...keys.map((value) => ({ type: 'keyDown', value })),
          ...keys.toReversed().map((value) => ({ type: 'keyUp', value })),
        ],
      });
    },
  };
}
