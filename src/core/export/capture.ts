import type { Analysis } from '../model/analysis.ts';
import type { TimingObservation, WebRequestObservation } from '../model/observation.ts';
import { exportPage, proxied, type ExportedPage } from './har.ts';
import { PRODUCT } from './product.ts';
import type { Privacy } from './privacy.ts';

/**
 * What was heard, before anything was made of it: a HAR log of the entries as
 * the browser or a tool wrote them, in its own dialect. For bug reports and
 * for tests.
 */
export interface Capture {
  readonly log: {
    readonly version: '1.2';
    readonly creator: typeof PRODUCT;
    readonly _proxy?: string;
    readonly pages: readonly ExportedPage[];
    readonly entries: readonly unknown[];
    /** What the page's own Performance entries said, as `TimingObservation`s. */
    readonly _timing: readonly unknown[];
    /** What webRequest said, as `WebRequestObservation`s. */
    readonly _webRequest: readonly unknown[];
  };
}

/** Why there is nothing to write; `null` where there is something, or nothing was heard. */
export const refusesCapture = ({ requests }: Analysis): string | null =>
  requests.length > 0 && requests.every(({ observations }) => observations.every((seen) => seen.source === 'har' && seen.raw === null))
    ? 'A raw capture has the entries of a HAR as they came, and this was read from a log of another kind: the log itself is the capture.'
    : null;

export function writeCapture(analysis: Analysis, privacy: Privacy): Capture {
  const { pages, requests } = analysis;
  const entries: unknown[] = [];
  const timing: TimingObservation[] = [];
  const web: WebRequestObservation[] = [];
  for (const { observations } of requests) {
    for (const seen of observations) {
      if (seen.source === 'resource-timing') timing.push(seen);
      else if (seen.source === 'web-request') web.push(seen);
      else if (seen.raw !== null) entries.push(privacy.entry(seen.raw));
    }
  }
  return {
    log: {
      version: '1.2',
      creator: PRODUCT,
      ...proxied(analysis, privacy),
      pages: pages.map((page) => exportPage(page, privacy)),
      entries,
      _timing: timing.map(privacy.observation),
      _webRequest: web.map(privacy.observation),
    },
  };
}
