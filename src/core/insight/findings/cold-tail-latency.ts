import type { Request } from '../../model/request.ts';
import { coldWarm } from '../cost/cold-warm.ts';
import { nearestRank } from '../cost/percentile.ts';
import { timeOf } from '../words.ts';
import { asOpened } from './confidence.ts';
import { connectionsOf, idsOf } from './openings.ts';
import { report, savingOver, type Rule } from './rule.ts';
import { readyAt, setupsOf } from './stretches.ts';
import { pathsOf } from './words.ts';

const about = {
  id: 'cold-tail-latency',
  title: 'Half of the requests on new connections are slower than nearly all on reused ones',
  severity: 'low',
  needs: ['protocol'],
  threshold: {
    value: 100,
    unit: 'ms between the median on new connections and the 95th percentile on reused ones',
    reason: 'A delay up to here is felt as none.',
    source: 'Nielsen, "Response Times: The 3 Important Limits" (0.1 s); RAIL, "Response"',
  },
} as const;

export const coldTailLatency: Rule = {
  ...about,
  find: ({ analysis }) =>
    coldWarm(analysis).flatMap((compared) => {
      const [cold, warm] = [compared.cold.firstByte, compared.warm.firstByte];
      if (cold.percentiles === null || warm.percentiles === null) return [];
      const [onNew, usual] = [cold.percentiles.p50.ms, warm.percentiles.p95.ms];
      if (onNew - usual < about.threshold.value) return [];
      const counted = new Set(cold.times.map(({ request }) => request));
      const requests = analysis.requests.filter(({ id }) => counted.has(id));
      const setupMs = medianSetup(requests);
      // Else it is the server that takes its time, as with long polls: no connection that is kept would spare that.
      if (setupMs === null || setupMs < (onNew - usual) / 2) return [];
      return [report(about, {
        origin: compared.origin,
        confidence: asOpened(requests),
        requests: idsOf(requests),
        connections: connectionsOf(requests),
        evidence: [
          `To the first byte, not counting waits for a slot: half of ${cold.n} requests on new connections took ${timeOf(onNew)} and more, 95 % of ${warm.n} on reused ones ${timeOf(usual)} at most.`,
          `Half of the requests on new connections spent ${timeOf(setupMs)} and more of that in setup.`,
          `On new connections were ${pathsOf(requests)}.`,
        ],
        // The first handshake with a server is nobody's fault.
        saving: savingOver(setupsOf(requests.slice(1)), analysis, readyAt(requests[0])),
        fix: { text: 'Find out why each of them needed a new connection, and mend that: the other findings of this origin, and the tab "Why new?", name the causes.', snippet: null, language: null },
      })];
    }),
};

/** Of those whose setup is told. */
function medianSetup(requests: readonly Request[]): number | null {
  const setups = requests.flatMap(({ setup }) => (setup === null ? [] : [{ ms: setup }])).sort((a, b) => a.ms - b.ms);
  return setups.length === 0 ? null : nearestRank(setups, 0.5).ms;
}
