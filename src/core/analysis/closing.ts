import { hasConnectionOption } from '../model/observation.ts';
import type { Connection } from '../model/connection.ts';
import { isWebSocket } from '../model/protocol.ts';
import type { Draft } from './draft.ts';
import type { Lane } from './lane.ts';

/** How the connection ended, where a fact decides it; silence means "not known", not "still open". */
export function closingOf(lane: Lane): Connection['closed'] {
  const last = lastToEnd(lane.members);
  const end = last.facts.end;
  if (end === null) return null;
  if (isWebSocket(lane.protocol)) return last.facts.phases.receive.state === 'measured' ? { reason: 'websocket-closed', at: end } : null;
  const { headers } = last.facts;
  if (lane.protocol === 'http/1.1' && hasConnectionOption(headers, 'close')) return { reason: 'connection-close', at: end };
  if (lane.protocol === 'http/1.0' && !hasConnectionOption(headers, 'keep-alive')) return { reason: 'http/1.0', at: end };
  return null;
}

const lastToEnd = (members: readonly Draft[]): Draft => members.reduce((last, draft) => ((draft.facts.end ?? Infinity) > (last.facts.end ?? Infinity) ? draft : last));
