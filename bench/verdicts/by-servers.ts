import { analyse } from '../../src/core/analysis/analyse.ts';
import { pagesFromTiming } from '../../src/core/analysis/pages.ts';
import { indexById } from '../../src/core/base/group.ts';
import { insightOf } from '../../src/core/insight/insight.ts';
import type { Reason } from '../../src/core/insight/why/verdict.ts';
import { isForSlot } from '../../src/core/insight/stalls/stall.ts';
import { isSerial } from '../../src/core/model/protocol.ts';
import type { Request } from '../../src/core/model/request.ts';
import { SLOTS } from '../../src/core/model/slots.ts';
import { heardIn } from '../inference/hidden.ts';
import { usedAt } from '../inference/judge.ts';
import type { Mix } from '../inference/load.ts';
import { withoutCredentials } from '../inference/pools.ts';
import type { Recorded } from '../inference/record.ts';
import type { Judged } from './judge.ts';

/**
 * Verdicts on HTTP/1 where the browser keeps no log that could be read: what
 * they claim of other connections is held against what the servers saw of
 * these. No rule of ours is asked for the truth.
 * @param awayMs how far the servers are, one way
 */
export function judgeByServers({ capture, truth, seed }: Recorded, mix: Mix, awayMs: number): readonly Judged[] {
  const heard = heardIn(capture);
  const analysis = analyse(heard, pagesFromTiming(heard.timing));
  const byId = indexById(analysis.requests);
  const insight = insightOf(analysis);
  const isAnonymous = withoutCredentials(seed, mix);
  const asked = new Map(analysis.requests.map(({ url, start }) => [url, start]));
  const seen = truth.connections.map((connection): Seen => seenOf(connection, truth, { awayMs, asked, isAnonymous }));
  const byConnection = new Map(seen.map((one) => [one.connection, one]));
  const received = new Map(truth.requests.map((one) => [one.url, one]));

  const caseOf = (request: Request): Case | null => {
    const own = received.get(request.url);
    if (own === undefined || !isSerial(request.protocol)) return null;
    const on = byConnection.get(own.connection)!;
    const sameOrigin = seen.filter((one) => one !== on && one.origin === on.origin);
    return { request, at: usedAt(request), isOpener: own.ordinal === 1, own: on, pool: sameOrigin.filter((one) => one.isAnonymous === isAnonymous(request.url)), strangers: sameOrigin.filter((one) => one.isAnonymous !== isAnonymous(request.url)) };
  };
  const why = [...insight.why].flatMap(([id, { reason, confidence }]): readonly Judged[] => {
    const one = caseOf(byId.get(id)!);
    return one === null ? [] : [{ about: 'why', said: reason, confidence, truth: decided(reason, CLAIMS[reason]?.(one)) }];
  });
  const stalls = [...insight.stalls].flatMap(([id, stall]): readonly Judged[] => {
    const one = caseOf(byId.get(id)!);
    return one === null ? [] : [{ about: 'stall', said: stall.why, confidence: stall.confidence, truth: isForSlot(stall) ? decided(stall.why, wereAllInUse(one)) : undefined }];
  });
  return [...why, ...stalls];
}

/** A connection as its server saw it, at the browser's time; epoch ms. */
interface Seen {
  readonly connection: string;
  readonly origin: string | null;
  readonly isAnonymous: boolean | null;
  readonly begunAt: number;
  readonly closedAt: number;
  /** When requests had it. */
  readonly uses: readonly { readonly from: number; readonly to: number }[];
}

interface Case {
  readonly request: Request;
  /** When it had a connection, or began to open one. */
  readonly at: number;
  readonly isOpener: boolean;
  readonly own: Seen;
  /** The other connections of its pool. */
  readonly pool: readonly Seen[];
  /** Those to its origin, of the other pool. */
  readonly strangers: readonly Seen[];
}

/** Clocks of two processes, and packets on their way, ms. */
const TOLERANCE_MS = 5;
/** A browser looks whether a connection has ended when it would use it, and only then does its server see it closed, ms. */
const SEEN_CLOSED_MS = 100;

function seenOf({ connection, openedAt, closedAt }: Recorded['truth']['connections'][number], { requests }: Recorded['truth'], { awayMs, asked, isAnonymous }: { readonly awayMs: number; readonly asked: ReadonlyMap<string, number>; isAnonymous(url: string): boolean }): Seen {
  const carried = requests.filter((one) => one.connection === connection).sort((a, b) => a.ordinal - b.ordinal);
  const [first] = carried;
  return {
    connection,
    origin: first === undefined ? null : new URL(first.url).origin,
    isAnonymous: first === undefined ? null : isAnonymous(first.url),
    // The handshake of TCP takes there, back and there again.
    begunAt: openedAt - 3 * awayMs,
    closedAt: (closedAt ?? Infinity) + awayMs,
    // It is given its connection when it is asked for, or later; a busy browser sends some time after that.
    uses: carried.map(({ url, at, endedAt }) => ({ from: Math.min(asked.get(url) ?? Infinity, at - awayMs) - TOLERANCE_MS, to: (endedAt ?? Infinity) + awayMs + TOLERANCE_MS })),
  };
}

/** A server over TLS tells of a connection when its handshake is over; by then its first request has been asked for. */
const wasBegun = ({ begunAt, uses: [first] }: Seen, at: number): boolean => Math.min(begunAt, first?.from ?? Infinity) <= at + TOLERANCE_MS;
const isInUse = (one: Seen, at: number): boolean => wasBegun(one, at) && one.closedAt > at && (at < (one.uses[0]?.from ?? -Infinity) || one.uses.some(({ from, to }) => from <= at && at <= to));
const isGone = (one: Seen, at: number): boolean => one.closedAt <= at + SEEN_CLOSED_MS && !isInUse(one, at);
const isIdle = (one: Seen, at: number): boolean => wasBegun(one, at) && !isGone(one, at) && !isInUse(one, at);

/** What a verdict claims; what has none here the servers do not tell. */
const CLAIMS: Readonly<Partial<Record<Reason, (one: Case) => boolean>>> = {
  'first-contact': ({ isOpener, at, pool, strangers }) => isOpener && ![...pool, ...strangers].some(({ uses: [first] }) => first !== undefined && first.to < at),
  'parallel': ({ isOpener, at, pool }) => isOpener && pool.some((one) => isInUse(one, at)) && !pool.some((one) => isIdle(one, at)),
  'server-close': wasLost,
  'request-cap': wasLost,
  'idle-timeout': wasLost,
  'credentials': ({ isOpener, at, pool, strangers }) => isOpener && !pool.some((one) => isInUse(one, at) || isIdle(one, at)) && strangers.some((one) => wasBegun(one, at)),
};

/** One of the pool had been used and was gone, and none was idle. */
function wasLost({ isOpener, at, pool }: Case): boolean {
  return isOpener && pool.some((one) => one.uses.length > 0 && isGone(one, at)) && !pool.some((one) => isIdle(one, at));
}

/** At a time while it waited. */
function wereAllInUse({ request, at, own, pool }: Case): boolean {
  const all = [own, ...pool];
  for (let moment: number = request.start; moment < at; moment += 1) if (all.filter((one) => isInUse(one, moment)).length >= SLOTS) return true;
  return false;
}

const decided = (said: string, isTrue: boolean | undefined): Judged['truth'] => (isTrue === undefined ? undefined : isTrue ? said : null);
