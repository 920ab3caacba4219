import { staysOpen } from '../model/observation.ts';
import type { Connection } from '../model/connection.ts';
import { isSerial, isWebSocket } from '../model/protocol.ts';
import type { Draft } from './draft.ts';
import { isDoneBefore, type Lane } from './lane.ts';

/** How the connection ended, where a fact decides it; silence means "not known", not "still open". */
export function closingOf(lane: Lane): Connection['closed'] {
  const last = lastToEnd(lane.members);
  const end = last.facts.end;
  if (end === null) return null;
  if (isWebSocket(lane.protocol)) return last.facts.phases.receive.state === 'measured' ? { reason: 'websocket-closed', at: end } : null;
  // A server may answer the last in HTTP/1.0, what it spoke before or not.
  const protocol = isSerial(lane.protocol) ? (last.facts.protocol ?? lane.protocol) : null;
  if ((protocol !== 'http/1.0' && protocol !== 'http/1.1') || staysOpen(last.facts.headers, protocol) || isOutlived(last, lane)) return null;
  return { reason: protocol === 'http/1.0' ? 'http/1.0' : 'connection-close', at: end };
}

/** What said the same before did not end it: another request followed on the connection that the browser names. Then something on the way, or the version that was logged, is not what the browser went by. */
function isOutlived(last: Draft, { basis, members }: Lane): boolean {
  if (basis.kind !== 'reported') return false;
  const latest = members.reduce((sofar, { gotConnectionAt }) => Math.max(sofar, gotConnectionAt), -Infinity);
  return members.some((draft) => draft !== last && saysAlike(draft, last) && isDoneBefore(draft, latest));
}

const saysAlike = ({ facts: a }: Draft, { facts: b }: Draft): boolean => a.protocol === b.protocol && a.headers.connection === b.headers.connection && a.headers['proxy-connection'] === b.headers['proxy-connection'];

const lastToEnd = (members: readonly Draft[]): Draft => members.reduce((last, draft) => ((draft.facts.end ?? Infinity) > (last.facts.end ?? Infinity) ? draft : last));
