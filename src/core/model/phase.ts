import { later, type Instant } from '../base/units.ts';

/**
 * One stretch of a request's life. The sources use 0, -1 and "missing" for
 * three different things; here they are three different arms.
 */
export type Phase =
  | { readonly state: 'measured'; readonly start: Instant; readonly end: Instant }
  /** Did not happen: a reused connection has no DNS, TCP or TLS. HAR writes -1. */
  | { readonly state: 'skipped' }
  /** Happened, or may have, but nobody tells. */
  | { readonly state: 'hidden'; readonly why: HiddenBecause };

export type HiddenBecause =
  /** Resource Timing without Timing-Allow-Origin (Resource Timing, "timing allow check"). */
  | 'cross-origin'
  /** The source has no such field for this kind of request (WebSocket setup, failed requests). */
  | 'not-reported'
  /** The request is still running. */
  | 'unfinished';

export const SKIPPED: Phase = { state: 'skipped' };

const HIDDEN: Readonly<Record<HiddenBecause, Phase>> = {
  'cross-origin': { state: 'hidden', why: 'cross-origin' },
  'not-reported': { state: 'hidden', why: 'not-reported' },
  unfinished: { state: 'hidden', why: 'unfinished' },
};

export const hidden = (why: HiddenBecause): Phase => HIDDEN[why];
export const measured = (start: Instant, end: Instant): Phase => ({ state: 'measured', start, end });

/** All of them hidden, for one reason. */
export function hiddenPhases(why: HiddenBecause): Phases {
  const phase = hidden(why);
  return { stalled: phase, dns: phase, tcp: phase, tls: phase, send: phase, wait: phase, receive: phase };
}

/** Length in ms of a measured phase, 0 of a skipped one, `null` where it is hidden. */
export function lengthOf(phase: Phase): number | null {
  if (phase.state === 'measured') return phase.end - phase.start;
  return phase.state === 'skipped' ? 0 : null;
}

/**
 * The phases of a request in the order in which they happen.
 * `tcp` is the transport connect alone; `tls` is the TLS or QUIC handshake
 * (HAR's `connect` is `tcp` + `tls`). `stalled` is all the time that the
 * request waited for a connection or a slot (HAR's `blocked`).
 */
export interface Phases {
  readonly stalled: Phase;
  readonly dns: Phase;
  readonly tcp: Phase;
  readonly tls: Phase;
  readonly send: Phase;
  readonly wait: Phase;
  readonly receive: Phase;
}

export const PHASES = ['stalled', 'dns', 'tcp', 'tls', 'send', 'wait', 'receive'] as const satisfies readonly (keyof Phases)[];

/** The same, so many ms later. */
export function movedBy(phases: Phases, ms: number): Phases {
  const moved = (phase: Phase): Phase => (phase.state === 'measured' ? measured(later(phase.start, ms), later(phase.end, ms)) : phase);
  return { stalled: moved(phases.stalled), dns: moved(phases.dns), tcp: moved(phases.tcp), tls: moved(phases.tls), send: moved(phases.send), wait: moved(phases.wait), receive: moved(phases.receive) };
}
