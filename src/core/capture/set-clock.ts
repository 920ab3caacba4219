import { later, type Instant } from '../base/units.ts';
import type { Page } from '../model/analysis.ts';
import type { HarObservation } from '../model/observation.ts';
import { measured, PHASES, type Phase, type Phases } from '../model/phase.ts';

/** How much later one log dates what both tell of, ms: the middle of all, by when it was sent. `null` where no request tells. */
export function clocksApart(log: readonly HarObservation[], other: readonly HarObservation[], nameOf: (observation: HarObservation) => string): number | null {
  const sent = new Map<string, number>();
  for (const observation of other) {
    const { phases: { send } } = observation;
    if (send.state === 'measured' && !sent.has(nameOf(observation))) sent.set(nameOf(observation), send.start);
  }
  const apart: number[] = [];
  for (const observation of log) {
    const { phases: { send } } = observation;
    const at = sent.get(nameOf(observation));
    // Of several of one name the first goes with the first.
    if (send.state !== 'measured' || at === undefined) continue;
    sent.delete(nameOf(observation));
    apart.push(at - send.start);
  }
  return apart.sort((a, b) => a - b)[apart.length >> 1] ?? null;
}

interface Timed {
  readonly observations: readonly HarObservation[];
  readonly pages: readonly Page[];
}

/** The same by a clock that shows so much more, ms. */
export function byLaterClock({ observations, pages }: Timed, ms: number): Timed {
  const at = (moment: Instant | null): Instant | null => (moment === null ? null : later(moment, ms));
  const moved = (phase: Phase): Phase => (phase.state === 'measured' ? measured(later(phase.start, ms), later(phase.end, ms)) : phase);
  return {
    observations: observations.map((one) => ({ ...one, start: later(one.start, ms), end: at(one.end), phases: Object.fromEntries(PHASES.map((name) => [name, moved(one.phases[name])])) as unknown as Phases })),
    pages: pages.map((page) => ({ ...page, start: later(page.start, ms), contentLoaded: at(page.contentLoaded), load: at(page.load) })),
  };
}
