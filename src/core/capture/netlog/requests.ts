import type { Instant } from '../../base/units.ts';
import { listOf, textOf } from '../../base/unknown.ts';
import { dependencyOf, errorCodeOf, textIn, type Handle, type Handlers } from './event.ts';
import { mark, openSpan, type Span } from './span.ts';

/** One attempt to get an answer over the network: a connection, what was sent, what came. */
export interface Attempt {
  /** Sent on the connection of the attempt before, without a search for one: with credentials, after an answer that asked for them. */
  readonly onSame: boolean;
  /** The search for a connection. */
  readonly stream: Span;
  job: number | null;
  quicSession: number | null;
  readonly send: Span;
  /** From the first wait for the answer to its last header. */
  readonly headers: Span;
  /** Of the body; open while some of it is awaited. */
  readonly body: Span;
  /** When the last frame came or went by which a WebSocket closes (RFC 6455 section 5.5.1). */
  closeFrame: Instant | null;
  readonly sent: readonly string[] | null;
  /** What it was written in: each has an event of its own; `null` before it was. */
  readonly spoken: 'http/1.1' | 'h2' | 'h3' | null;
  readonly answered: readonly string[] | null;
  /** Given up for the next attempt, with this error. */
  error: number | null;
  superseded: Instant | null;
}

/** One URL of a request: a redirect leads to the next. */
export interface Hop {
  readonly url: string;
  readonly method: string;
  readonly start: Instant;
  readonly attempts: Attempt[];
  /** The browser's own answer, as to http: of a host that is known for https: alone (HSTS). */
  ownAnswer: readonly string[] | null;
  /** The HTTP cache had an entry for it. */
  readFromCache: boolean;
  end: Instant | null;
  redirectTo: string | null;
}

/** One request of the browser, whoever asked for it. */
export interface UrlRequest {
  readonly id: number;
  readonly url: string | null;
  readonly started: Instant;
  priority: string | null;
  /** "main frame", "subframe" or "other". */
  type: string | null;
  readonly hops: Hop[];
  ended: Instant | null;
  error: number | null;
  /** By whoever asked for it. */
  cancelled: boolean;
  /** Lives begun and not ended: a redirect under CORS begins another before it ends the one before. */
  alive: number;
}

export interface Requests {
  readonly requests: ReadonlyMap<number, UrlRequest>;
  readonly handlers: Handlers;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function createRequests(): Requests {
  const requests = new Map<number, UrlRequest>();
  const of = (update: (request: UrlRequest, event: Parameters<Handle>[0]) => void): Handle => (event) => {
    const request = requests.get(event.id);
    if (request) update(request, event);
  };
  const ofHop = (update: (hop: Hop, event: Parameters<Handle>[0]) => void): Handle =>
    of((request, event) => {
      const hop = request.hops.at(-1);
      if (hop) update(hop, event);
    });
  const ofAttempt = (update: (attempt: Writable<Attempt>, event: Parameters<Handle>[0]) => void): Handle =>
    ofHop((hop, event) => {
      const attempt = hop.attempts.at(-1);
      if (attempt) update(attempt, event);
    });
  const sent = (spoken: Attempt['spoken']): Handle =>
    ofAttempt((attempt, { params }) => {
      attempt.sent = headerLines(params['headers']);
      attempt.spoken = spoken;
    });
  const givenUp = ofAttempt((attempt, event) => {
    attempt.superseded = event.at;
    attempt.error = errorCodeOf(event);
  });

  const webSocketFrame = ofAttempt((attempt, { at, params }) => {
    if (params['opcode'] === CLOSE) attempt.closeFrame = at;
  });

  const handlers: Handlers = {
    'URL_REQUEST REQUEST_ALIVE': (event) => {
      const { id, at, phase } = event;
      const request = requests.get(id);
      if (phase === 'begin') {
        if (request) request.alive += 1;
        else requests.set(id, { id, url: textIn(event, 'url'), started: at, priority: textIn(event, 'priority'), type: null, hops: [], ended: null, error: null, cancelled: false, alive: 1 });
        return;
      }
      if (!request || phase !== 'end') return;
      request.alive -= 1;
      if (request.alive > 0) return;
      request.ended = at;
      request.error ??= errorCodeOf(event);
    },
    URL_REQUEST_START_JOB: of((request, event) => {
      if (event.phase !== 'begin') {
        request.error = errorCodeOf(event) ?? request.error;
        return;
      }
      request.type ??= textIn(event, 'request_type');
      const url = textIn(event, 'url') ?? request.url;
      const before = request.hops.at(-1);
      if (before?.url === url && before?.attempts.length === 0) return;
      if (before) {
        before.end ??= event.at;
        before.redirectTo ??= url;
      }
      if (url !== null) request.hops.push({ url, method: textIn(event, 'method') ?? '', start: before ? event.at : request.started, attempts: [], ownAnswer: null, readFromCache: false, end: null, redirectTo: null });
    }),
    'URL_REQUEST CANCELLED': of((request, event) => {
      if (request.alive > 1) return;
      request.cancelled = true;
      request.error ??= errorCodeOf(event);
    }),
    URL_REQUEST_SET_PRIORITY: of((request, event) => {
      request.priority = textIn(event, 'priority') ?? request.priority;
    }),
    URL_REQUEST_REDIRECTED: ofHop((hop, event) => {
      hop.redirectTo = textIn(event, 'location');
      hop.end = event.at;
    }),
    URL_REQUEST_FAKE_RESPONSE_HEADERS_CREATED: ofHop((hop, { params }) => {
      hop.ownAnswer = headerLines(params['headers']);
    }),
    HTTP_CACHE_READ_INFO: ofHop((hop) => {
      hop.readFromCache = true;
    }),
    HTTP_STREAM_REQUEST: ofHop((hop, { at, phase }) => {
      if (phase === 'begin') {
        const before = hop.attempts.at(-1);
        if (before) before.superseded ??= at;
        hop.attempts.push(newAttempt(null));
      }
      const attempt = hop.attempts.at(-1);
      if (attempt) mark(attempt.stream, phase, at);
    }),
    HTTP_STREAM_REQUEST_BOUND_TO_JOB: ofAttempt((attempt, event) => {
      attempt.job = dependencyOf(event);
    }),
    HTTP_STREAM_REQUEST_BOUND_TO_QUIC_SESSION: ofAttempt((attempt, event) => {
      attempt.quicSession = dependencyOf(event);
    }),
    HTTP_TRANSACTION_SEND_REQUEST: ofHop(({ attempts }, { at, phase }) => {
      const before = attempts.at(-1);
      if (before && before.answered !== null && phase === 'begin') {
        before.superseded ??= at;
        attempts.push(newAttempt(before));
      }
      const attempt = attempts.at(-1);
      if (attempt) mark(attempt.send, phase, at);
    }),
    HTTP_TRANSACTION_SEND_REQUEST_HEADERS: sent('http/1.1'),
    HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS: sent('h2'),
    HTTP_TRANSACTION_QUIC_SEND_REQUEST_HEADERS: sent('h3'),
    HTTP_TRANSACTION_READ_HEADERS: ofAttempt((attempt, { at, phase }) => mark(attempt.headers, phase, at)),
    HTTP_TRANSACTION_READ_RESPONSE_HEADERS: ofAttempt((attempt, { params }) => {
      attempt.answered = headerLines(params['headers']);
    }),
    HTTP_TRANSACTION_READ_BODY: ofAttempt(({ body }, { at, phase }) => {
      body.start ??= at;
      body.end = phase === 'end' ? at : null;
    }),
    WEBSOCKET_SENT_FRAME_HEADER: webSocketFrame,
    WEBSOCKET_RECV_FRAME_HEADER: webSocketFrame,
    HTTP_TRANSACTION_RESTART_AFTER_ERROR: givenUp,
    HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST: givenUp,
  };
  return { requests, handlers };
}

/** The opcode of a frame that closes a WebSocket (RFC 6455 section 11.8). */
const CLOSE = 8;

/** @param before whose connection it goes on with */
const newAttempt = (before: Attempt | null): Attempt => ({
  onSame: before !== null,
  stream: openSpan(),
  job: before?.job ?? null,
  quicSession: before?.quicSession ?? null,
  send: openSpan(),
  headers: openSpan(),
  body: openSpan(),
  closeFrame: null,
  sent: null,
  spoken: null,
  answered: null,
  error: null,
  superseded: null,
});

/** "Name: value", one a line; older versions write those of HTTP/2 as an object. */
function headerLines(value: unknown): readonly string[] | null {
  const lines = listOf(value)?.flatMap((line) => textOf(line) ?? []);
  if (lines) return lines;
  return typeof value === 'object' && value !== null ? Object.entries(value).map(([name, text]) => `${name}: ${String(text)}`) : null;
}
