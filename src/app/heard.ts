import { groupBy } from '../core/base/group.ts';
import { instant, type Instant } from '../core/base/units.ts';
import type { Heard } from '../core/analysis/reconcile.ts';
import { hasConnectionId, readHarEntries } from '../core/capture/har.ts';
import { readTimingBatch } from '../core/capture/resource-timing.ts';
import { readWebRequest } from '../core/capture/web-request.ts';
import type { HarObservation, TimingObservation, WebRequestObservation } from '../core/model/observation.ts';
import { isWebSocket } from '../core/model/protocol.ts';
import type { HostEvent } from './host.ts';

/** What a live recording has heard so far. Adding the same fact twice changes nothing. */
export interface Ear {
  hear(event: HostEvent): void;
  /** What ran, and is told again if it still does. */
  forgetOpen(): void;
  /** Everything that is known of these URLs, or of all. */
  heardOf(urls?: Iterable<string>): Heard;
  /** The URLs of which something was heard or forgotten since this was last asked. */
  touched(): ReadonlySet<string>;
  /** Entries that the browsers' Resource Timing buffers dropped. */
  dropped(): number;
  /** Sentences about data that could not be read. */
  faults(): readonly string[];
  /**
   * Forgets all that began before this instant, and what arrives late about it.
   * @param documents the same for documents, which begin before their request is sent
   */
  forgetBefore(at: Instant, documents?: Instant): void;
  /** When the newest top document began or came back, as its own clock tells; `null` before the first. */
  newestDocument(): Instant | null;
  /** The earliest time at which the newest load of this document that we can have heard of then began, redirects included, as HAR tells; `null` if it is not there (yet). */
  loadOf(url: string, heardAt: number): Instant | null;
  /** The browser's own log is here, and it names no connection. */
  isNameless(): boolean;
}

/** All that was heard of one URL. */
interface Shelf {
  finished: HarObservation[];
  open: HarObservation[];
  /** Those that ran when the browser began its log anew, of whose end it tells no more: see hearOpen. */
  left: HarObservation[];
  readonly timing: Map<string, TimingObservation>;
  readonly web: Map<string, WebRequestObservation>;
}

export function createEar(): Ear {
  const shelves = new Map<string, Shelf>();
  let touched = new Set<string>();
  let redirects: HarObservation[] = [];
  let openUrls: ReadonlySet<string> = new Set();
  let leftCount = 0;
  let harCount = 0;
  let newest: Instant | null = null;
  let restored: Instant | null = null;
  let documents: TimingObservation[] = [];
  let connectionIsPort = false;
  let sawFirefox = false;
  let sawName = false;
  const dropped = new Map<string, { readonly begun: Instant; readonly count: number }>();
  const faults = new Set<string>();
  let horizon = instant(0);
  let documentHorizon = instant(0);
  const isRecent = (observation: { readonly start: Instant; readonly isNavigation?: boolean }): boolean => observation.start >= (observation.isNavigation === true ? documentHorizon : horizon);

  const shelfOf = (url: string): Shelf => {
    touched.add(url);
    let shelf = shelves.get(url);
    if (!shelf) shelves.set(url, (shelf = { finished: [], open: [], left: [], timing: new Map(), web: new Map() }));
    return shelf;
  };
  const lastStart = (): Instant => newest ?? instant(Date.now());
  const hearHar = (entries: readonly unknown[]): void => {
    const read = readHarEntries(entries, { keyPrefix: 'har', open: false, first: harCount, fallbackStart: lastStart(), connectionIsPort });
    if (read.length < entries.length) faults.add('Some entries of the network log were not HAR entries and were left out.');
    harCount += entries.length;
    for (const observation of read) {
      if (!isRecent(observation)) continue;
      newest = observation.start;
      sawFirefox ||= observation.dialect === 'firefox';
      connectionIsPort ||= hasConnectionId(observation);
      sawName ||= observation.reportedConnection !== null;
      const shelf = shelfOf(observation.url);
      const at = toldBefore(observation, shelf.finished);
      if (at >= 0) shelf.finished[at] = { ...observation, key: shelf.finished[at]!.key };
      else shelf.finished.push(observation);
      shelf.left = without(shelf.left, [observation]);
      if (observation.redirectTo !== null) redirects.push(observation);
    }
  };
  const hearCorrected = (entries: readonly unknown[]): void => {
    for (const ended of readHarEntries(entries, { keyPrefix: 'har', open: false, fallbackStart: lastStart(), connectionIsPort })) {
      const at = shelves.get(ended.url)?.finished.findIndex(({ start, method, end }) => start === ended.start && method === ended.method && end !== ended.end) ?? -1;
      // Forgotten meanwhile.
      if (at < 0) continue;
      const { finished } = shelfOf(ended.url);
      // The key is the request's name; its first telling gave it.
      finished[at] = { ...ended, key: finished[at]!.key };
    }
  };
  const hearOpen = (entries: readonly unknown[]): void => {
    const open = groupBy(readHarEntries(entries, { keyPrefix: 'open', open: true, fallbackStart: lastStart(), connectionIsPort }).filter(isRecent), ({ url }) => url);
    for (const url of new Set([...openUrls, ...open.keys()])) {
      const shelf = shelfOf(url);
      const now = open.get(url) ?? [];
      // With each page the browser's log begins anew, and what had not ended is in it no more: what the old page never read to its end was sent all the same.
      const gone = without(without(shelf.open, now), shelf.finished).filter(isAnswered);
      shelf.left.push(...gone.map((observation) => ({ ...observation, key: `left:${(leftCount += 1)}` })));
      shelf.open = now;
    }
    openUrls = new Set(open.keys());
  };
  const hearTiming = ({ batch: value, browser }: HostEvent & { readonly type: 'timing' }): void => {
    const batch = readTimingBatch(value, browser ?? null);
    if (!batch.ok) return void faults.add(batch.error);
    for (const observation of batch.value.observations) {
      if (!isRecent(observation)) continue;
      shelfOf(observation.url).timing.set(observation.key, observation);
      if (observation.isNavigation && observation.isTopFrame) documents = [...documents.filter(({ key }) => key !== observation.key), observation];
    }
    if (batch.value.dropped > 0) dropped.set(batch.value.document, { begun: batch.value.begun, count: batch.value.dropped });
    if (batch.value.isTopFrame) restored = batch.value.restoredAt.at(-1) ?? restored;
  };
  const forgetOn = (url: string, shelf: Shelf): void => {
    const keep = { finished: shelf.finished.filter(isRecent), open: shelf.open.filter(isRecent), left: shelf.left.filter(isRecent) };
    if (sizeOf(keep) < sizeOf(shelf)) touched.add(url);
    Object.assign(shelf, keep);
    for (const map of [shelf.timing, shelf.web]) {
      for (const [key, observation] of map) if (!isRecent(observation) && map.delete(key)) touched.add(url);
    }
    if (sizeOf(shelf) + shelf.timing.size + shelf.web.size === 0) shelves.delete(url);
  };

  return {
    hear(event) {
      if (event.type === 'har-finished') hearHar(event.entries);
      else if (event.type === 'har-corrected') hearCorrected(event.entries);
      else if (event.type === 'har-open') hearOpen(event.entries);
      else if (event.type === 'timing') hearTiming(event);
      else if (event.type === 'web-requests') {
        for (const record of event.records) {
          const observation = readWebRequest(record);
          if (observation && isRecent(observation)) shelfOf(observation.url).web.set(observation.key, observation);
        }
      }
    },
    forgetOpen() {
      for (const url of openUrls) shelfOf(url).open = [];
      openUrls = new Set();
    },
    heardOf(urls = shelves.keys()) {
      const heard = { har: [] as HarObservation[], timing: [] as TimingObservation[], web: [] as WebRequestObservation[] };
      for (const url of urls) {
        const shelf = shelves.get(url);
        if (!shelf) continue;
        // One by one: as arguments so many as a page may poll for days run out of stack.
        for (const list of [shelf.finished, shelf.left, shelf.open]) for (const one of list) heard.har.push(one);
        for (const one of shelf.timing.values()) heard.timing.push(one);
        for (const one of shelf.web.values()) heard.web.push(one);
      }
      return heard;
    },
    touched() {
      const now = touched;
      touched = new Set();
      return now;
    },
    dropped: () => [...dropped.values()].reduce((sum, { count }) => sum + count, 0),
    faults: () => [...faults],
    forgetBefore(at, ofDocuments = at) {
      horizon = at;
      documentHorizon = ofDocuments;
      for (const [url, shelf] of shelves) forgetOn(url, shelf);
      redirects = redirects.filter(isRecent);
      documents = documents.filter(isRecent);
      const left = [...shelves.values()].flatMap(({ finished }) => finished);
      newest = left.reduce<Instant | null>((last, { start }) => (last === null || start > last ? start : last), null);
      sawFirefox = left.some(({ dialect }) => dialect === 'firefox');
      sawName = left.some(({ reportedConnection }) => reportedConnection !== null);
      for (const [document, { begun }] of dropped) if (begun < at) dropped.delete(document);
      faults.clear();
    },
    newestDocument() {
      const starts = documents.map(({ start }) => start);
      if (restored !== null) starts.push(restored);
      return starts.length === 0 ? null : instant(Math.max(...starts));
    },
    loadOf(url, heardAt) {
      let load = shelves.get(url)?.finished.findLast((entry) => entry.start <= heardAt && (entry.resourceType === null || entry.resourceType === 'document'));
      for (let hop = load; hop; load = hop ?? load) {
        const next: HarObservation = hop;
        hop = redirects.findLast((entry) => entry.redirectTo === next.url && entry.start < next.start && (entry.end ?? 0) >= next.start - REDIRECT_GAP_MS);
      }
      return load ? instant(load.start - (load.dialect === 'firefox' ? DATED_LATE_MS : 0)) : null;
    },
    isNameless: () => sawFirefox && !sawName,
  };
}

const sizeOf = ({ finished, open, left }: Pick<Shelf, 'finished' | 'open' | 'left'>): number => finished.length + open.length + left.length;

/** Those that are not among these, one for one. */
function without(observations: readonly HarObservation[], these: readonly HarObservation[]): HarObservation[] {
  const rest = [...these];
  return observations.filter((one) => {
    const at = rest.findIndex(({ start, method }) => start === one.start && method === one.method);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/**
 * What the page's process stops (a redirect to http: from a page over https)
 * Chromium (156) tells twice as finished, without an error and some ms later as
 * aborted, and names no connection (6 of 6; the servers saw each once). What
 * the panel was filled with in between may be of either telling: the same has
 * the same end, to the µs. Where the first stands; −1 of all else.
 */
function toldBefore({ error, start, end, method, reportedConnection }: HarObservation, finished: readonly HarObservation[]): number {
  if (error !== 'net::ERR_ABORTED' || reportedConnection !== null) return -1;
  const isIt = (told: HarObservation): boolean => told.start === start && told.method === method && told.reportedConnection === null;
  const first = finished.findLastIndex((told) => told.error === null && isIt(told));
  return first >= 0 ? first : finished.findLastIndex((told) => told.error === error && told.end === end && isIt(told));
}

/** Of a WebSocket or a stream of events the browser tells the end, too. */
const isAnswered = ({ status, protocol, resourceType }: HarObservation): boolean => status !== null && status >= 200 && !isWebSocket(protocol) && resourceType !== 'eventsource';

/** Between the end of a redirect and the request that it asks for. */
const REDIRECT_GAP_MS = 100;

/** Firefox dates a HAR entry when it leaves the queue, up to 289 ms after its start (measured; see core/analysis/reconcile.ts). */
const DATED_LATE_MS = 300;
