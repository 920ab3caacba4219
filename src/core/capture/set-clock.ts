import { later, type Instant } from '../base/units.ts';
import type { Page } from '../model/analysis.ts';
import type { HarObservation, Logged } from '../model/observation.ts';
import { movedBy } from '../model/phase.ts';

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
  return {
    observations: observations.map((one) => ({ ...one, start: later(one.start, ms), end: at(one.end), phases: movedBy(one.phases, ms), logged: withMessagesLater(one.logged, ms) })),
    pages: pages.map((page) => ({ ...page, start: later(page.start, ms), contentLoaded: at(page.contentLoaded), load: at(page.load) })),
  };
}

const withMessagesLater = (logged: Logged | null, ms: number): Logged | null => logged && { ...logged, messages: logged.messages?.map((message) => ({ ...message, at: message.at + ms })) ?? null };
