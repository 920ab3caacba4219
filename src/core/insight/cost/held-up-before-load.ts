import { heldUpStretches, within } from '../../analysis/held-up.ts';
import { groupBy } from '../../base/group.ts';
import type { Analysis, Page } from '../../model/analysis.ts';
import { isWebSocket } from '../../model/protocol.ts';
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
  return analysis.pages.map((page) => heldUpPage(page, (byPage.get(page.id) ?? []).filter((request) => isNeeded(request, page))));
}

function heldUpPage({ id, start, load }: Page, needed: readonly Request[]): HeldUpPage {
  if (load === null || load <= start) return { page: id, heldUp: noFigure('no-load-event'), needed: needed.length };
  return { page: id, heldUp: figure({ ms: within(heldUpStretches(needed), start, load), ofMs: load - start }), needed: needed.length };
}

/**
 * Begun before load, and of a kind that somebody waits for. `fetch` and XHR
 * count although the load event does not wait for them (HTML, "delay the load
 * event"): what they bring is often what the page is for.
 */
function isNeeded(request: Request, { load }: Page): boolean {
  if (request.origination.opening === 'none') return false;
  if (request.protocol !== null && isWebSocket(request.protocol)) return false;
  return (load === null || request.start < load) && !NOBODY_WAITS.has((request.resourceType ?? '').toLowerCase());
}

/**
 * Kinds that nothing on the page waits for: reports and guesses at later needs.
 * As Chromium's HAR (`ping`, `prefetch`, `csp-violation-report`), Firefox'
 * webRequest (`ping`, `beacon`, `csp_report`, `speculative`) and Resource
 * Timing (`beacon`) spell them.
 */
const NOBODY_WAITS: ReadonlySet<string> = new Set(['ping', 'beacon', 'prefetch', 'speculative', 'csp_report', 'csp-violation-report']);
