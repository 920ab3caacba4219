import { isSerial, type Protocol } from '../../model/protocol.ts';
import { SLOTS } from '../../model/slots.ts';
import { count, nameOf, timeOf } from '../words.ts';
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
    evidence: [...seen(waiting, protocol), queued === null ? 'Nothing tells how much of it the browser\'s own scheduler took.' : `The browser's own scheduler took ${timeOf(queued)} of the ${timeOf(ms)}.`],
  };
}

function seen(waiting: Waiting, protocol: Protocol | null): readonly string[] {
  if (protocol === null) return ['The protocol is not known, so nobody can tell what it waited for.'];
  if (!isSerial(protocol)) return [`${nameOf(protocol)} has no slots to wait for, and no handshake of another request covers the wait. Its server may allow few streams at once.`];
  const held = waiting.slots().between(waiting.from, waiting.to).length;
  return [held === 0 ? 'No other request to the origin was seen meanwhile; another tab may have held connections.' : `${count(held, 'other request')} to the origin ${held === 1 ? 'was' : 'were'} seen meanwhile, but not ${SLOTS} at once for most of the wait; another tab may have held the rest.`];
}
