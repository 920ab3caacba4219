import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import { isSurelyIdle } from '../doubt.ts';
import { endOf, sentAtOf } from '../uses.ts';
import { isReusable, type Reusable } from './browser-limits.ts';

/** A connection, and when it had nothing to do. */
export interface Idleness {
  readonly connection: Connection;
  readonly protocol: Reusable;
  /** When its first request began its setup or was sent. */
  readonly firstAt: number;
  /** Each idle stretch that a further request ended. */
  readonly idle: readonly { readonly from: number; readonly to: number; readonly request: Request; readonly isSure: boolean }[];
  /** When its last request ended; infinite while one runs. */
  readonly lastEnd: number;
  /** The one that kept it busy until then. */
  readonly last: Request | null;
}

/** `null` where a connection takes one request only. */
export function idlenessOf(connection: Connection): Idleness | null {
  if (!isReusable(connection.protocol)) return null;
  const sent = connection.requests.map((request) => ({ request, at: sentAtOf(request) })).sort((a, b) => a.at - b.at);
  const idle: { from: number; to: number; request: Request; isSure: boolean }[] = [];
  let last: Request | null = null;
  for (const { request, at } of sent) {
    if (last !== null && at > endOf(last)) idle.push({ from: endOf(last), to: at, request, isSure: isSurelyIdle(connection, { before: last, after: request }) });
    if (last === null || endOf(request) > endOf(last)) last = request;
  }
  return { connection, protocol: connection.protocol, firstAt: sent[0]?.at ?? 0, idle, lastEnd: last === null ? Infinity : endOf(last), last };
}
