import { sentAt } from '../../analysis/moments.ts';
import { groupBy } from '../../base/group.ts';
import type { Analysis } from '../../model/analysis.ts';
import { isEventStream } from '../../model/observation.ts';
import { isWebSocket, type Protocol } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { nearestRank } from './percentile.ts';

/** Requests on a new connection beside requests on a reused one, of one origin and protocol. */
export interface ColdWarm {
  readonly origin: string;
  readonly protocol: Protocol;
  readonly cold: Times;
  readonly warm: Times;
}

/**
 * Both are counted from the moment in which the request had its turn: from the
 * start of its own setup, else from its sending. Its wait for a slot lies
 * before that and is left out: it says how busy the connections were, not
 * whether they were new. What the two carry differs (a document is often
 * cold, an image warm), so the difference is not the cost of connecting; the
 * ledger has that.
 */
export interface Times {
  /** To the first byte of the response, setup included. */
  readonly firstByte: Distribution;
  /** To its last byte. */
  readonly total: Distribution;
}

export interface Distribution {
  readonly n: number;
  /** All of them, the shortest first. */
  readonly times: readonly Ranked[];
  /** `null`: not enough data. */
  readonly percentiles: { readonly p50: Ranked; readonly p95: Ranked; readonly p99: Ranked } | null;
}

/** A time that was measured, and the request that took it. */
interface Ranked {
  readonly ms: number;
  readonly request: string;
}

/** Fewer say nothing: one slow request would be the p95. */
export const FEWEST = 5;

export function coldWarm({ requests }: Analysis): readonly ColdWarm[] {
  const compared = requests.filter(isCompared);
  return [...groupBy(compared, ({ origin, protocol }) => `${protocol} ${origin}`).values()].map((own) => ({
    origin: own[0]!.origin,
    protocol: own[0]!.protocol!,
    cold: timesOf(own.filter(({ origination }) => origination.opening === 'new')),
    warm: timesOf(own.filter(({ origination }) => origination.opening === 'reused')),
  }));
}

/** Answered, and meant to end: a stream's total is how long somebody listened. Openings in between are neither cold nor warm. */
function isCompared({ origination, protocol, status, headers }: Request): boolean {
  if (protocol === null || isWebSocket(protocol) || status === 0) return false;
  return (origination.opening === 'new' || origination.opening === 'reused') && !isEventStream(headers);
}

const timesOf = (requests: readonly Request[]): Times => ({
  firstByte: distributionOf(requests, ({ phases }) => (phases.wait.state === 'measured' ? phases.wait.end : null)),
  // An answer that broke off has its first byte, and no last one.
  total: distributionOf(requests, ({ end, error }) => (error === null ? end : null)),
});

function distributionOf(requests: readonly Request[], until: (request: Request) => number | null): Distribution {
  const times = requests.flatMap((request): Ranked[] => {
    const end = until(request);
    return end === null ? [] : [{ ms: end - sentAt(request.phases, request.start), request: request.id }];
  });
  const sorted = times.sort((a, b) => a.ms - b.ms);
  return { n: sorted.length, times: sorted, percentiles: sorted.length < FEWEST ? null : { p50: nearestRank(sorted, 0.5), p95: nearestRank(sorted, 0.95), p99: nearestRank(sorted, 0.99) } };
}
