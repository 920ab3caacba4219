import { heldUpStretches, within, type Interval } from '../../analysis/held-up.ts';
import { hides } from '../../model/network-use.ts';
import { isWebSocket } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';

/** When at least one needed request was in setup (DNS, TCP, TLS or QUIC) or stalled, in order. */
export const neededStretches = (requests: readonly Request[]): readonly Interval[] => heldUpStretches(requests.filter(isNeeded));

/** How much of that lies between two moments, ms: overlaps once, so it never exceeds what lies between them. */
export const heldUpBetween = (requests: readonly Request[], from: number, to: number): number => within(neededStretches(requests), from, to);

/** Needed requests of which nobody tells whether they waited. */
export const neededUntold = (requests: readonly Request[]): readonly Request[] => requests.filter((request) => isNeeded(request) && (hides(request, 'setup') || hides(request, 'stalled')));

/** What took no time is in it as well, also where all of it took none. */
export const isBetween = ({ start, end }: Request, from: number, to: number): boolean => (start < to || start === from) && (end ?? Infinity) >= from;

/**
 * Of a kind that somebody waits for. `fetch` and XHR count although the load
 * event does not wait for them (HTML, "delay the load event"): what they bring
 * is often what the page is for.
 */
export function isNeeded({ origination, protocol, resourceType }: Request): boolean {
  if (origination.opening === 'none' || isWebSocket(protocol)) return false;
  return resourceType === null || !NOBODY_WAITS.has(resourceType.toLowerCase());
}

/**
 * Kinds that nothing on the page waits for: reports and guesses at later needs.
 * As Chromium's HAR (`ping`, `prefetch`, `csp-violation-report`), Firefox'
 * webRequest (`ping`, `beacon`, `csp_report`, `speculative`) and Resource
 * Timing (`beacon`) spell them.
 */
const NOBODY_WAITS: ReadonlySet<string> = new Set(['ping', 'beacon', 'prefetch', 'speculative', 'csp_report', 'csp-violation-report']);
