import { isEndUntold, isStream } from '../../model/ends.ts';
import { isSerial } from '../../model/protocol.ts';
import { SLOTS } from '../../model/slots.ts';
import { count, noEndTold, pathOf, timeOf } from '../words.ts';
import type { Held } from './holding.ts';
import type { Waiting } from './waiting.ts';
import { heldBy, LATE_MS, MAIN, type Reason } from './reason.ts';
import { isUnread, unreadWords } from './unread.ts';

/** All six connections were in use; by streams and long polls, or by bodies that do not end, when these held most of them. */
export const slots: Reason = (waiting) => {
  const { request, from, to, ms, connection, browser } = waiting;
  if (!allInUse(waiting)) return null;
  const holding = waiting.slots();
  const full = holding.fullBetween(from, to);
  const holders = holding.between(from, to);
  const throughout = holders.filter((held) => held.from <= from && held.to >= to);
  const bodies = throughout.filter((held) => isUnread(held, from, to));
  // Streams and long polls are known for what they are: they come first.
  const areUnread = bodies.length >= MOST_PINNED && throughout.filter((held) => !bodies.includes(held) && pinWords(held) !== null).length < MOST_PINNED;
  const pins = areUnread ? bodies : throughout.filter((held) => pinWords(held) !== null);
  const isPinned = pins.length >= MOST_PINNED;
  const untold = holders.filter(({ request }) => isEndUntold(request));
  const wasQueued = (request.queued ?? 0) >= ms * MAIN;
  const isOnePool = holders.every(({ unsure }) => unsure !== true);
  // What opened one of its own may have waited for something else: six were no limit to it.
  const isSure = connection?.basis.kind === 'reported' && browser !== null && isOnePool && request.origination.opening === 'reused';
  return {
    why: areUnread ? 'unread-body' : isPinned ? 'pinned' : 'slots',
    confidence: areUnread || untold.length > 0 ? 'guess' : isSure && full >= ms * NEARLY_ALL && !wasQueued ? 'certain' : 'likely',
    holders: heldBy(isPinned ? [...pins, ...holders.filter((held) => !pins.includes(held))] : holders),
    evidence: [
      isOnePool
        ? `All ${SLOTS} connections that HTTP/1 may open to ${request.origin} were in use for ${timeOf(full)} of the ${timeOf(ms)} that it waited.`
        : `${SLOTS} connections or more to ${request.origin} were in use for ${timeOf(full)} of the ${timeOf(ms)} that it waited. HTTP/1 may open ${SLOTS} in one pool, and nothing tells whether all were of this one.`,
      ...(areUnread ? [unreadWords(bodies, from)] : pins.length > 0 ? [`${count(pins.length, 'connection')} ${pins.length === 1 ? 'was' : 'were'} held all the time: ${pins.map((held) => `${pathOf(held.request)} (${pinWords(held)})`).join(', ')}.`] : []),
      ...(untold.length > 0 ? [`${noEndTold(untold.map(({ request: held }) => pathOf(held)).join(', '))}: ${untold.length === 1 ? 'its connection' : 'their connections'} may have been free.`] : []),
      ...(wasQueued ? [`The browser's own scheduler held it back for ${timeOf(request.queued ?? 0)} of that; it lets no more than ${SLOTS} requests to an HTTP/1 host go at once.`] : []),
    ],
  };
};

/** All six were in use for most of the wait: what the verdict rests on, without who held them. */
export function allInUse(waiting: Waiting): boolean {
  const { request, from, to, ms, connection, slots: holding } = waiting;
  return isSerial(connection?.protocol ?? request.protocol) && holding().fullBetween(from, to) >= ms * MAIN && !isPastThem(waiting);
}

/**
 * It opened another, or got one that somebody else had opened, and six stayed in use: none of them was let go for it. So
 * they were not all of its pool, and the browser's scheduler, which counts to six as well, did not wait for them either.
 */
function isPastThem({ request, to, slots: holding }: Waiting): boolean {
  if (request.origination.opening === 'reused') return false;
  const stayed = holding().between(to, to + LATE_MS).filter((held) => held.request !== request && held.from < to && held.to > to + LATE_MS);
  return stayed.length >= SLOTS;
}

/** Half of the slots: with fewer pinned, ordinary requests held most of them. */
const MOST_PINNED = SLOTS / 2;

/** Of the wait, so much in use that nothing else needs to be looked for: a slot that is handed on is free for a moment. */
const NEARLY_ALL = 0.9;

/** Long polling holds a request for some 30 s (RFC 6202 section 5.5); an ordinary answer that takes a third of that pins its slot as well. */
const LONG_POLL_MS = 10_000;

function pinWords({ request, from, to }: Held): string | null {
  if (isStream(request)) return 'a stream of events';
  return to - from >= LONG_POLL_MS ? (Number.isFinite(to) ? `it took ${timeOf(to - from)}` : isEndUntold(request) ? 'no end told' : 'still running') : null;
}
