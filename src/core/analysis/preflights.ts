import { instant, later } from '../base/units.ts';
import { lengthOf, measured, movedBy } from '../model/phase.ts';
import type { HarObservation } from '../model/observation.ts';
import type { Problem } from '../model/problem.ts';
import { matchByUrl } from './match.ts';
import { sentAt } from './moments.ts';
import type { Joined } from './reconcile.ts';

/**
 * The same, with no request sent before the preflight that asks leave for it
 * was answered (Fetch, "CORS-preflight fetch"), as the browsers' dates have it:
 * - Chromium dates a preflight when its own process hears of it, which takes as
 *   long as that is busy (14 ms in version 156 with eight processes on two
 *   cores, and longer on a CI machine): it is moved to before its request.
 * - Firefox (153) dates a request when it begins to ask leave, and gives it the
 *   times from when it was sent on: these are moved to after its preflight,
 *   unless Resource Timing has the request's own.
 */
export function inTheirTurn(joined: readonly Joined[]): readonly Joined[] {
  const preflights = joined.flatMap(({ har }) => (har !== null && isPreflight(har) ? [har] : []));
  if (preflights.length === 0) return joined;
  const records = new Map(joined.flatMap((record) => (record.har === null ? [] : [[record.har, record]])));
  const requests = [...records.keys()].filter((har) => har.dated && !isPreflight(har));
  const askedFor = matchByUrl(preflights, requests, {
    window: (preflight) => ({ from: -Infinity, to: preflight.start + CLOCK_MS }),
    fits: (preflight, request) => asksFor(preflight, request) && mayHaveWaited(request, preflight),
    choose: 'nearest',
  });
  const moved = new Map<HarObservation, HarObservation>();
  for (const [preflight, request] of askedFor) {
    const ms = lateness(preflight, request);
    if (!(ms > CLOCK_MS)) continue;
    if (isDatedLate(preflight)) {
      if (ms < LATEST_MS) moved.set(preflight, earlier(preflight, ms));
    } else if (isSentLater(records.get(request)!, preflight)) moved.set(request, sentLater(request, ms));
  }
  return moved.size === 0 ? joined : joined.map((record) => ({ ...record, har: record.har && (moved.get(record.har) ?? record.har) }));
}

/** A page may also send OPTIONS by itself; the browser's word for it, or the header, tells a preflight. */
export const isPreflight = ({ resourceType, logged }: HarObservation): boolean => resourceType === 'preflight' || (logged !== null && logged.asksLeave !== null);

/** What two processes' clocks tell of one moment is this near, ms. */
const CLOCK_MS = 1;
/** A guess: who is told of a preflight a whole second late stands still for other reasons. */
export const LATEST_MS = 1000;

const asksFor = ({ logged }: HarObservation, { method }: HarObservation): boolean => logged === null || logged.asksLeave === null || logged.asksLeave === method;

/** In Chromium the wait for the preflight lies in what its request was blocked for. Of what failed, as of what still runs, nothing tells how long it was. */
const mayHaveWaited = ({ dialect, phases }: HarObservation, { start, end }: HarObservation): boolean =>
  dialect !== 'chromium' || end === null || (lengthOf(phases.stalled) ?? Infinity) >= end - start - CLOCK_MS;

/** By how much it ends after its request was sent, ms; less than nothing where the one or the other is not told. */
const lateness = ({ end }: HarObservation, { phases, start }: HarObservation): number => (phases.wait.state === 'measured' ? (end ?? -Infinity) - sentAt(phases, start) : -Infinity);

/** When Chromium's own process heard of it, after it had begun: `_blocked_queueing` is −1 then (front_end/models/har/Log.ts, buildTimings). */
export const isDatedLate = ({ dialect, queued, phases }: HarObservation): boolean => dialect === 'chromium' && queued === null && phases.stalled.state === 'measured';

/** What was over when this began was sent without it: the request that it asked leave for may have failed, and then Firefox's log does not have it. */
const isSentLater = ({ har, timing, web }: Joined, { start }: HarObservation): boolean =>
  har?.dialect === 'firefox' && (timing === null || timing.phases === null) && (web?.end ?? har.end ?? Infinity) > start;

const earlier = (preflight: HarObservation, ms: number): HarObservation =>
  withNote({ ...preflight, start: later(preflight.start, -ms), end: preflight.end && later(preflight.end, -ms), phases: movedBy(preflight.phases, -ms) }, {
    code: 'dated-late',
    message: `By its date it was answered ${ms.toFixed(1)} ms after its request was sent, which waits for that answer. The browser dates preflights late when it is busy: it is shown ${ms.toFixed(1)} ms earlier.`,
  });

const sentLater = (request: HarObservation, ms: number): HarObservation =>
  withNote({ ...request, end: request.end && later(request.end, ms), phases: { ...movedBy(request.phases, ms), stalled: measured(request.start, instant(sentAt(request.phases, request.start) + ms)) } }, {
    code: 'dated-early',
    message: `By its date it was sent ${ms.toFixed(1)} ms before its CORS preflight was answered, which it waits for. The browser dates a request before its preflight, and times it from after that: it is shown as sent ${ms.toFixed(1)} ms later.`,
  });

const withNote = (seen: HarObservation, problem: Problem): HarObservation => ({ ...seen, problems: [...seen.problems, problem] });
