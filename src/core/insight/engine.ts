import type { Analysis } from '../model/analysis.ts';

/**
 * Whose rules the connections followed.
 * - `chromium`: recent enough to write `_connectionId`. It keeps connections
 *   apart by the site of the page (measured in version 156).
 * - `older-chromium`: may do so or not.
 */
export type Browser = 'chromium' | 'older-chromium' | 'firefox';

/** Told by the shape of the HAR entries, else by the extension that heard of them; `null` where a tool wrote them, or there are none. */
export function browserOf({ requests }: Analysis): Browser | null {
  let older: Browser | null = null;
  let heardIn: Browser | null = null;
  for (const { observations } of requests) {
    for (const seen of observations) {
      if (seen.source === 'resource-timing') heardIn ??= seen.browser;
      if (seen.source !== 'har') continue;
      if (seen.dialect === 'firefox') return 'firefox';
      if (seen.dialect === 'netlog') return 'chromium';
      if (seen.dialect === 'chromium-before' || seen.dialect === 'sitespeed' || seen.dialect === 'cdp' || seen.dialect === 'trace') older = 'older-chromium';
      // An entry without any id, a data: URL perhaps, does not tell the two apart.
      if (seen.dialect === 'chromium' && seen.reportedConnection !== null) return 'chromium';
    }
  }
  return older ?? heardIn;
}

export const isChromium = (browser: Browser | null): boolean => browser === 'chromium' || browser === 'older-chromium';
