/** How a browser uses the idle HTTP/1 connections of a pool. */
export interface BrowserRule {
  /** One that brought a larger body goes before one that did not. */
  readonly largestFirst: boolean;
  /** One that was there when an urgent request came as its first goes after all others, but for another such request. */
  readonly urgentLast: boolean;
  /** Of else equal ones, that which became idle first, or last. */
  readonly idleFirst: 'longest' | 'shortest';
  /** How often it does as it is said to do: what it sees and we do not makes the rest. */
  readonly trust: number;
  /** It closes a connection that was idle so long, ms. */
  readonly idleMs: number;
  /** It may still take one that was idle for so much longer than its server says (`Keep-Alive: timeout`), ms. */
  readonly keptSlackMs: number;
  /** How likely a connection whose answer ended when a request was sent was idle when one was chosen for that… */
  readonly idleAtEnd: number;
  /** …and if it ended before: a connection is chosen a little before its request is seen to be sent, the scale of an exponential, ms… */
  readonly settledMs: number;
  /** …or after: it is free before its answer's reported end, the scale of an exponential tail, ms. */
  readonly lateMs: number;
  /** How soon a connection that became free is used again by one that waits: the scale of an exponential, ms. */
  readonly servedMs: number;
  /** By how much the order of two ends may be another than their times say, ms. */
  readonly tieMs: number;
  /** Requests that are sent so close to each other, ms, are of one moment: another order may be the true one. */
  readonly momentMs: number;
  /** Of requests that are sent in one moment and had not to wait for a connection: what a script asked for comes after the rest. */
  readonly scriptedLast: boolean;
  /** Of requests that are sent in one moment: how likely one comes before another that was ahead of it, as far as that is known… */
  readonly overtaken: number;
  /** …and if it is ahead because a script asked for this one, and before it. */
  readonly scriptedFirst: number;
}

/**
 * Firefox keeps idle connections sorted by the most bytes that one body
 * brought, ties in the order in which they became idle (netwerk/protocol/http/
 * ConnectionEntry.cpp, InsertIntoIdleConnections_internal; the bytes are those
 * that nsHttpTransaction::WritePipeSegment hands on, without headers and
 * chunks: nsHttpConnection::CloseTransaction), and takes the first. One whose
 * first request was urgent is passed over by those that are not, while there is
 * another (GetIdleConnection; nsHttpConnectionMgr::TryDispatchTransaction, steps 2 and 2a).
 */
const FIREFOX: BrowserRule = {
  largestFirst: true,
  urgentLast: true,
  idleFirst: 'longest',
  // This, the next that have no comment, and the two at the end make likeliest what happened on 80 loads (3,692 requests that reused a connection).
  trust: 0.99,
  // network.http.keep-alive.timeout
  idleMs: 115_000,
  // It takes none that was idle for longer than the header says (nsHttpConnection::CanReuse, mIdleTimeout), by its own clock.
  keptSlackMs: 10,
  idleAtEnd: 0.25,
  settledMs: 0.8,
  lateMs: 0.3,
  servedMs: 0.6,
  // Clocks of 1 ms, both read in one process.
  tieMs: 1,
  momentMs: 1,
  // Measured in version 153: most pictures come before a fetch of the same millisecond that had been asked for before.
  scriptedLast: true,
  // Of 126 other pairs, 35 of them in the queue (PendingTransactionQueue), 1 came in another order (40 loads).
  overtaken: 0.01,
  // On loads of pages over TLS too the order is about even: 0.3, which next door made likeliest, was too sure there.
  scriptedFirst: 0.6,
};

/**
 * Chromium takes the used one that became idle last (net/socket/
 * transport_client_socket_pool.cc, AssignIdleSocketToRequest).
 */
const CHROMIUM: BrowserRule = {
  largestFirst: false,
  urgentLast: false,
  idleFirst: 'shortest',
  trust: 0.98,
  // ClientSocketPool::used_idle_socket_timeout
  idleMs: 300_000,
  // It does not heed the header; servers say so in whole seconds, and look a moment later.
  keptSlackMs: 1000,
  idleAtEnd: 0.45,
  settledMs: 1.5,
  lateMs: 0.5,
  servedMs: 4,
  // A HAR entry's own date is cut to 1 ms, its times are finer.
  tieMs: 2,
  momentMs: 1.5,
  scriptedLast: false,
  // On training loads with ids hidden, 73 of 86 pairs of histories that turn on this came in its order.
  overtaken: 0.25,
  scriptedFirst: 0.25,
};

/** No log tells how urgent they were: 23 of 136 pairs came in another order. */
const FIREFOX_TIMED: BrowserRule = { ...FIREFOX, overtaken: 0.1, scriptedFirst: 0.5 };

/** Its HAR alone: a request is dated when the log hears of it, and whether it opened its connection is told over TLS only. */
const FIREFOX_HAR: BrowserRule = { ...FIREFOX, settledMs: 5, lateMs: 3, momentMs: 3, overtaken: 0.2, scriptedFirst: 0.2 };

/**
 * What a page's own clock tells: all times to 0.1 ms, and of one document (High
 * Resolution Time, "coarsen time"). Who was sent 0.1 ms before got its
 * connection before: taken so, 93.5 of 100 of the training loads' are placed
 * rightly, with the order of the queue within 1 ms 81. Sockets are chosen some
 * ms before their requests are sent.
 */
const CHROMIUM_TIMED: BrowserRule = { ...CHROMIUM, idleAtEnd: 0.2, settledMs: 2, lateMs: 0.2, tieMs: 0.1, momentMs: 0.05 };

/** Of another browser it is only known that most take the one that was used last; nor is it known what clocks a tool had. */
const UNKNOWN: BrowserRule = { ...CHROMIUM, trust: 0.6, lateMs: 1, momentMs: 1 };

/**
 * `…-timed`: nothing but Resource Timing tells of the requests, as of those before DevTools was opened: no headers, and no order of events.
 * `firefox-har`: nothing but a HAR of Firefox does, without the times of its pages.
 */
export const RULES = { firefox: FIREFOX, 'firefox-timed': FIREFOX_TIMED, 'firefox-har': FIREFOX_HAR, chromium: CHROMIUM, 'chromium-timed': CHROMIUM_TIMED, unknown: UNKNOWN } as const satisfies Readonly<Record<string, BrowserRule>>;
export type RuleName = keyof typeof RULES;
