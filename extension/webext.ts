/**
 * The one file that names the browser's extension API. Everything else asks
 * here, and finds feature tests instead of browser names.
 */
import browser, { type Runtime } from 'webextension-polyfill';

export type Port = Runtime.Port;
/** `documentId` is newer than the polyfill's types. */
export type Sender = Runtime.MessageSender & { readonly documentId?: string };

export { browser };

/** False once the extension was reloaded or removed under this page: its API is dead then, and throws. */
export function isAlive(): boolean {
  try {
    return browser.runtime?.id !== undefined;
  } catch {
    return false;
  }
}

/** What both browsers have besides, with callbacks. */
declare const chrome: { readonly devtools: { readonly network: { getHAR(callback: (log: unknown) => void): void; readonly onRequestFinished: { addListener(listener: (entry: unknown) => void): void } } } };

/**
 * DevTools' log of the inspected tab, past the polyfill. Where that wraps (Chrome
 * before 152, which has no `browser` in an add-on with a DevTools page), it knows
 * no `getHAR`, which returns no promise there; and what it hands to a listener
 * only inherits from the entry: a copy of it is empty (measured in 150).
 */
export const networkLog = {
  /** A HAR log, or nothing. */
  read: (): Promise<unknown> => new Promise((resolve) => chrome.devtools.network.getHAR(resolve)),
  onFinished: (listener: (entry: unknown) => void): void => chrome.devtools.network.onRequestFinished.addListener(listener),
};

/**
 * The value of an expression in the inspected page; `undefined` when it threw.
 * Firefox, and the polyfill where it wraps, answer `[value, exception]`;
 * Chrome's own promises answer the value alone. So it must not be an array.
 */
export async function evaluateInPage(expression: string): Promise<unknown> {
  const answer: unknown = await browser.devtools.inspectedWindow.eval(expression);
  return Array.isArray(answer) ? answer[0] : answer;
}
