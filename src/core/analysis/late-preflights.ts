import { later } from '../base/units.ts';
import { lengthOf, movedBy } from '../model/phase.ts';
import type { HarObservation } from '../model/observation.ts';
import { matchByUrl } from './match.ts';
import { sentAt } from './moments.ts';

/**
 * The same, with each preflight that Chromium dates too late moved before the
 * request that it asks leave for: no such request is sent before its preflight
 * has been answered (Fetch, "CORS-preflight fetch"). Chromium dates preflights
 * when its own process hears of them, which takes as long as that is busy (14 ms
 * in version 156 with eight processes on two cores, and longer on a CI
 * machine): the preflight that opened a connection came after its request there.
 */
export function inTheirTurn(har: readonly HarObservation[]): readonly HarObservation[] {
  const late = har.filter(isDatedLate);
  if (late.length === 0) return har;
  const askedFor = matchByUrl(late, har.filter(({ dated }) => dated), {
    window: (preflight) => ({ from: -Infinity, to: preflight.start + CLOCK_MS }),
    fits: (preflight, request) => hasRoomFor(request, preflight) && lateness(preflight, request) < LATEST_MS,
    choose: 'nearest',
  });
  return har.map((entry) => {
    const request = askedFor.get(entry);
    const ms = request === undefined ? 0 : lateness(entry, request);
    return ms > CLOCK_MS ? earlier(entry, ms) : entry;
  });
}

/** What two processes' clocks tell of one moment is this near, ms. */
const CLOCK_MS = 1;
/** A guess: who is told of a preflight a whole second late stands still for other reasons. */
const LATEST_MS = 1000;

/** Chromium's `_blocked_queueing` is −1 then (front_end/models/har/Log.ts, buildTimings). */
const isDatedLate = ({ resourceType, dialect, queued, phases }: HarObservation): boolean =>
  resourceType === 'preflight' && dialect === 'chromium' && queued === null && phases.stalled.state === 'measured';

/** The wait for the preflight lies in what its request was blocked for. */
const hasRoomFor = ({ phases }: HarObservation, { start, end }: HarObservation): boolean => end !== null && (lengthOf(phases.stalled) ?? 0) >= end - start - CLOCK_MS;

/** By how much it ends after its request was sent, ms. */
const lateness = ({ end }: HarObservation, request: HarObservation): number => (end ?? -Infinity) - sentAt(request.phases, request.start);

const earlier = (preflight: HarObservation, ms: number): HarObservation => ({
  ...preflight,
  start: later(preflight.start, -ms),
  end: preflight.end === null ? null : later(preflight.end, -ms),
  phases: movedBy(preflight.phases, -ms),
  problems: [...preflight.problems, { code: 'dated-late', message: `By its date it was answered ${ms.toFixed(1)} ms after its request was sent, which waits for that answer. The browser dates preflights late when it is busy: it is shown ${ms.toFixed(1)} ms earlier.` }],
});
