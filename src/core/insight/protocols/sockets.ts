import type { Analysis } from '../../model/analysis.ts';
import { usesNetwork } from '../../model/network-use.ts';
import { isEventStream, type StreamMessage } from '../../model/observation.ts';
import { isSerial, isWebSocket } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { messagesOf, type Messages } from './messages.ts';
import { answeredAt } from './moments.ts';
import { loggedOf } from './logged.ts';
import type { Dial } from './reconnects.ts';

/** One WebSocket, from its dial to its end. */
export interface SocketLife extends Dial {
  /**
   * - `open`: still open.
   * - `closed`: it was open and ended. No source has the close code, nor who closed.
   * - `failed`: it never came to be open.
   * - `not-told`: Firefox's log, and a file that was written while it was open, end at the handshake.
   */
  readonly end: 'open' | 'closed' | 'failed' | 'not-told';
  readonly messages: Messages;
}

export function webSocketsOf({ requests }: Pick<Analysis, 'requests'>): readonly SocketLife[] {
  return requests.filter((request) => isWebSocket(request.protocol) && wasDialled(request)).map(lifeOf);
}

/** Also one that was refused: the next dial waited since then. */
const wasDialled = ({ origination }: Request): boolean => origination.opening !== 'none' || origination.reason === 'failed';

const streamOf = (request: Request): readonly StreamMessage[] | null => loggedOf(request)?.messages ?? null;

function lifeOf(request: Request): SocketLife {
  const end = endOf(request);
  const endedAt = end === 'closed' || end === 'failed' ? request.end : null;
  const opened = answeredAt(request) ?? request.start;
  return {
    request: request.id,
    url: request.url,
    origin: request.origin,
    page: request.page,
    dialledAt: request.start,
    endedAt,
    lifetimeMs: end === 'closed' && endedAt !== null ? endedAt - opened : null,
    end,
    messages: messagesOf(streamOf(request), opened, endedAt),
  };
}

function endOf(request: Request): SocketLife['end'] {
  const { error, end, phases, problems } = request;
  // One without a usable date has no times that could be trusted.
  if (problems.some(({ code }) => code === 'bad-date')) return 'not-told';
  const accepted = isAccepted(request);
  if (phases.receive.state === 'measured' && accepted === true) return 'closed';
  if (end !== null && (error !== null || accepted === false)) return 'failed';
  return phases.receive.state === 'hidden' && phases.receive.why === 'unfinished' ? 'open' : 'not-told';
}

/**
 * 200 accepts a WebSocket over HTTP/2, which browsers speak over TLS only (RFC
 * 8441 section 5), and refuses it over HTTP/1.1: then Chromium's log has an
 * error among its messages and nothing else. `null` where nothing tells.
 */
function isAccepted(request: Request): boolean | null {
  const { status, protocol, error } = request;
  if (status === 101) return true;
  if (status !== 200 || protocol !== 'wss' || error !== null) return status ? false : null;
  const messages = streamOf(request);
  return messages === null ? null : messages.length === 0 || messages.some(({ type }) => type !== 'error');
}

/** One answer of type `text/event-stream`: server-sent events, or a fetch that streams in their format. */
export interface EventStreamLife {
  readonly request: string;
  readonly url: string;
  readonly origin: string;
  readonly connection: string | null;
  readonly from: number;
  /** `null` while it runs. */
  readonly to: number | null;
  /** On HTTP/1.1 it keeps one of the six connections to itself. */
  readonly holdsSlot: boolean;
  readonly messages: Messages;
}

/** What EventSource dialled, and dials again. A fetch that streams in the same format is asked again by a user. */
export const eventSourcesOf = ({ requests }: Pick<Analysis, 'requests'>): readonly Dial[] =>
  requests.filter((request) => request.resourceType === 'eventsource' && wasDialled(request)).map((request) => ({
    request: request.id,
    url: request.url,
    origin: request.origin,
    page: request.page,
    dialledAt: request.start,
    endedAt: request.end,
    lifetimeMs: request.end === null ? null : request.end - request.start,
  }));

export function eventStreamsOf({ requests }: Pick<Analysis, 'requests'>): readonly EventStreamLife[] {
  return requests.filter((request) => usesNetwork(request) && isEventStream(request.headers)).map((request) => ({
    request: request.id,
    url: request.url,
    origin: request.origin,
    connection: request.connection,
    from: request.start,
    to: request.end,
    holdsSlot: isSerial(request.protocol),
    messages: messagesOf(streamOf(request), answeredAt(request) ?? request.start, request.end),
  }));
}
