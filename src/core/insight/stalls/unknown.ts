import { isSerial, type Protocol } from '../../model/protocol.ts';
import { SLOTS } from '../../model/slots.ts';
import { endOf, sentAtOf } from '../uses.ts';
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
function wasFree({ request, connection, from, to }: Waiting): readonly string[] | null {
  if (connection === null || connection.basis.kind !== 'reported' || !isSerial(connection.protocol)) return null;
  let lastEnd = -Infinity;
  for (const other of connection.requests) if (other !== request && sentAtOf(other) < to) lastEnd = Math.max(lastEnd, endOf(other));
  const idleMs = from - lastEnd;
  if (idleMs < LATE_MS || idleMs === Infinity) return null;
  return [`${connection.label}, on which it was then sent, carried nothing of this recording for ${timeOf(idleMs)} before it was asked for, nor while it waited: unless another tab used it, it was not for a connection that it waited.`];
}

function seen(waiting: Waiting, protocol: Protocol | null): readonly string[] {
  if (protocol === null) return ['The protocol is not known, so nobody can tell what it waited for.'];
  if (!isSerial(protocol)) return [`Nothing shows that ${nameOf(protocol)} had too many streams open, and no handshake of another request covers the wait.`];
  const held = waiting.slots().between(waiting.from, waiting.to).length;
  return [held === 0 ? 'No other request to the origin was seen meanwhile; another tab may have held connections.' : `${count(held, 'other request')} to the origin ${held === 1 ? 'was' : 'were'} seen meanwhile, but not ${SLOTS} at once for most of the wait; another tab may have held the rest.`];
}
