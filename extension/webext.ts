/**
 * The one file that names the browser's extension API. Everything else asks
 * here, and finds feature tests instead of browser names.
 */
import browser, { type Runtime } from 'webextension-polyfill';

export type Port = Runtime.Port;
export type Sender = Runtime.MessageSender;

export { browser };

/** False once the extension was reloaded or removed under this page: its API is dead then, and throws. */
export function isAlive(): boolean {
  try {
    return browser.runtime?.id !== undefined;
  } catch {
    return false;
  }
}
