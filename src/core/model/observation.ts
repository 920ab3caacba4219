import type { Instant } from '../base/units.ts';
import type { Phases } from './phase.ts';
import type { Problem } from './problem.ts';
import type { Protocol } from './protocol.ts';

/**
 * What one source said about one request, read but not yet interpreted.
 * Observations are kept append-only; everything else is computed from them.
 */
export type Observation = HarObservation | TimingObservation | WebRequestObservation;

interface Common {
  /** The same for the same fact however often it is delivered, so that re-delivery is harmless. */
  readonly key: string;
  /** Without fragment. */
  readonly url: string;
  readonly start: Instant;
  /** `null` while the request runs. */
  readonly end: Instant | null;
}

/** One request as a network log tells it: an `entries[]` element of HAR 1.2, or the same facts out of a log of another kind. */
export interface HarObservation extends Common {
  readonly source: 'har';
  readonly dialect: HarDialect;
  /** False when its own date was nonsense and `start` is a neighbour's. */
  readonly dated: boolean;
  readonly method: string;
  /** 0 when there was no answer; `null` in a HAR that we wrote of what nobody told. */
  readonly status: number | null;
  readonly protocol: Protocol | null;
  readonly phases: Phases;
  /** Part of `phases.stalled` that the browser's own scheduler held back (Chromium's `_blocked_queueing`), ms. */
  readonly queued: number | null;
  /** Part of `phases.stalled` that went into finding a proxy (Chromium's `_blocked_proxy`), ms. */
  readonly proxied: number | null;
  /** The browser's name for the connection; already dropped where it is known to be stale. */
  readonly reportedConnection: string | null;
  /** What the timings of this dialect say about the connection, before anything else is known. */
  readonly connect: ConnectSign;
  /** Why no connection was used, when the entry itself says so. */
  readonly noConnection: NoConnection | null;
  readonly remoteAddress: string | null;
  /** The browser names another port of the other end than the URL's: a proxy is there, and the address is the proxy's. */
  readonly isProxyAddress: boolean;
  readonly resourceType: string | null;
  readonly priority: string | null;
  /** The browser's own words, e.g. `net::ERR_CONNECTION_REFUSED`. */
  readonly error: string | null;
  /** Bytes on the wire, headers included. */
  readonly transferSize: number | null;
  /** Bytes of the body as it was sent: compressed, without chunks. */
  readonly bodySize: number | null;
  /** HAR's `pageref`; absent in streamed entries of Firefox. `NO_PAGE`: the entry says that it is of none. */
  readonly pageref: string | null;
  /** Which run of the browser it is of, in files of several: "run 2". `null` for the first, and where none is told. */
  readonly run: string | null;
  readonly redirectTo: string | null;
  readonly headers: ConnectionHeaders;
  /** `null` where the entry does not have the headers that were sent. */
  readonly asked: Asked | null;
  /** `null` of a log that is no HAR. */
  readonly logged: Logged | null;
  readonly problems: readonly Problem[];
  /** The entry as it came, less bodies: what a complete HAR export writes from. `null` once it has been given up. */
  readonly raw: unknown;
}

/** What else a HAR entry says that some rule goes by. */
export interface Logged {
  /** Chromium's `_initiator`: `parser` for markup, `script`, `preload`…, and the URL of that document or script. `null` where it does not say. */
  readonly initiator: { readonly type: string; readonly url: string | null } | null;
  /** `Link` of the answer; repeated ones joined. */
  readonly link: string | null;
  /** `Strict-Transport-Security` of the answer. */
  readonly strictTransportSecurity: string | null;
  /** `Access-Control-Max-Age` of the answer. */
  readonly accessControlMaxAge: string | null;
  /** The answer says `Cross-Origin-Embedder-Policy: credentialless` (HTML, "embedder policies"). */
  readonly isCredentialless: boolean;
  /** Which of the answer's headers are there: nothing follows from one that is missing among `few`, as we write them of a log that has a few. */
  readonly answerHeaders: 'all' | 'few' | 'none';
  /** The answer's headers say where it ends: `Content-Length` or `Transfer-Encoding`. */
  readonly isDelimited: boolean;
  /** The method for which a CORS preflight asks leave: its `Access-Control-Request-Method` (Fetch, "CORS-preflight fetch"). `null` of what is none. */
  readonly asksLeave: string | null;
  /** The request said `Connection: close` itself; the answer's is then its echo (RFC 9112 section 9.6). */
  readonly asksToClose: boolean;
  /** Of a WebSocket or an event stream; `null` where the entry has no list of them, which is not the same as none. */
  readonly messages: readonly StreamMessage[] | null;
}

/** One message of a WebSocket or an event stream. */
export interface StreamMessage {
  /** Chromium's word: `send`, `receive`, `error`. */
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Who wrote the entry, told by its shape, never by a name (creator strings are copied between tools).
 * - `chromium`: `_connectionId` is the id, `connection` the server's port.
 * - `chromium-before`: `connection` is the id.
 * - `firefox`: `connection` is the server's port, `ssl` lies beside `connect`, 1 ms resolution.
 * - `safari`: `connection` is the id; `_fetchType` says whether it came from a cache.
 * - `sitespeed`: chrome-har and browsertime; `connection` is the id.
 * - `webpagetest`: `_socket` is the id, `_protocol` the protocol; nothing before DNS is told.
 * - `playwright`: no id; nothing before DNS is told.
 * - `generic`: HAR 1.2 by the letter.
 * - `netlog`: no HAR: Chromium's log of its network stack, which has all ids.
 * - `cdp`, `trace`: no HAR: Chromium's events for its own DevTools.
 */
export type HarDialect = (typeof HAR_DIALECTS)[number];

const HAR_DIALECTS = ['chromium', 'chromium-before', 'firefox', 'safari', 'sitespeed', 'webpagetest', 'playwright', 'generic', 'netlog', 'cdp', 'trace'] as const;

/** True for these words: a HAR that we wrote says in `_source` whose entry it was. */
export const isHarDialect = (word: unknown): word is HarDialect => (HAR_DIALECTS as readonly unknown[]).includes(word);

/**
 * - `opened`: this request waited for the connect of the connection it used.
 * - `earlier`: it did not, and the source would have told.
 * - `silent`: the source cannot tell (a 0 ms connect at 1 ms resolution, a WebSocket, a failure).
 */
export type ConnectSign = 'opened' | 'earlier' | 'silent';

/** A HAR that we wrote leaves `pageref` out where the request was of no page: others leave it out where they do not tell. */
export const NO_PAGE = '';

/** A PerformanceResourceTiming or PerformanceNavigationTiming entry of one document. */
export interface TimingObservation extends Common {
  readonly source: 'resource-timing';
  /** Whose it is, as the extension knows that runs in it; an entry does not tell. */
  readonly browser: 'chromium' | 'firefox' | null;
  readonly initiatorType: string | null;
  readonly protocol: Protocol | null;
  /** `null` where Timing-Allow-Origin hides them. */
  readonly phases: Phases | null;
  readonly connect: ConnectSign;
  readonly redirected: boolean;
  readonly fromCache: boolean;
  readonly fromServiceWorker: boolean;
  readonly status: number | null;
  readonly transferSize: number | null;
  /** Random, one per document that fetched it. */
  readonly document: string;
  /** The browser's own id of it, as webRequest has it; `null` where it does not say. */
  readonly documentId: string | null;
  /** Site of that document, see `siteOf`; '' for one without a site of its own (about:blank, srcdoc). */
  readonly documentSite: string;
  readonly isTopFrame: boolean;
  /** The entry of the document itself, not of something that it fetched. */
  readonly isNavigation: boolean;
  /** For a navigation entry: when its document came back from the back/forward cache, in order. */
  readonly restoredAt: readonly Instant[];
  /** For a navigation entry: when its DOMContentLoaded and load events ended. */
  readonly milestones: { readonly contentLoaded: Instant | null; readonly load: Instant | null } | null;
}

/** One webRequest request id, its events folded together. */
export interface WebRequestObservation extends Common {
  readonly source: 'web-request';
  /**
   * The how-many-th end that was heard of. Of two requests that end in one
   * millisecond it tells which was first: Firefox 153 told of 30 pairs in the
   * order in which their connections were used again, 30 times.
   */
  readonly endOrder: number | null;
  readonly method: string;
  /** The browser's id of the top document that asked, in itself or in a frame of its own; `null` where it does not say. */
  readonly topDocument: string | null;
  /** webRequest's ResourceType: "ping", "websocket", "main_frame"… */
  readonly type: string;
  readonly status: number | null;
  readonly remoteAddress: string | null;
  readonly fromCache: boolean;
  readonly error: string | null;
  readonly headers: ConnectionHeaders;
}

/**
 * How the page asked, as the headers tell: what decides which pool of
 * connections the request may use (Fetch, "obtain a connection": network
 * partition key, origin, credentials). Presence only, never a cookie's value.
 * Equal ones are one object, because most requests of a page ask alike.
 */
export interface Asked {
  /** `Sec-Fetch-Mode`, `-Dest` and `-Site`; browsers send them to trustworthy origins only (Fetch Metadata, "potentially trustworthy"). */
  readonly mode: string | null;
  readonly dest: string | null;
  readonly site: string | null;
  /** `Origin` as sent, "null" included; `null` when it was not sent. */
  readonly origin: string | null;
  /** The origin of `Referer`. */
  readonly referrer: string | null;
  /** `Cookie` was sent. */
  readonly hasCookie: boolean;
  /** `Sec-Fetch-Storage-Access`: sent with cross-site requests in credentials mode "include", and only with them. */
  readonly storageAccess: string | null;
  /** Whom the answer lets read it (Fetch, "CORS check"): anyone, one origin without credentials, or with them. */
  readonly allows: 'anyone' | 'origin' | 'credentials' | null;
}

/** Response headers that say something about connections; lower-case names, values as sent. */
export interface ConnectionHeaders {
  readonly connection?: string;
  readonly 'proxy-connection'?: string;
  readonly 'keep-alive'?: string;
  readonly 'alt-svc'?: string;
  readonly 'server-timing'?: string;
  readonly 'content-type'?: string;
}

export const CONNECTION_HEADERS = ['connection', 'proxy-connection', 'keep-alive', 'alt-svc', 'server-timing', 'content-type'] as const satisfies readonly (keyof ConnectionHeaders)[];

/** Whom an answer lets read it. */
export const CORS_HEADERS = ['access-control-allow-origin', 'access-control-allow-credentials'] as const;

/** What `Logged` has of an answer's headers, and of its request's. */
export const LOGGED_HEADERS = ['link', 'content-length', 'transfer-encoding', 'strict-transport-security', 'access-control-max-age', 'cross-origin-embedder-policy'] as const;
export const LOGGED_REQUEST_HEADERS = ['access-control-request-method', 'connection'] as const;

/** True when `Connection` lists the option `close`, in any case (RFC 9110 section 7.6.1). */
export const saysClose = ({ connection = '' }: ConnectionHeaders): boolean => connection.toLowerCase().split(',').some((option) => option.trim() === 'close');

/**
 * Whether the connection goes on after this answer, as browsers read it: the
 * first `close` or `keep-alive` of `Connection`, else of `Proxy-Connection`, which
 * old proxies send in its place; else HTTP/1.1 goes on and HTTP/1.0 does not
 * (Chromium's net/http/http_response_headers.cc, IsKeepAlive; Firefox reads both
 * as well, netwerk/protocol/http/nsHttpConnection.cpp, OnHeadersAvailable).
 */
export function staysOpen(headers: ConnectionHeaders, protocol: 'http/1.0' | 'http/1.1'): boolean {
  for (const value of [headers.connection, headers['proxy-connection']]) {
    const said = value?.toLowerCase().split(',').map((part) => part.trim()).find((part) => part === 'close' || part === 'keep-alive');
    if (said !== undefined) return said === 'keep-alive';
  }
  return protocol === 'http/1.1';
}

/** Server-sent events (HTML, "text/event-stream"): the response ends when one side has had enough. */
export const isEventStream = (headers: ConnectionHeaders | undefined): boolean => /^text\/event-stream\b/i.test(headers?.['content-type'] ?? '');

/** True for the words below: a HAR that we wrote says them in `_noConnection`. */
export const isNoConnection = (word: unknown): word is NoConnection => (NO_CONNECTION as readonly unknown[]).includes(word);

const NO_CONNECTION: readonly NoConnection[] = ['memory-cache', 'disk-cache', 'cache', 'service-worker', 'cache-or-service-worker', 'blocked', 'failed', 'local'];

/** Why a request used no connection at all. */
export type NoConnection =
  | 'memory-cache'
  | 'disk-cache'
  /** Some cache; the source does not say which. */
  | 'cache'
  | 'service-worker'
  /** One of the two; the source does not say which (Firefox's log, Playwright). */
  | 'cache-or-service-worker'
  /** Stopped before it left: by an extension, a policy, mixed content; in Firefox also what a service worker answered with an error, of which its log tells nothing else. */
  | 'blocked'
  /** No connection came about: name not found, refused, handshake failed. */
  | 'failed'
  /** data:, blob:, about: and the like; an answer of the browser's own. */
  | 'local';
