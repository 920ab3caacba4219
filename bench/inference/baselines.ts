import type { Analysis } from '../../src/core/model/analysis.ts';
import { isSerial } from '../../src/core/model/protocol.ts';
import type { Request } from '../../src/core/model/request.ts';
import { usedAt, type Model } from './judge.ts';

interface Lane {
  readonly first: Request;
  freeAt: number;
  mostBytes: number;
}

/** The connection that a simple rule takes of those that are idle; one that opened its own has it. */
const greedy = (best: (a: Lane, b: Lane) => Lane): Model => ({ requests }: Analysis) => {
  const placed = new Map<Request, { first: Request; confidence: number }>();
  const pools = new Map<string, Lane[]>();
  const uses = requests.filter(({ connection, protocol }) => connection !== null && isSerial(protocol)).sort((a, b) => usedAt(a) - usedAt(b));
  for (const request of uses) {
    const key = `${request.protocol} ${request.origin}`;
    const pool = pools.get(key) ?? [];
    pools.set(key, pool);
    const at = usedAt(request);
    const idle = request.origination.opening === 'new' ? [] : pool.filter(({ freeAt }) => freeAt <= at + CLOCK_MS);
    let lane = idle.length > 0 ? idle.reduce(best) : undefined;
    if (lane === undefined) pool.push((lane = { first: request, freeAt: 0, mostBytes: 0 }));
    lane.freeAt = request.end ?? Infinity;
    lane.mostBytes = Math.max(lane.mostBytes, request.transferSize ?? 0);
    placed.set(request, { first: lane.first, confidence: 1 });
    if (/\bclose\b/i.test(request.headers.connection ?? '')) pool.splice(pool.indexOf(lane), 1);
  }
  return placed;
};
const CLOCK_MS = 2;

export const BASELINES: Readonly<Record<string, Model>> = {
  'most recently used': greedy((a, b) => (b.freeAt > a.freeAt ? b : a)),
  'least recently used': greedy((a, b) => (b.freeAt < a.freeAt ? b : a)),
  'most bytes, oldest first': greedy((a, b) => (b.mostBytes > a.mostBytes ? b : a)),
};
