import { doubtfulOf } from '../model/candidates.ts';
import type { Connection } from '../model/connection.ts';
import { SURE_FROM } from '../model/placing.ts';
import type { Request } from '../model/request.ts';
import { endOf, sentAtOf } from './uses.ts';

/** Too little sure on its connection for anything to rest on that. */
export const isDoubtful = ({ placing }: Request): boolean => placing !== null && placing.confidence < SURE_FROM;

/** A request that is shown on another connection may have been on this one within the stretch. */
export const mayBeUsedBetween = (connection: Connection, from: number, to: number): boolean => connection.possible.length > 0 && doubtfulOf(connection).some((request) => sentAtOf(request) < to && endOf(request) > from);

/** Nothing but this request ended the idle stretch, and nothing but that one began it. */
export const isSurelyIdle = (connection: Connection, { before, after }: { readonly before: Request; readonly after: Request }): boolean =>
  !isDoubtful(before) && !isDoubtful(after) && !mayBeUsedBetween(connection, endOf(before), sentAtOf(after));
