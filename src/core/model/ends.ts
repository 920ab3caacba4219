import { isEventStream } from './observation.ts';
import { isWebSocket } from './protocol.ts';
import type { Request } from './request.ts';

/** It lasts for as long as the page wants to hear. */
export const isStream = ({ headers, resourceType }: Request): boolean => resourceType === 'eventsource' || isEventStream(headers);

/**
 * Its answer has begun, and whether it has ended nobody tells. Chromium tells
 * of no end while a page does not read a body to its end, however long the
 * network has been done with it (see core/capture/whole-body.ts), and calls it
 * aborted when the page has forgotten it. That it holds its connection is then
 * no fact.
 */
export const isEndUntold = (request: Request): boolean =>
  request.status !== null && request.status >= 200 && (request.end === null || request.error === FORGOTTEN) && !isStream(request) && !isWebSocket(request.protocol);

const FORGOTTEN = 'net::ERR_ABORTED';

/**
 * An HTTP/1.1 answer with neither `Content-Length` nor chunks ends with its
 * connection (RFC 9112 section 6.3); a 304, or what has no body, needs none.
 * `asked` and a type are there where the log has the headers as they were on
 * the wire, not as a cache kept them. Something may have taken the header out
 * on the way to the log.
 */
export function endsWithConnection({ protocol, status, method, asked, error, headers, observations }: Request): boolean {
  if (protocol !== 'http/1.1' || status === null || status < 200 || status === 204 || status === 304 || method === 'HEAD' || asked === null || error !== null) return false;
  if (headers['content-type'] === undefined || headers['keep-alive'] !== undefined) return false;
  return observations.some((seen) => seen.source === 'har' && seen.logged?.answerHeaders === 'all' && !seen.logged.isDelimited);
}
