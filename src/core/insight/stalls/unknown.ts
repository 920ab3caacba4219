import { isSerial, type Protocol } from '../../model/protocol.ts';
import { SLOTS } from '../../model/slots.ts';
import { below } from '../bisect.ts';
import { usesOf } from '../uses.ts';
import { count, nameOf, timeOf } from '../words.ts';
import { LATE_MS } from './reason.ts';
import type { Stall } from './stall.ts';
import type { Waiting } from './waiting.ts';

/** What was seen, and why it does not decide. */
export function unknown(waiting: Waiting): Omit<Stall, 'ms'> {
  const { request, connection, ms } = waiting;
  const protocol = connection?.protocol ?? request.protocol;
  const { queued } = request;
  return {
    why: 'unknown',
    confidence: 'guess',
    holders: [],
    evidence: [...(wasFree(waiting) ?? seen(waiting, protocol)), queued === null ? 'Nothing tells how much of it the browser\'s own scheduler took.' : `The browser's own scheduler took ${timeOf(queued)} of the ${timeOf(ms)}.`],
  };
}

/** The connection that it was then sent on could have carried it all along, for all that the recording shows. */
function wasFree({ connection, from, to, slots }: Waiting): readonly string[] | null {
  if (connection === null || connection.basis.kind !== 'reported' || !isSerial(connection.protocol)) return null;
  // What nobody names may have been on it.
  if (slots().between(from - UNNAMED_MS, to).some((held) => held.request.connection === null)) return null;
  const { sent, endedSoFar } = usesOf(connection);
  const before = below(sent, to);
  const idleMs = before === 0 ? Infinity : from - endedSoFar[before - 1]!;
  if (idleMs < LATE_MS || idleMs === Infinity) return null;
  return [`${connection.label}, on which it was then sent, carried nothing of this recording for ${timeOf(idleMs)} before it was asked for, nor while it waited: unless another tab, or the browser itself, used it, it was not for a connection that it waited.`];
}

/** Looked at before the wait: the end of what nobody names may be told late. */
const UNNAMED_MS = LATE_MS;

function seen(waiting: Waiting, protocol: Protocol | null): readonly string[] {
  if (protocol === null) return ['The protocol is not known, so nobody can tell what it waited for.'];
  if (!isSerial(protocol)) return [`Nothing shows that ${nameOf(protocol)} had too many streams open, and no handshake of another request covers the wait.`];
  const held = waiting.slots().between(waiting.from, waiting.to).length;
  return [held === 0 ? 'No other request to the origin was seen meanwhile; another tab may have held connections.' : `${count(held, 'other request')} to the origin ${held === 1 ? 'was' : 'were'} seen meanwhile, but not ${SLOTS} at once for most of the wait; another tab may have held the rest.`];
}
