/**
 * Which of the two builds this is: `vite build --mode chrome` or `--mode firefox`.
 *
 * Chromium's own log tells of every request that finishes, with headers,
 * address and connection; what else is asked for costs the page and tells
 * nothing new. In Firefox much depends on Resource Timing and webRequest.
 */
export const LOG_IS_WHOLE = import.meta.env.MODE !== 'firefox';
