import { isMultiplexed } from '../../model/protocol.ts';
import { isDoubtful } from '../doubt.ts';
import { readyAt } from '../uses.ts';
import { pathOf, timeOf } from '../words.ts';
import { heldBy, LATE_MS, MAIN, type Reason } from './reason.ts';

/** It waited for the connection that it then used, and that another request was opening. */
export const handshake: Reason = ({ request, connection, from, to, ms }) => {
  if (connection === null || connection.openedAt === null || !isMultiplexed(connection.protocol)) return null;
  const opener = connection.requests[0]!;
  if (opener === request) return null;
  const ready = readyAt(opener);
  const shared = Math.min(ready, to) - Math.max(connection.openedAt, from);
  if (shared < ms * MAIN || ready > to + LATE_MS) return null;
  return {
    why: 'handshake',
    confidence: connection.basis.kind === 'reported' ? 'certain' : isDoubtful(request) ? 'guess' : 'likely',
    holders: heldBy([{ request: opener, from: connection.openedAt, to: ready }]),
    evidence: [`${connection.label} was being opened by ${pathOf(opener)} for ${timeOf(shared)} of the ${timeOf(ms)} that it waited; then it was sent on it.`],
  };
};
