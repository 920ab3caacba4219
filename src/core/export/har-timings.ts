import { lengthOf, type Phase } from '../model/phase.ts';
import type { Request } from '../model/request.ts';

/** HAR 1.2 section "timings": −1 = does not apply; `connect` contains `ssl`; send, wait and receive may not be −1. */
export interface HarTimings {
  readonly blocked?: number;
  /** Of `blocked`: what the browser's own scheduler held back, and what went into finding a proxy. Names of Chromium's. */
  readonly _blocked_queueing?: number;
  readonly _blocked_proxy?: number;
  readonly dns?: number;
  readonly connect?: number;
  readonly ssl?: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
  /** Of the three that HAR demands as numbers: those that nobody told us and that are 0 for want of a better. `connect` where nobody told what was before `ssl`. */
  readonly _hidden?: readonly string[];
}

export function harTimings({ phases, queued, proxied }: Pick<Request, 'phases' | 'queued' | 'proxied'>): HarTimings {
  const tcp = applicable(phases.tcp);
  const tls = applicable(phases.tls);
  const connect = tcp === undefined || tls === undefined ? (tcp ?? tls) : tcp < 0 && tls < 0 ? -1 : roundMs(Math.max(tcp, 0) + Math.max(tls, 0));
  const hiddenParts = [...(tcp === undefined && tls !== undefined ? ['connect'] : []), ...(['send', 'wait', 'receive'] as const).filter((name) => phases[name].state === 'hidden')];
  return {
    ...present('blocked', applicable(phases.stalled)),
    ...present('_blocked_queueing', queued === null ? undefined : roundMs(queued)),
    ...present('_blocked_proxy', proxied === null ? undefined : roundMs(proxied)),
    ...present('dns', applicable(phases.dns)),
    ...present('connect', connect),
    ...present('ssl', tls),
    send: roundMs(lengthOf(phases.send) ?? 0),
    wait: roundMs(lengthOf(phases.wait) ?? 0),
    receive: roundMs(lengthOf(phases.receive) ?? 0),
    ...(hiddenParts.length > 0 ? { _hidden: hiddenParts } : {}),
  };
}

/** HAR's three meanings: a length, −1 for "does not apply", missing for "not known". */
function applicable(phase: Phase): number | undefined {
  if (phase.state === 'skipped') return -1;
  const length = lengthOf(phase);
  return length === null ? undefined : roundMs(length);
}

/** Microseconds: finer than any browser tells, coarser than the rounding of epoch times. */
export const roundMs = (ms: number): number => Math.round(ms * 1000) / 1000;

const present = <K extends string>(name: K, value: number | undefined): Partial<Record<K, number>> => (value === undefined ? {} : ({ [name]: value } as Partial<Record<K, number>>));

/** HAR: `time` is the sum of all timings but −1, and `ssl` is already in `connect`. */
export function harTime(timings: HarTimings): number {
  const { blocked = 0, dns = 0, connect = 0, send, wait, receive } = timings;
  return roundMs([blocked, dns, connect, send, wait, receive].reduce((sum, part) => sum + Math.max(part, 0), 0));
}
