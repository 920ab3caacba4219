import { heldUpStretches, within, type Interval } from '../../analysis/held-up.ts';
import { groupBy } from '../../base/group.ts';
import type { Analysis, Page } from '../../model/analysis.ts';
import { isWebSocket } from '../../model/protocol.ts';
import { hides } from '../../model/network-use.ts';
import type { Request } from '../../model/request.ts';
import { figure, noFigure, type Figure } from '../figure.ts';

/**
 * How long connections held up the load of a page: wall time between the
 * navigation and the end of the load event in which at least one needed
 * request was in setup (DNS, TCP, TLS or QUIC) or stalled. What overlaps
 * counts once, so it never exceeds the load.
 */
export interface HeldUpPage {
  readonly page: string;
  readonly heldUp: Figure<{ readonly ms: number; /** From navigation to load. */ readonly ofMs: number }, 'no-load-event'>;
  /** Requests that were looked at. */
  readonly needed: number;
}

/** One per page, in order. */
export function heldUpBeforeLoad(analysis: Analysis): readonly HeldUpPage[] {
  const byPage = groupBy(analysis.requests, ({ page }) => page);
  return analysis.pages.map((page) => heldUpPage(page, neededBy(page, byPage.get(page.id) ?? [])));
}

/** When at least one needed request was in setup or stalled, in order. */
export const neededStretches = (requests: readonly Request[]): readonly Interval[] => heldUpStretches(requests.filter(isNeeded));

/** The same figure between any two moments: what a needed request waited in, overlaps once. */
export const heldUpBetween = (requests: readonly Request[], from: number, to: number): number => within(neededStretches(requests), from, to);

/** Needed requests of which nobody tells whether they waited. */
export const neededUntold = (requests: readonly Request[]): readonly Request[] => requests.filter((request) => isNeeded(request) && (hides(request, 'setup') || hides(request, 'stalled')));

/** What took no time is in it as well. */
export const isBetween = ({ start, end }: Request, from: number, to: number): boolean => start < to && (end ?? Infinity) >= from;

function heldUpPage({ id, start, load }: Page, needed: readonly Request[]): HeldUpPage {
  if (load === null || load <= start) return { page: id, heldUp: noFigure('no-load-event'), needed: needed.length };
  return { page: id, heldUp: figure({ ms: heldUpBetween(needed, start, load), ofMs: load - start }), needed: needed.length };
}

const neededBy = ({ load }: Page, requests: readonly Request[]): readonly Request[] => requests.filter((request) => isNeeded(request) && (load === null || request.start < load));

/**
 * Of a kind that somebody waits for. `fetch` and XHR count although the load
 * event does not wait for them (HTML, "delay the load event"): what they bring
 * is often what the page is for.
 */
export function isNeeded({ origination, protocol, resourceType }: Request): boolean {
  if (origination.opening === 'none' || (protocol !== null && isWebSocket(protocol))) return false;
  return resourceType === null || !NOBODY_WAITS.has(resourceType.toLowerCase());
}

/**
 * Kinds that nothing on the page waits for: reports and guesses at later needs.
 * As Chromium's HAR (`ping`, `prefetch`, `csp-violation-report`), Firefox'
 * webRequest (`ping`, `beacon`, `csp_report`, `speculative`) and Resource
 * Timing (`beacon`) spell them.
 */
const NOBODY_WAITS: ReadonlySet<string> = new Set(['ping', 'beacon', 'prefetch', 'speculative', 'csp_report', 'csp-violation-report']);
