import { groupBy } from '../core/base/group.ts';
import type { HarObservation } from '../core/model/observation.ts';
import { lengthOf, PHASES } from '../core/model/phase.ts';
import { isSerial } from '../core/model/protocol.ts';
import type { Request } from '../core/model/request.ts';

/**
 * Entries that are another's copy: captures were joined that overlap, or their
 * writer wrote some twice. Counted, each would open its connection once more.
 * Two requests of a page may be alike, and are copies only where they cannot be.
 * @param requests in order of start
 */
export function copiesIn(requests: readonly Request[]): ReadonlySet<HarObservation> {
  const copies = new Set<HarObservation>();
  for (let from = 0, to = 1; from < requests.length; from = to++) {
    while (requests[to]?.start === requests[from]!.start) to += 1;
    if (to - from === 1) continue;
    for (const alike of groupBy(requests.slice(from, to), ({ url }) => url).values()) {
      if (alike.length === 1) continue;
      const telling = alike.flatMap(({ observations }) => observations.filter((seen) => seen.source === 'har')).filter(isTheOnlyOne);
      for (const [, ...others] of groupBy(telling, allOf).values()) for (const copy of others) copies.add(copy);
    }
  }
  return copies;
}

/** On one connection none was like it in all its times: over HTTP/1 one is served at a time, a connection is opened once, and two take no equal parts of a millisecond. */
function isTheOnlyOne({ reportedConnection, protocol, connect, phases }: HarObservation): boolean {
  const lengths = PHASES.map((name) => lengthOf(phases[name]) ?? 0);
  const tells = isSerial(protocol) || connect === 'opened' ? (ms: number) => ms > 0 : (ms: number) => ms % 1 !== 0;
  return reportedConnection !== null && lengths.some(tells);
}

const allOf = (observation: HarObservation): string => JSON.stringify({ ...observation, key: null, raw: null });
