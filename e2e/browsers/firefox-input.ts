import type { Point } from './driver.ts';
import type { Chrome, Place } from './firefox-chrome.ts';
import type { Marionette } from './marionette.ts';
import { until } from './poll.ts';

/** Real mouse and keyboard on a document inside Firefox's window. */
export interface Input {
  click(selector: string, at?: Point): Promise<void>;
  hover(selector: string, at?: Point): Promise<void>;
  wheel(selector: string, delta: Point, at?: Point): Promise<void>;
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

  /** Where an element is in Firefox's window: its place in its document, plus that of each frame around. */
  const place = async (selector: string, at?: Point): Promise<Point> => {
    const inside = await until(`${selector} to be visible and at rest`, () =>
      chrome.evaluate<Point | undefined>(where, `(async () => {
        const element = document.querySelector(${JSON.stringify(selector)});
        element?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
        const before = element?.getBoundingClientRect();
        // Firefox aims at what it painted last.
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const box = element?.getBoundingClientRect();
        if (!box || box.width === 0 || box.height === 0 || box.x !== before.x || box.y !== before.y) return undefined;
        const at = ${JSON.stringify(at ?? null)} ?? { x: box.width / 2, y: box.height / 2 };
        return { x: box.x + at.x, y: box.y + at.y };
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
  const moveTo = (point: Point) => ({ type: 'pointerMove', origin: 'viewport', ...point });

  return {
    click: async (selector, at) => {
      const point = await place(selector, at);
      await chrome.evaluate(where, `void (globalThis.lastPressed = undefined, addEventListener('pointerdown', ({ target }) => { globalThis.lastPressed = target; }, { once: true, capture: true }))`);
      await mouse(moveTo(point), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 });
      // What has moved away in between would be missed in silence.
      await until(`the click on ${selector} to arrive`, () => chrome.evaluate<boolean>(where, `globalThis.lastPressed?.closest(${JSON.stringify(selector)}) != null`));
    },
    hover: async (selector, at) => {
      await mouse(moveTo(await place(selector, at)));
    },
    wheel: async (selector, delta, at) => {
      const point = await place(selector, at);
      const scroll = { type: 'scroll', origin: 'viewport', ...point, deltaX: delta.x, deltaY: delta.y };
      await perform({ type: 'wheel', id: 'wheel', actions: [scroll] });
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
