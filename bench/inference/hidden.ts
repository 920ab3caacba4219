import { analyse } from '../../src/core/analysis/analyse.ts';
import type { Heard } from '../../src/core/analysis/reconcile.ts';
import { readHarEntries } from '../../src/core/capture/har.ts';
import type { Capture } from '../../src/core/export/capture.ts';
import type { Analysis, Page } from '../../src/core/model/analysis.ts';
import type { HarObservation, TimingObservation, WebRequestObservation } from '../../src/core/model/observation.ts';
import type { Request } from '../../src/core/model/request.ts';
import { idInRun } from '../../src/core/model/run.ts';
import type { Recorded } from './record.ts';
import type { TruthOf } from './judge.ts';

/** An analysis of what names no connection, and what the connections were. */
export interface Subject {
  readonly analysis: Analysis;
  readonly truthOf: TruthOf;
  /** The how-many-th of its connection a request was; `null` where the truth does not count them. */
  readonly ordinalOf: ((request: Request) => number | undefined) | null;
}

/** What a raw capture was made of; recordings last longer than our types. */
export const heardIn = ({ log }: Capture): Heard => ({
  har: readHarEntries(log.entries, { keyPrefix: 'har', open: false }),
  timing: (log._timing as readonly TimingObservation[]).map((seen) => ({ ...NEWER_TIMING, ...seen })),
  web: log._webRequest as readonly WebRequestObservation[],
});

/** What recordings of before lack. */
const NEWER_TIMING = { documentId: null, restoredAt: [] } satisfies Partial<TimingObservation>;

/** A recorded load without the ids that Chromium gave it; the servers' log is the truth. */
export function subjectOf({ capture, truth }: Recorded): Subject {
  const seen = new Map(truth.requests.map((one) => [one.url, one]));
  const of = ({ url, origination }: Request): (typeof truth.requests)[number] | undefined => (origination.opening === 'none' ? undefined : seen.get(url));
  return { analysis: analyse(withoutIds(heardIn(capture))), truthOf: (request) => of(request)?.connection, ordinalOf: (request) => of(request)?.ordinal };
}

/** A file whose connections have ids: these are the truth, and the analysis does not see them. */
export function withHiddenIds(har: readonly HarObservation[], pages: readonly Page[]): Subject {
  const named = new Map(har.map((seen) => [seen.key, seen.reportedConnection === null ? undefined : idInRun(seen.reportedConnection, seen.run)]));
  return { analysis: analyse(withoutIds({ har, timing: [], web: [] }), pages), truthOf: ({ id, origination }) => (origination.opening === 'none' ? undefined : named.get(id)), ordinalOf: null };
}

/** What is left of it when nobody names a connection. */
export const withoutIds = (heard: Heard): Heard => ({ ...heard, har: heard.har.map((seen) => ({ ...seen, reportedConnection: null })) });
