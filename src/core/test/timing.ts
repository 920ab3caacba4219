import { ZERO } from './har.ts';

/** Of a `PerformanceResourceTiming` what the content script tells; ms after the document's `timeOrigin`, which is `ZERO`. */
export type TimingEntry = Readonly<Record<string, string | number>>;

/** A reused connection: all connect times equal `fetchStart`. */
export function reusedTiming(changes: TimingEntry = {}): TimingEntry {
  const start = Number(changes['startTime'] ?? 0);
  return {
    name: 'http://shop.test:8080/a.js',
    entryType: 'resource',
    initiatorType: 'script',
    deliveryType: '',
    nextHopProtocol: 'http/1.1',
    startTime: start,
    workerStart: 0,
    redirectStart: 0,
    redirectEnd: 0,
    fetchStart: start,
    domainLookupStart: start,
    domainLookupEnd: start,
    connectStart: start,
    secureConnectionStart: 0,
    connectEnd: start,
    requestStart: start + 3,
    responseStart: start + 13,
    responseEnd: start + 15,
    transferSize: 385,
    decodedBodySize: 85,
    responseStatus: 200,
    ...changes,
  };
}

/** Waited 2 ms, looked up a name in 1 ms, connected in 5 ms. */
export function newTiming(changes: TimingEntry = {}): TimingEntry {
  const start = Number(changes['startTime'] ?? 0);
  const opened = { domainLookupStart: start + 2, domainLookupEnd: start + 3, connectStart: start + 3, connectEnd: start + 8, requestStart: start + 8 };
  return reusedTiming({ ...opened, responseStart: start + 20, responseEnd: start + 22, ...changes });
}

/** Cross-origin without Timing-Allow-Origin. */
export function hiddenTiming(changes: TimingEntry = {}): TimingEntry {
  const zero = Object.fromEntries(['domainLookupStart', 'domainLookupEnd', 'connectStart', 'connectEnd', 'requestStart', 'responseStart', 'transferSize', 'decodedBodySize', 'responseStatus'].map((name) => [name, 0]));
  return reusedTiming({ ...zero, nextHopProtocol: '', ...changes });
}

export const navigationTiming = (changes: TimingEntry = {}): TimingEntry =>
  newTiming({ name: 'http://shop.test:8080/', entryType: 'navigation', initiatorType: 'navigation', domContentLoadedEventEnd: 0, loadEventEnd: 0, ...changes });

export interface BatchTold {
  readonly document?: string;
  readonly url?: string;
  readonly top?: boolean;
  readonly at?: number;
  readonly first?: number;
  readonly dropped?: number;
  readonly restoredAt?: readonly number[];
  readonly documentId?: string;
}

/** What the content script sends; `at` is the document's start, ms after `ZERO`. */
export function timingBatch(entries: readonly TimingEntry[], { at = 0, ...told }: BatchTold = {}): unknown {
  return { document: 'd1', url: 'http://shop.test:8080/', top: true, timeOrigin: ZERO + at, first: 0, entries, dropped: 0, ...told };
}

/** A folded webRequest record; `at` and `until` are ms after `ZERO`. */
export function webRecord({ at = 1, until = 17, ...told }: Readonly<Record<string, unknown>> & { readonly at?: number; readonly until?: number } = {}): unknown {
  return { requestId: '7', hop: 0, url: 'http://shop.test:8080/a.js', method: 'GET', type: 'script', start: ZERO + at, end: ZERO + until, status: 200, ip: '127.0.0.1', ...told };
}
