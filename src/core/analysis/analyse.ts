import { instant } from '../base/units.ts';
import type { Analysis, Page } from '../model/analysis.ts';
import type { Request } from '../model/request.ts';
import { assignConnections } from './connections.ts';
import { draftOf } from './draft.ts';
import { byKey } from './match.ts';
import { pagesFromTiming, withSites } from './pages.ts';
import { reconcile, type Heard } from './reconcile.ts';
import { originSummaries, totalsOf } from './totals.ts';

/**
 * From what was heard to what is shown:
 * 1. reconcile: one record per request out of up to three sources;
 * 2. draft: that record's times, protocol, sign of connecting, absence;
 * 3. assign: lanes, reported or inferred, and each request's opening;
 * 4. sums per origin and in total.
 *
 * Pure, and independent of the order in which the observations arrived.
 * @param pages of a file; a live recording's are found in its navigation entries.
 */
export function analyse(heard: Heard, pages: readonly Page[] = pagesFromTiming(heard.timing)): Analysis {
  const sited = withSites(pages);
  const drafts = reconcile(heard)
    .map((joined) => draftOf(joined, sited))
    .sort((a, b) => a.facts.start - b.facts.start || byKey(a.facts.id, b.facts.id));
  const { requests, connections } = assignConnections(drafts);
  return {
    pages,
    requests,
    connections,
    origins: originSummaries(requests, connections),
    totals: totalsOf(requests),
    span: spanOf(requests),
    basis: basisOf(connections.map((connection) => connection.basis.kind)),
  };
}

export const NOTHING_HEARD: Heard = { har: [], timing: [], web: [] };

function spanOf(requests: readonly Request[]): Analysis['span'] {
  if (requests.length === 0) return null;
  let start = Infinity;
  let end = -Infinity;
  for (const request of requests) {
    start = Math.min(start, request.start);
    end = Math.max(end, request.end ?? request.start);
  }
  return { start: instant(start), end: instant(end) };
}

function basisOf(kinds: readonly ('reported' | 'inferred')[]): Analysis['basis'] {
  const reported = kinds.includes('reported');
  const inferred = kinds.includes('inferred');
  if (reported) return inferred ? 'mixed' : 'reported';
  return inferred ? 'inferred' : 'none';
}
