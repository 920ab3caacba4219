import { type Fields, fieldsOf, numberOf, textOf } from '../base/unknown.ts';
import type { HarDialect, NoConnection } from '../model/observation.ts';
import { isLocalUrl } from '../base/url.ts';
import { headerPicker } from './headers.ts';

interface Clues {
  readonly entry: Fields;
  readonly response: Fields;
  readonly dialect: HarDialect;
  readonly url: string;
  readonly status: number | null;
}

/** Safari's `_fetchType` (HARBuilder.js, fetchType); "Network Load" is none of these. */
const FETCHED: ReadonlyMap<string, NoConnection> = new Map([['Memory Cache', 'memory-cache'], ['Disk Cache', 'disk-cache'], ['Service Worker', 'service-worker']]);

/** Chromium redirects by itself, to https as it knows that host (HSTS) or for an add-on, and says so in a header of the answer that it makes up (net/url_request/url_request_redirect_job.cc). */
const OWN_REDIRECT = headerPicker(['non-authoritative-reason']);

/** Why the entry used no connection, if the entry itself says so. */
export function absenceOf({ entry, response, dialect, url, status }: Clues): NoConnection | null {
  if (isLocalUrl(url)) return 'local';
  // Chromium says of what a service worker took out of its Cache Storage that it came from disk, too.
  if (response['_fetchedViaServiceWorker'] === true && response['_serviceWorkerResponseSource'] === 'cache-storage') return 'service-worker';
  const cache = entry['_fromCache'];
  if (cache === 'memory') return 'memory-cache';
  if (cache === 'disk') return 'disk-cache';
  if (typeof cache === 'string') return 'cache';
  // Chrome HAR Capturer.
  if (entry['_fromDiskCache'] === true) return 'disk-cache';
  const fetched = FETCHED.get(textOf(entry['_fetchType']) ?? '');
  if (fetched !== undefined) return fetched;
  if (response['_fetchedViaServiceWorker'] === true) return 'service-worker';
  // A test answered it: Playwright's route.fulfill.
  if (entry['_wasFulfilled'] === true) return 'local';
  if (dialect === 'chromium' && entry['_connectionId'] === undefined && OWN_REDIRECT(response['headers']) !== null) return 'local';
  if (dialect === 'chromium' && isOfPrefetch(entry)) return 'cache';
  // What the page's process stops before it leaves (mixed content, CSP) Chromium tells as failed with no error's name (`DidBlockRequest` in core/inspector/inspector_network_agent.cc); of all that left it has one.
  if (status === 0 && (dialect === 'chromium' ? response['_error'] === '' : dialect === 'firefox' && isUnopenedInFirefox(entry))) return 'blocked';
  if (dialect === 'playwright' && isUnsentInPlaywright(entry, response, status)) return 'cache-or-service-worker';
  return dialect === 'firefox' && status !== null && status > 0 ? absenceInFirefox(entry) : null;
}

/**
 * A page that had been prefetched (speculation rules): Chromium (156) writes
 * its entry with the id and the times of the prefetch, digit for digit, while
 * the servers heard of no request (4 of 4). Nothing was queued for it; of
 * documents that were sent something always was.
 */
const isOfPrefetch = (entry: Fields): boolean => entry['_resourceType'] === 'document' && textOf(entry['_connectionId']) !== undefined && fieldsOf(entry['timings'])?.['_blocked_queueing'] === -1;

/**
 * Where Firefox (153) was not to open a channel at all (mixed content, CSP,
 * `mode: "same-origin"`, aborted at once) it writes an entry without a timing
 * and without the size of headers that were sent (14 of 14, no server saw
 * one); of what failed or was aborted later it has both (15 of 15).
 */
const isUnopenedInFirefox = (entry: Fields): boolean => isEmpty(entry['timings']) && fieldsOf(entry['request'])?.['headersSize'] === 0;

const isEmpty = (timings: unknown): boolean => typeof timings === 'object' && timings !== null && Object.keys(timings).length === 0;

/**
 * Firefox gives `connection` and `serverIPAddress` to everything that came
 * over the network. Without both, an answer came from a cache or a service
 * worker, and HAR does not say which; an image from the memory cache has an
 * empty `timings` besides.
 */
function absenceInFirefox(entry: Fields): NoConnection | null {
  if (textOf(entry['connection']) !== undefined || textOf(entry['serverIPAddress']) !== undefined) return null;
  return isEmpty(entry['timings']) ? 'memory-cache' : 'cache-or-service-worker';
}

/**
 * Playwright counts what came over the network, the status line and headers
 * included: 0 is of a cache or a service worker, HAR does not say which, though
 * it has the address of the answer that was once kept. −1 is "not counted", and
 * so is 0 of a redirect: Chromium has counted nothing of one over HTTP/2 yet.
 */
function isUnsentInPlaywright(entry: Fields, response: Fields, status: number | null): boolean {
  const connect = numberOf(fieldsOf(entry['timings'])?.['connect']) ?? -1;
  const isAnswer = status !== null && status > 0 && (status < 300 || status >= 400);
  return isAnswer && response['_transferSize'] === 0 && connect < 0;
}
