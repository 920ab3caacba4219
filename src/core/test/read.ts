import { analyse } from '../analysis/analyse.ts';
import { readHar, readHarEntries } from '../capture/har.ts';
import { readTimingBatch } from '../capture/resource-timing.ts';
import { readWebRequest } from '../capture/web-request.ts';
import type { Heard } from '../analysis/reconcile.ts';
import type { Analysis } from '../model/analysis.ts';
import type { HarObservation, TimingObservation, WebRequestObservation } from '../model/observation.ts';
import type { Request } from '../model/request.ts';
import { harFile } from './har.ts';

export const readAll = (entries: readonly unknown[]): readonly HarObservation[] => readHarEntries(entries, { keyPrefix: 'har', open: false });

export const readOne = (entry: unknown): HarObservation => only(readAll([entry]));

export function readTiming(...batches: readonly unknown[]): readonly TimingObservation[] {
  return batches.flatMap((batch) => {
    const read = readTimingBatch(batch);
    if (!read.ok) throw new Error(read.error);
    return read.value.observations;
  });
}

const readWeb = (...records: readonly unknown[]): readonly WebRequestObservation[] => records.flatMap((record) => readWebRequest(record) ?? []);

export const heard = ({ har = [], timing = [], web = [] }: { readonly har?: readonly unknown[]; readonly timing?: readonly unknown[]; readonly web?: readonly unknown[] }): Heard => ({
  har: readAll(har),
  timing: readTiming(...timing),
  web: readWeb(...web),
});

/** A HAR file, from its text to what the panel shows. */
export function analyseFile(file: unknown): Analysis {
  const read = readHar(file);
  if (!read.ok) throw new Error(read.error);
  return analyse({ har: read.value.observations, timing: [], web: [] }, read.value.pages);
}

export const analyseEntries = (...entries: readonly unknown[]): Analysis => analyseFile(harFile(entries));

/** "new", "reused"… and for the two that need one the reason: "none: failed". */
export const openingOf = ({ origination }: Request): string => ('reason' in origination ? `${origination.opening}: ${origination.reason}` : origination.opening);

export const openingsOf = (analysis: Analysis): readonly string[] => analysis.requests.map(openingOf);

export function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (items.length !== 1 || item === undefined) throw new Error(`Expected one, got ${items.length}`);
  return item;
}
