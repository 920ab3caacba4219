import { instant, type Instant } from '../core/base/units.ts';
import type { Heard } from '../core/analysis/reconcile.ts';
import { readHarEntries } from '../core/capture/har.ts';
import { readTimingBatch } from '../core/capture/resource-timing.ts';
import { readWebRequest } from '../core/capture/web-request.ts';
import type { HarObservation, TimingObservation, WebRequestObservation } from '../core/model/observation.ts';
import type { HostEvent } from './host.ts';

/** What a live recording has heard so far. Adding the same fact twice changes nothing. */
export interface Ear {
  hear(event: HostEvent): void;
  heard(): Heard;
  /** Entries that the browsers' Resource Timing buffers dropped. */
  dropped(): number;
  /** Sentences about data that could not be read. */
  faults(): readonly string[];
  /** Forgets all that began before this instant, and what arrives late about it. */
  forgetBefore(at: Instant): void;
  /** When the newest top document began or came back, as its own clock tells; `null` before the first. */
  newestDocument(): Instant | null;
  /** The earliest time at which the load of this document, of which we heard then, can have begun, redirects included, as HAR tells; `null` if it is not there. */
  loadOf(url: string, heardAt: number): Instant | null;
  /** The browser's own log is here, and it names no connection. */
  isNameless(): boolean;
}

export function createEar(): Ear {
  let finished: HarObservation[] = [];
  let open: readonly HarObservation[] = [];
  let harCount = 0;
  let restored: Instant | null = null;
  const timing = new Map<string, TimingObservation>();
  const web = new Map<string, WebRequestObservation>();
  const dropped = new Map<string, { readonly begun: Instant; readonly count: number }>();
  const faults = new Set<string>();
  let horizon = instant(0);
  const isRecent = (observation: { readonly start: Instant }): boolean => observation.start >= horizon;

  const hearHar = (entries: readonly unknown[]): void => {
    const read = readHarEntries(entries, { keyPrefix: 'har', open: false, first: harCount, fallbackStart: lastStart(finished) });
    if (read.length < entries.length) faults.add('Some entries of the network log were not HAR entries and were left out.');
    harCount += entries.length;
    for (const observation of read) if (isRecent(observation)) finished.push(observation);
  };
  const hearTiming = (value: unknown): void => {
    const batch = readTimingBatch(value);
    if (!batch.ok) return void faults.add(batch.error);
    for (const observation of batch.value.observations) if (isRecent(observation)) timing.set(observation.key, observation);
    if (batch.value.dropped > 0) dropped.set(batch.value.document, { begun: batch.value.begun, count: batch.value.dropped });
    if (batch.value.isTopFrame && batch.value.restoredAt !== null) restored = batch.value.restoredAt;
  };

  return {
    hear(event) {
      if (event.type === 'har-finished') hearHar(event.entries);
      else if (event.type === 'har-open') open = readHarEntries(event.entries, { keyPrefix: 'open', open: true, fallbackStart: lastStart(finished) }).filter(isRecent);
      else if (event.type === 'timing') hearTiming(event.batch);
      else if (event.type === 'web-requests') {
        for (const record of event.records) {
          const observation = readWebRequest(record);
          if (observation && isRecent(observation)) web.set(observation.key, observation);
        }
      }
    },
    heard: () => ({ har: [...finished, ...open], timing: [...timing.values()], web: [...web.values()] }),
    dropped: () => [...dropped.values()].reduce((sum, { count }) => sum + count, 0),
    faults: () => [...faults],
    forgetBefore(at) {
      horizon = at;
      finished = finished.filter(isRecent);
      open = open.filter(isRecent);
      for (const map of [timing, web]) for (const [key, observation] of map) if (!isRecent(observation)) map.delete(key);
      for (const [document, { begun }] of dropped) if (begun < at) dropped.delete(document);
      faults.clear();
    },
    newestDocument() {
      const starts = [...timing.values()].filter((entry) => entry.isNavigation && entry.isTopFrame).map((entry) => entry.start);
      if (restored !== null) starts.push(restored);
      return starts.length === 0 ? null : instant(Math.max(...starts));
    },
    loadOf(url, heardAt) {
      // An entry that ended long before is an earlier load of the same page.
      const isRecentLoad = (entry: HarObservation): boolean => (entry.end ?? Infinity) > heardAt - LOAD_HEARD_MS;
      let load = finished.findLast((entry) => entry.url === url && isRecentLoad(entry) && (entry.resourceType === null || entry.resourceType === 'document'));
      for (let hop = load; hop; load = hop ?? load) {
        const next: HarObservation = hop;
        hop = finished.findLast((entry) => entry.redirectTo === next.url && entry.start < next.start && (entry.end ?? 0) >= next.start - REDIRECT_GAP_MS);
      }
      return load ? instant(load.start - (load.dialect === 'firefox' ? DATED_LATE_MS : 0)) : null;
    },
    isNameless: () => finished.some((entry) => entry.dialect === 'firefox') && finished.every((entry) => entry.reportedConnection === null),
  };
}

/** Between the end of a redirect and the request that it asks for. */
const REDIRECT_GAP_MS = 100;

/** Firefox dates a HAR entry when it leaves the queue, up to 289 ms after its start (measured; see core/analysis/reconcile.ts). */
const DATED_LATE_MS = 300;

/** Browsers say "navigated" when the answer begins; on a busy machine that is heard after its end, by less than this. */
const LOAD_HEARD_MS = 500;

const lastStart = (observations: readonly HarObservation[]): Instant => observations.at(-1)?.start ?? instant(Date.now());
