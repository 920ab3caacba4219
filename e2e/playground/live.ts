import type { Recording, RecordingStore } from '../../src/app/recording.ts';
import type { Request } from '../../src/core/model/request.ts';
import { anAnalysis } from './fixture.ts';
import { fixtureStore } from './store.ts';

const STEP_MS = 100;

/** The same recording as it comes in: `?live=<requests per second>`. */
export function liveStore(whole: Recording, perSecond: number): RecordingStore {
  const byEnd = whole.analysis.requests.toSorted((a, b) => (a.end ?? Infinity) - (b.end ?? Infinity));
  const store = fixtureStore({ ...whole, analysis: anAnalysis([]) });
  let arrived: readonly Request[] = [];
  const timer = setInterval(() => {
    arrived = byEnd.slice(0, arrived.length + Math.ceil((perSecond * STEP_MS) / 1000));
    store.show({ ...whole, analysis: anAnalysis(arrived) });
    if (arrived.length === byEnd.length) clearInterval(timer);
  }, STEP_MS);
  return store;
}
