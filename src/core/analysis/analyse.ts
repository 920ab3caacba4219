import { instant } from '../base/units.ts';
import type { Analysis, Page } from '../model/analysis.ts';
import type { Connection } from '../model/connection.ts';
import type { Request } from '../model/request.ts';
import type { WiresTold } from '../model/wires.ts';
import { assignConnections } from './connections.ts';
import { draftOf, type Draft } from './draft.ts';
import { byKey } from './match.ts';
import { pagesFromTiming, visitsIn, withSites, withVisits } from './pages.ts';
import { reconcile, type Heard } from './reconcile.ts';
import { withReport } from './reports.ts';
import { originSummaries, totalsOfAll } from './totals.ts';

/**
 * From what was heard to what is shown:
 * 1. reconcile: one record per request out of up to three sources;
 * 2. draft: that record's times, protocol, sign of connecting, absence;
 * 3. assign: lanes, reported or inferred, and each request's opening;
 * 4. sums per origin and in total.
 *
 * Pure, and independent of the order in which the observations arrived.
 * @param given the pages of a file; a live recording's are found in its navigation entries.
 * @param wires what a NetLog tells of connections
 */
export function analyse(heard: Heard, given: readonly Page[] | null = null, wires: WiresTold | null = null): Analysis {
  const pages = given ?? pagesFromTiming(heard.timing);
  const sited = given === null ? withVisits(visitsIn(heard)) : withSites(given);
  const drafts = reconcile(heard)
    .map((joined) => draftOf(joined, sited))
    .sort(byStart);
  const assigned = assignConnections(drafts);
  const { requests } = assigned;
  const connections = wires === null ? assigned.connections : assigned.connections.map((connection) => withReport(connection, wires.reports));
  return { ...summed({ pages, requests, connections, origins: originSummaries(requests, connections) }), ...(wires !== null && { unused: wires.unused, ways: wires.ways }) };
}

/** By start, then by id: never by arrival. */
export const byStart = (a: Draft, b: Draft): number => a.facts.start - b.facts.start || byKey(a.facts.id, b.facts.id);

/** The analysis with what follows from its parts. */
export function summed(parts: Pick<Analysis, 'pages' | 'requests' | 'connections' | 'origins'>): Analysis {
  return { ...parts, totals: totalsOfAll(parts.origins, parts.connections.length), span: spanOf(parts.requests), basis: basisOf(parts.connections) };
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

function basisOf(connections: readonly Connection[]): Analysis['basis'] {
  const reported = connections.some(({ basis }) => basis.kind === 'reported');
  const inferred = connections.some(({ basis }) => basis.kind === 'inferred');
  if (reported) return inferred ? 'mixed' : 'reported';
  return inferred ? 'inferred' : 'none';
}
