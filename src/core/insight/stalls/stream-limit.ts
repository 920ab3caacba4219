import { isMultiplexed } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { below, upTo } from '../bisect.ts';
import { CLOCK_MS } from '../clock.ts';
import { isDoubtful } from '../doubt.ts';
import { endOf, inFlightAt, usesOf, type Uses } from '../uses.ts';
import { heldBy, LATE_MS, type Reason } from './reason.ts';

/** SETTINGS_MAX_CONCURRENT_STREAMS should not be below 100 (RFC 9113 section 6.5.2); Chromium takes 100 until it is told (spdy_session.h). Which limit holds only a NetLog tells. */
const FEWEST_STREAMS = 100;

export const streamLimit: Reason = (waiting) => asReported(waiting) ?? byCount(waiting);

/** Chromium's NetLog names each request that it held back for this. */
const asReported: Reason = ({ request, connection, from, to, streams }) => {
  const held = connection?.report?.heldBack.find(({ url, at }) => url === request.url && at >= from - CLOCK_MS && at <= to);
  if (held === undefined) return null;
  return {
    why: 'stream-limit',
    confidence: 'certain',
    holders: heldBy(streams().between(from, to)),
    evidence: [`${connection!.label} had as many streams open as were allowed, ${held.limit}, and the browser held this request back (NetLog).`],
  };
};

const byCount: Reason = (waiting) => {
  const { request, connection, from, to } = waiting;
  if (connection === null || !isMultiplexed(connection.protocol)) return null;
  const uses = usesOf(connection);
  // The moment before it was sent itself.
  const [first, last] = [inFlightAt(uses, from), inFlightAt(uses, to - 1)];
  // Sent while all the others went on, it waited for none of them: more were allowed.
  if (Math.min(first, last) < FEWEST_STREAMS || !hasEndedAbout(uses, to, request)) return null;
  return {
    why: 'stream-limit',
    confidence: isDoubtful(request) ? 'guess' : 'likely',
    holders: heldBy(waiting.streams().between(from, to)),
    evidence: [`${first} requests were on ${connection.label} when it began to wait and ${last} when it was sent. Servers commonly allow ${FEWEST_STREAMS} or 128 at once.`],
  };
};

/** Of the others. */
function hasEndedAbout({ ended }: Uses, at: number, but: Request): boolean {
  const all = upTo(ended, at + LATE_MS) - below(ended, at - LATE_MS);
  return all > (endOf(but) <= at + LATE_MS ? 1 : 0);
}
