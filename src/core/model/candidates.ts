import type { Analysis } from './analysis.ts';
import type { Connection } from './connection.ts';
import { isSurelyPlaced, requestsBetween } from './placing.ts';
import type { Request } from './request.ts';

/** Ids of the connections that it may be on, the likeliest first: one where that is sure, none where it used none or one that nobody names. */
export function candidatesOf(request: Request): readonly string[] {
  if (request.connection === null) return [];
  return isSurelyPlaced(request) ? [request.connection] : [request.connection, ...request.placing!.others];
}

/** Those that it may have carried: shown on another connection, and less than surely. */
export const doubtfulOf = ({ possible }: Pick<Connection, 'possible'>): readonly Request[] => possible.filter((request) => !isSurelyPlaced(request));

/** Which requests it carried is beyond doubt. */
export function isSettled(connection: Pick<Connection, 'requests' | 'possible'>): boolean {
  const { least, most } = requestsBetween(connection);
  return least === most;
}

/** Whether it has a request that may be on another connection than the one that it is shown on. */
export const hasDoubt = ({ connections }: Pick<Analysis, 'connections'>): boolean => connections.some(({ requests }) => !requests.every(isSurelyPlaced));

/** What closed it was surely on it: its last request, or a report of the browser's own. */
export function hasSureEnd({ requests, closed }: Pick<Connection, 'requests' | 'closed'>): boolean {
  const last = requests.at(-1);
  return closed === null || closed.reason === 'reported' || last === undefined || isSurelyPlaced(last);
}
