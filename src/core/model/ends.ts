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
