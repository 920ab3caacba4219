import type { OriginSummary } from '../../model/analysis.ts';
import { isWebSocket } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { answeredAt } from '../protocols/moments.ts';
import { isEventStream } from '../protocols/sockets.ts';
import { connectionsOf, idsOf, opened } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { setupsOf } from './stretches.ts';
import { inTime, pathsOf } from './words.ts';

const about = {
  id: 'cold-tail-latency',
  title: 'The slowest requests are those on new connections',
  severity: 'low',
  threshold: {
    value: 100,
    unit: 'ms between the median on new connections and the 95th percentile on reused ones',
    reason: 'A delay up to here is felt as none.',
    source: 'Nielsen, "Response Times: The 3 Important Limits" (0.1 s); RAIL, "Response"',
  },
} as const;

/** With fewer on either side a median is an anecdote. */
const ENOUGH = 5;

export const coldTailLatency: Rule = {
  ...about,
  find: ({ analysis }) =>
    analysis.origins.flatMap((summary) => {
      const { cold, warm } = timesOf(summary);
      if (cold.length < ENOUGH || warm.length < ENOUGH) return [];
      const usual = quantile(warm.map(({ ms }) => ms), 0.95);
      const onNew = quantile(cold.map(({ ms }) => ms), 0.5);
      if (onNew - usual < about.threshold.value) return [];
      const requests = cold.map(({ request }) => request);
      return [report(about, {
        origin: summary.origin,
        requests: idsOf(requests),
        connections: connectionsOf(requests),
        evidence: [
          `To the first byte, not counting waits for a slot: half of ${cold.length} requests on new connections took ${inTime(onNew)} and more, 95 % of ${warm.length} on reused ones ${inTime(usual)} at most.`,
          `On new connections were ${pathsOf(requests)}.`,
        ],
        // The first handshake with a server is nobody's fault.
        saving: savingOver(setupsOf(requests.slice(1)), analysis),
        fix: { text: 'Find out why each of them needed a new connection, and mend that: the other findings of this origin, and the tab "Why new?", name the causes.', snippet: null, language: null },
      })];
    }),
};

interface Timed {
  readonly request: Request;
  readonly ms: number;
}

function timesOf({ requests }: OriginSummary): { readonly cold: readonly Timed[]; readonly warm: readonly Timed[] } {
  const cold: Timed[] = [];
  const warm: Timed[] = [];
  for (const request of requests) {
    const ms = firstByteOf(request);
    if (ms === null) continue;
    if (opened(request)) cold.push({ request, ms });
    else if (request.origination.opening === 'reused') warm.push({ request, ms });
  }
  return { cold, warm };
}

function firstByteOf(request: Request): number | null {
  const answered = answeredAt(request);
  if (answered === null || request.stalled === null || request.protocol === null || isWebSocket(request.protocol) || isEventStream(request)) return null;
  return Math.max(answered - request.start - request.stalled, 0);
}

/** By nearest rank. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)]!;
}
