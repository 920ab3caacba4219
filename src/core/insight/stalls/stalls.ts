import { union } from '../../analysis/held-up.ts';
import { messageOf } from '../../base/error.ts';
import { stallOf } from '../../model/stall.ts';
import type { Analysis } from '../../model/analysis.ts';
import { isWebSocket } from '../../model/protocol.ts';
import { runOfRequest } from '../../model/run.ts';
import type { Request } from '../../model/request.ts';
import { runsOf } from '../by-run.ts';
import { cacheLock } from './cache-lock.ts';
import { handshake } from './handshake.ts';
import { preflight } from './preflight.ts';
import type { Reason } from './reason.ts';
import { proxy, scheduler } from './reported.ts';
import { allInUse, slots } from './slots.ts';
import { isForSlot, type Stall } from './stall.ts';
import { streamLimit } from './stream-limit.ts';
import { unknown } from './unknown.ts';
import { waitings, type Waiting } from './waiting.ts';

export type { Holder, Stall, StallWhy } from './stall.ts';

/**
 * In this order: a number that the browser gives for the proxy; the preflight,
 * which has waits of its own for what follows here; slots before the
 * scheduler, because full slots are why Chromium's scheduler holds HTTP/1
 * requests back; then what fits the times.
 */
const REASONS: readonly Reason[] = [proxy, preflight, slots, scheduler, handshake, streamLimit, cacheLock];

/** Why each request that waited long enough to count had to wait. By request id. */
export function stallsOf(analysis: Analysis): ReadonlyMap<string, Stall> {
  const waitingOf = waitings(analysis);
  const stalls = new Map<string, Stall>();
  for (const request of analysis.requests) {
    const wait = waitOf(request);
    if (wait === null) continue;
    const waiting = waitingOf({ request, from: wait[0], to: wait[1] });
    stalls.set(request.id, { ms: waiting.ms, ...reasonFor(waiting) });
  }
  return stalls;
}

/** What a rule cannot cope with must not take away what is known of other waits. */
function reasonFor(waiting: Waiting): Omit<Stall, 'ms'> {
  try {
    return first(REASONS, (reason) => reason(waiting)) ?? unknown(waiting);
  } catch (error) {
    return { why: 'unknown', confidence: 'guess', holders: [], evidence: [`A fault of Reuse Lens: one of its rules failed with "${messageOf(error)}".`] };
  }
}

/**
 * Says of any request of the recording whether what it waited for was a slot, by the rule of the verdict; cheap enough to
 * be asked whenever lanes are drawn.
 */
export function slotWaits(analysis: Analysis): (request: Request) => boolean {
  const runs = runsOf(analysis).map(({ name, analysis: own }) => ({ name, waitingOf: waitings(own) }));
  return (request) => {
    const wait = waitOf(request);
    const waitingOf = (runs.length === 1 ? runs[0] : runs.find(({ name }) => name === runOfRequest(request)))?.waitingOf;
    return wait !== null && waitingOf !== undefined && allInUse(waitingOf({ request, from: wait[0], to: wait[1] }));
  };
}

/** Only of what used a connection: the wait for a cache, or of a WebSocket for its handshake, is none for a slot. */
function waitOf(request: Request): ReturnType<typeof stallOf> {
  if (request.origination.opening === 'none' || isWebSocket(request.protocol)) return null;
  return stallOf(request);
}

function first<T, U>(items: readonly T[], of: (item: T) => U | null): U | null {
  for (const item of items) {
    const found = of(item);
    if (found !== null) return found;
  }
  return null;
}

/** What requests waited because HTTP/1 serves one at a time. */
export interface HeadOfLine {
  readonly requests: number;
  /** Sum over the requests; may exceed the clock, because many wait at once. */
  readonly sumMs: number;
  /** On the clock, overlaps counted once. */
  readonly clockMs: number;
}

/** By origin; only those where anything waited for a slot. */
export function headOfLineWaste(analysis: Analysis, stalls: ReadonlyMap<string, Stall> = stallsOf(analysis)): ReadonlyMap<string, HeadOfLine> {
  const waste = new Map<string, HeadOfLine>();
  for (const { origin, requests } of analysis.origins) {
    const waits = requests.flatMap((request) => {
      const wait = isForSlot(stalls.get(request.id)) ? stallOf(request) : null;
      return wait === null ? [] : [wait];
    });
    if (waits.length === 0) continue;
    const sum = (lengths: readonly (readonly [number, number])[]): number => lengths.reduce((ms, [from, to]) => ms + to - from, 0);
    waste.set(origin, { requests: waits.length, sumMs: sum(waits), clockMs: sum(union(waits)) });
  }
  return waste;
}
