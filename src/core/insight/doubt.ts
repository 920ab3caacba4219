import { doubtfulOf } from '../model/candidates.ts';
import type { Connection } from '../model/connection.ts';
import { SURE_FROM } from '../model/placing.ts';
import type { Request } from '../model/request.ts';
import { below, upTo } from './bisect.ts';
import { endOf, sentAtOf } from './uses.ts';

/** Too little sure on its connection for anything to rest on that. */
export const isDoubtful = ({ placing }: Request): boolean => placing !== null && placing.confidence < SURE_FROM;

/** A request that is shown on another connection may have been on this one within the stretch. */
export function mayBeUsedBetween(connection: Connection, from: number, to: number): boolean {
  if (connection.possible.length === 0) return false;
  const { sent, ended } = perhapsOn(connection);
  return below(sent, to) > upTo(ended, from);
}

/** Nothing but this request ended the idle stretch, and nothing but that one began it. */
export const isSurelyIdle = (connection: Connection, { before, after }: { readonly before: Request; readonly after: Request }): boolean =>
  !isDoubtful(before) && !isDoubtful(after) && !mayBeUsedBetween(connection, endOf(before), sentAtOf(after));

interface Perhaps {
  readonly sent: Float64Array;
  readonly ended: Float64Array;
}

const known = new WeakMap<Connection, Perhaps>();

/** Each sorted for itself: a poll of hours has thousands of them, and as many gaps. */
function perhapsOn(connection: Connection): Perhaps {
  const found = known.get(connection);
  if (found !== undefined) return found;
  const requests = doubtfulOf(connection);
  const made = { sent: Float64Array.from(requests, sentAtOf).sort(), ended: Float64Array.from(requests, endOf).sort() };
  known.set(connection, made);
  return made;
}
