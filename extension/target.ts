/** Which of the two builds this is: `vite build --mode chrome` or `--mode firefox`. */
const isFirefox = import.meta.env.MODE === 'firefox';

/**
 * Chromium's log has every request since DevTools opened, however late one
 * asks, and tells of each with headers, address and connection. Until the panel
 * is opened nobody need listen (measured: listening costs 5 to 10 % of a page
 * load's CPU). Firefox keeps a log only for who listens, and much in it depends
 * on the other sources.
 */
export const BROWSER_KEEPS_LOG = !isFirefox;
