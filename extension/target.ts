/** Which of the two builds this is: `vite build --mode chrome` or `--mode firefox`. */
export const BROWSER = import.meta.env.MODE === 'firefox' ? 'firefox' : 'chromium';

/**
 * Chromium's own log tells of nearly every request that finishes (not of
 * beacons of a page that goes away), with headers, address and connection;
 * what else is asked for costs the page and tells little more. In Firefox much depends on Resource Timing and webRequest.
 *
 * In Chromium `webRequest` is optional, and asked for on the options page
 * only: while an add-on holds it, ours or another, the browser opens no
 * connection ahead of a navigation, and sends every request of every page
 * through its main process (measured; docs/browsers.md).
 */
export const LOG_IS_WHOLE = BROWSER === 'chromium';

/** DevTools hands add-ons what has an address of certain schemes (`kPermittedSchemes` in front_end/models/extensions/ExtensionServer.ts): `ws:` was none of them in Chromium 150, and is one in 156. Those between were not looked at. */
export const logHasWebSockets = (): boolean => BROWSER === 'firefox' || Number(/Chrome\/(\d+)/.exec(navigator.userAgent)?.[1]) >= 156;
