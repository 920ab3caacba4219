/**
 * The few calls that the content script needs, without the polyfill: it is
 * injected into every document while a panel is open and must stay tiny. Both
 * browsers return promises here (Chrome since Manifest V3).
 */
interface Runtime {
  readonly id?: string;
  sendMessage(message: unknown): Promise<unknown>;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
}

declare const browser: { readonly runtime: Runtime } | undefined;
declare const chrome: { readonly runtime: Runtime };

export const runtime: Runtime = typeof browser === 'undefined' ? chrome.runtime : browser.runtime;
