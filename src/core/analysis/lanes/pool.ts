import type { BrowserRule } from './rules.ts';
import type { Use } from './use.ts';

/** A connection as one history of the pool has it. */
export interface PoolLane {
  /** The place of its first use among all: what it is known by. Less than 0: nobody has used it. */
  readonly first: number;
  readonly last: number;
  /** When its last answer was there; epoch ms. */
  readonly freeAt: number;
  /** When that answer began. */
  readonly answeredAt: number | null;
  readonly freeOrder: number | null;
  /** Of the largest body that it brought. */
  readonly mostBytes: number;
  /** See `Use`: of the first that it carried. */
  readonly urgent: boolean;
  readonly address: string | null;
  /** It is gone when it was idle so long. */
  readonly keptMs: number;
  readonly usesLeft: number | null;
  /** For requests without credentials. */
  readonly anonymous: boolean;
  /** When another was opened while it was idle, epoch ms: it may be gone, but for a request that had been asked for by then. */
  readonly shunnedAt: number;
  /** The same where all that decides about its future is the same; see `LANE_KEYS`. */
  readonly key: number;
}

/** The connection that it opened, or that something unseen had opened for it. */
export const openedBy = (use: Use, place: number, rule: BrowserRule): PoolLane | null => afterUse({ first: place, mostBytes: 0, urgent: use.urgent, address: null, keptMs: rule.idleMs, usesLeft: null, anonymous: use.anonymous }, use, place, rule);

/** The connection that was made for it, and that it was not sent on: new, and idle. */
export const leftBy = (use: Use, place: number, rule: BrowserRule): PoolLane => ({
  key: keyOf(-1 - place, place, 0),
  first: -1 - place,
  last: place,
  freeAt: use.at,
  answeredAt: null,
  freeOrder: null,
  mostBytes: 0,
  urgent: false,
  address: use.address,
  keptMs: rule.idleMs,
  usesLeft: null,
  anonymous: use.anonymous,
  shunnedAt: Infinity,
});

/** What the connection is known by when this use of it has come. */
export const firstOf = ({ first }: Pick<PoolLane, 'first'>, place: number): number => (first < 0 ? place : first);

/** The connection after it, or `null` where nobody can use it any more. */
export function afterUse(lane: Pick<PoolLane, 'first' | 'mostBytes' | 'urgent' | 'address' | 'keptMs' | 'usesLeft' | 'anonymous'>, use: Use, place: number, rule: BrowserRule): PoolLane | null {
  if (use.closes || use.usesLeft === 0) return null;
  const mostBytes = Math.max(lane.mostBytes, use.bodyBytes);
  const first = firstOf(lane, place);
  return {
    key: keyOf(first, place, mostBytes),
    first,
    last: place,
    freeAt: use.end,
    answeredAt: use.answered,
    freeOrder: use.endOrder,
    mostBytes,
    urgent: lane.urgent,
    address: lane.address ?? use.address,
    keptMs: use.keptMs === null ? lane.keptMs : use.keptMs + rule.keptSlackMs,
    usesLeft: use.usesLeft,
    anonymous: lane.anonymous,
    shunnedAt: Infinity,
  };
}

/**
 * Keys of lanes are numbers as good as drawn by lot, below this: pools with
 * the same sum of them are the same (Zobrist hashing, with sums). That two of
 * a million are not has a chance of 1 in 4,000.
 */
export const LANE_KEYS = 2 ** 51;

function keyOf(first: number, last: number, mostBytes: number, seed = 0): number {
  let [high, low] = [seed ^ 0x9e37_79b9, seed ^ 0x85eb_ca6b];
  for (const part of [first, last, mostBytes]) {
    high = Math.imul(high ^ part, 0x85eb_ca6b);
    low = Math.imul(low ^ part, 0xc2b2_ae35);
    high ^= (high >>> 13) ^ (low >>> 7);
    low ^= (low >>> 16) ^ (high >>> 9);
  }
  return (high >>> 13) * 2 ** 32 + (low >>> 0);
}
const SHUNNED_SEED = 0x27d4_eb2f;

/** Those that the pool still has when the use comes; what was idle and not taken by one that opened another is doubted. */
export function poolAt(pool: readonly PoolLane[], use: Use): readonly PoolLane[] {
  const isGone = (lane: PoolLane): boolean => use.at - lane.freeAt >= lane.keptMs;
  const shuns = (lane: PoolLane): boolean => use.opened && lane.shunnedAt === Infinity && use.at - lane.freeAt > SURELY_IDLE_MS && sameAddress(lane, use) && lane.anonymous === use.anonymous;
  if (!pool.some((lane) => isGone(lane) || shuns(lane))) return pool;
  return pool.filter((lane) => !isGone(lane)).map((lane) => (shuns(lane) ? { ...lane, shunnedAt: use.at, key: keyOf(lane.first, lane.last, lane.mostBytes, SHUNNED_SEED) } : lane));
}

/** Beyond clocks and late reports. */
export const SURELY_IDLE_MS = 10;

/** As far as it is told. */
export const sameAddress = (one: Pick<Use, 'address'>, other: Pick<Use, 'address'>): boolean => one.address === null || other.address === null || one.address === other.address;
