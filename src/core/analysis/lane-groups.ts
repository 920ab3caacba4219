import { isMultiplexed, isWebSocket } from '../model/protocol.ts';
import { isNetworkUrl, portOf } from '../base/url.ts';
import type { Draft } from './draft.ts';
import { canInfer, inferredLanes, isSilentUse, poolOf } from './inferred-lanes.ts';
import type { Lane } from './lane.ts';
import { reportedLanes } from './reported-lanes.ts';

/** No browser's id begins like this. */
const INFERRED = '\0';

/**
 * Requests of different groups never share a connection, so each group's lanes
 * are found by themselves. `null`: it used none, or nobody can tell which.
 * Reported ids decide where there are any; the rest is inferred, unless the
 * same source names connections and withheld this one. What was loaded before
 * that source was there is inferred as long as none of its origin is named.
 */
export function laneGroupOf(draft: Draft, idsExist: boolean): string | null {
  if (draft.reportedConnection !== null && draft.noConnection === null) return draft.reportedConnection;
  const { protocol, url, id } = draft.facts;
  // What went through a tunnel or over FTP was sent on no connection of HTTP's.
  if (!isNetworkUrl(url)) return null;
  const isAmidIds = idsExist && !isTimedAlone(draft);
  if (isSilentUse(draft)) return isAmidIds ? null : INFERRED + poolOf(draft);
  if (draft.noConnection !== null) return null;
  if (protocol === null || !canInfer(draft)) return null;
  // A WebSocket never has an id, and always a connection of its own: a lane for one contradicts nothing.
  if (isWebSocket(protocol)) return `${INFERRED}ws ${id}`;
  if (isAmidIds) return null;
  // Several hosts can share a session, but never over two ports, protocols or partitions.
  return isMultiplexed(protocol) ? `${INFERRED}${draft.partition} ${protocol} ${portOf(url)}` : INFERRED + poolOf(draft);
}

/** A load from before DevTools was opened. */
const isTimedAlone = ({ facts }: Draft): boolean => facts.observations.every(({ source }) => source === 'resource-timing');

/**
 * The lanes of one group.
 * @param members in order of start; they may be put in another
 * @param named the origins of which the browser names a connection, see `originOf`: an earlier load may have used that one, and a guess would make two of it
 */
export const lanesOfGroup = (group: string, members: Draft[], named: { has(origin: string): boolean }): readonly Lane[] =>
  isInferred(group) ? inferredLanes(members.filter((draft) => !isTimedAlone(draft) || !named.has(originOf(draft)))) : reportedLanes(group, members);

export const isInferred = (group: string): boolean => group.startsWith(INFERRED);

export const originOf = ({ partition, facts }: Draft): string => `${partition} ${facts.origin}`;

export const hasId = (draft: Draft): boolean => draft.noConnection === null && draft.reportedConnection !== null;
