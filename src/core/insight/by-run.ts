import { summed } from '../analysis/analyse.ts';
import { originSummaries } from '../analysis/totals.ts';
import { groupBy } from '../base/group.ts';
import type { Analysis } from '../model/analysis.ts';
import { runOfRequest } from '../model/run.ts';

/** What one run of the browser did, of a file of several. */
export interface Run {
  /** `null`: the first, or the only one. */
  readonly name: string | null;
  readonly analysis: Analysis;
}

const known = new WeakMap<Analysis, readonly Run[]>();

/**
 * The recording, run by run; the recording itself where it is of one. Browsers of
 * several runs share no connection and know nothing of each other, also where
 * their clocks overlap: what is said of one must not rest on another's requests.
 */
export function runsOf(analysis: Analysis): readonly Run[] {
  const found = known.get(analysis);
  if (found !== undefined) return found;
  const byRun = groupBy(analysis.requests, runOfRequest);
  const runs = byRun.size < 2 ? [{ name: null, analysis }] : [...byRun].map(([name, requests]): Run => ({ name, analysis: partOf(analysis, requests) }));
  known.set(analysis, runs);
  return runs;
}

function partOf({ pages, connections }: Analysis, requests: Analysis['requests']): Analysis {
  const ids = new Set(requests.map(({ connection }) => connection));
  const own = connections.filter(({ id }) => ids.has(id));
  const named = new Set(requests.map(({ page }) => page));
  return summed({ pages: pages.filter(({ id }) => named.has(id)), requests, connections: own, origins: originSummaries(requests, own) });
}
