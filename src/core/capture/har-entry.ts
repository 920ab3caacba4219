import { readAddress } from './address.ts';
import { instantOf, isSaneInstant, isZoneless } from '../base/date.ts';
import { instant, later, type Instant } from '../base/units.ts';
import { type Fields, fieldsOf, listOf, numberOf, textOf } from '../base/unknown.ts';
import type { HarDialect, HarObservation } from '../model/observation.ts';
import { timesAll } from '../model/longest-wait.ts';
import { hidden, hiddenPhases, measured, type Phases } from '../model/phase.ts';
import { isWebSocket, switchedTo, webSocketOf, type Protocol } from '../model/protocol.ts';
import type { Problem } from '../model/problem.ts';
import { runOf } from '../model/run.ts';
import { absenceOf } from './har-absence.ts';
import { dialectOf, isFiddlers, reportedConnection } from './har-dialect.ts';
import { bodySize, transferSize } from './har-sizes.ts';
import { readLength, readTimings, saneLength, type HarTimings } from './har-timings.ts';
import { datedLate } from './har-quirks.ts';
import type { AskedReader } from './asked.ts';
import { headerPicker, readAnswered } from './headers.ts';
import { readLogged } from './logged.ts';
import { protocolOfConfirmation, readProtocol } from './protocol.ts';
import { isSecure, portOf, withoutFragment } from '../base/url.ts';
import { isBodyWhole } from './whole-body.ts';

export interface EntryContext {
  readonly key: string;
  /** The browser has told of no end. */
  readonly open: boolean;
  /** Where to put an entry whose own date is nonsense. */
  readonly fallbackStart: Instant;
  readonly readAsked: AskedReader;
  /** see `dialectOf` */
  readonly connectionIsPort: boolean;
  /** Whether the observation keeps the entry as it came. */
  readonly raw: 'keep' | 'give-up';
}

/** What each entry has; `null` for something that is none at all. */
export function partsOf(value: unknown): { readonly entry: Fields; readonly request: Fields; readonly url: string } | null {
  const entry = fieldsOf(value);
  const request = fieldsOf(entry?.['request']);
  const url = textOf(request?.['url']);
  return !entry || !request || url === undefined ? null : { entry, request, url };
}

/**
 * Reads one element of HAR `log.entries`. Returns `null` for something that is
 * not an entry at all (no request, no URL); everything less is contained and
 * noted in `problems`.
 */
export function readHarEntry(value: unknown, context: EntryContext): HarObservation | null {
  const parts = partsOf(value);
  if (parts === null) return null;
  const { entry, request, url } = parts;

  const problems: Problem[] = [];
  const response = fieldsOf(entry['response']) ?? {};
  const dialect = dialectOf(entry, url, context.connectionIsPort);
  // WebPageTest and Playwright write -1 where there was no answer.
  const answered = numberOf(response['status']) ?? 0;
  const unspoken = dialect === 'playwright' && !isReceivedInPlaywright(entry) && saneLength(response['_transferSize']) === undefined && (isSecure(url) || answered === -1);
  const error = textOf(response['_error']) ?? textOf(entry['_error']) ?? textOf(response['_failureText']) ?? null;
  const socket = webSocketOf(url);
  const told = (): Protocol | null => readProtocol(entry['_protocol']) ?? readProtocol(response['httpVersion']) ?? readProtocol(request['httpVersion']);
  // Playwright fills in HTTP/1.1 until all of the answer is there; without TLS no browser speaks HTTP/2.
  const spoken = (): Protocol | null => (dialect === 'chromium' && answered === 304 ? protocolOfConfirmation(request['headers'], told()) : told());
  const protocol = socket ?? (answered === 101 && isToWebSocket(response['headers']) ? switchedTo(url) : unspoken ? null : spoken());
  const date = readStart(entry['startedDateTime'], { fallback: context.fallbackStart, late: datedLate(dialect, fieldsOf(entry['timings']) ?? {}) }, problems);
  // Chromium dates a WebSocket when the page's process hears that its handshake was sent: one without a date (1969) never got a connection to send it on, unless the page had closed it by then.
  const isUnsent = socket !== null && dialect === 'chromium' && !date.datable && !socketErrors(entry).some((words) => CLOSED_EARLY.test(words));
  const isSilent = dialect === 'chromium' && answered === 0 && error === null && !isUnsent;
  const isUntold = isSilent && context.open && isWorkersScript(entry);
  const status = isUntold ? null : isSilent ? statusBehind0(entry, response, socket !== null) : Math.max(answered, 0);
  const noConnection = isUnsent ? 'failed' : absenceOf({ entry, response, dialect, url, status });
  const open = context.open && !isUntold && !(socket === null && isBodyWhole({ method: textOf(request['method']) ?? '', status, response }));
  const times = entryTimes({ entry, url, dialect, status, protocol, start: date.start, datable: date.datable, socket: socket !== null, open }, problems);
  const { headers, allows } = readAnswered(response['headers']);
  const named = textOf(entry['pageref']) ?? null;
  const ended = open || times.endsUnseen ? null : times.end;

  return {
    source: 'har',
    dialect,
    dated: date.datable,
    key: context.key,
    url: withoutFragment(url),
    start: date.start,
    end: ended,
    method: textOf(request['method']) ?? '',
    status,
    protocol,
    phases: times.phases,
    queued: times.queued,
    proxied: times.proxied,
    // Chromium gives entries from its memory cache the id of the original fetch: stale, measured.
    // What failed has no id, and `connection` may be the port of a proxy.
    reportedConnection: noConnection === null && ((status !== null && status > 0) || protocol !== null) ? reportedConnection(entry, dialect, url) : null,
    connect: times.connect,
    noConnection,
    remoteAddress: addressIn(entry),
    isProxyAddress: namesOtherPort(entry, { dialect, url, protocol }),
    resourceType: textOf(entry['_resourceType']) ?? null,
    priority: textOf(entry['_priority']) ?? null,
    error,
    transferSize: transferSize(response, dialect),
    bodySize: bodySize(response, dialect),
    pageref: named,
    run: runOf(dialect, named),
    redirectTo: textOf(response['redirectURL']) ?? null,
    headers,
    asked: context.readAsked(request['headers'], allows),
    logged: readLogged(entry, request, response),
    problems,
    raw: context.raw === 'keep' ? value : null,
  };
}

/** Playwright says how long an answer was received once all of it is there, and of no end where it was cut short, or never came. */
const isReceivedInPlaywright = (entry: Fields): boolean => saneLength(fieldsOf(entry['timings'])?.['receive']) !== undefined;

/**
 * Of a shared worker's script Chromium (156) tells that it was asked for, and never more (3 of 3, all answered): that it
 * runs is no fact. A dedicated worker's looks the same until it has ended.
 */
const isWorkersScript = (entry: Fields): boolean => entry['_resourceType'] === 'script' && entry['_priority'] === 'VeryLow' && fieldsOf(entry['_initiator'])?.['type'] === 'other';

/**
 * What Chromium writes as 0 although there may have been an answer; `null` where nothing tells. Of a service worker's
 * script it says how much came, and neither status nor error. Of a WebSocket that did not open it has what the server
 * refused it with in words, in the error among its messages (net/websockets/websocket_basic_handshake_stream.cc).
 */
function statusBehind0(entry: Fields, response: Fields, isSocket: boolean): number | null {
  if (!isSocket) return (numberOf(fieldsOf(response['content'])?.['size']) ?? 0) > 0 ? null : 0;
  const refusals = socketErrors(entry).flatMap((words) => REFUSAL.exec(words)?.[1] ?? []);
  return refusals[0] === undefined ? null : Number(refusals[0]);
}

/** In the words of the network stack, and of the page's process (modules/websockets/websocket_channel_impl.cc). */
const REFUSAL = /Unexpected response code: (\d{3})$/;
const CLOSED_EARLY = /closed before the connection is established/;

const socketErrors = (entry: Fields): readonly string[] =>
  (listOf(entry['_webSocketMessages']) ?? []).flatMap((item) => {
    const message = fieldsOf(item);
    return message?.['type'] === 'error' ? (textOf(message['data']) ?? []) : [];
  });

/**
 * `connection` is the remote port in these two dialects: Chromium's
 * front_end/models/har/Log.ts, Firefox's devtools/client/netmonitor/src/har/har-builder.js.
 * HTTP/3 goes to the port that Alt-Svc names, and past proxies.
 */
function namesOtherPort(entry: Fields, { dialect, url, protocol }: Pick<TimesOf, 'dialect' | 'url' | 'protocol'>): boolean {
  const port = dialect === 'chromium' || dialect === 'firefox' ? textOf(entry['connection']) : undefined;
  return port !== undefined && protocol !== 'h3' && port !== portOf(url) && /^[1-9]\d*$/.test(port);
}

export function addressIn(entry: Fields): string | null {
  const address = readAddress(entry['serverIPAddress']) ?? readAddress(entry['_ip_addr']);
  return address?.startsWith('[') ? address.replace(/^\[|\]$/g, '') || null : address;
}

/** Of an answer 101: browsers ask to switch to nothing else; other clients may (`h2c`), and the answer names it (RFC 9110 section 7.8). */
const isToWebSocket = (headers: unknown): boolean => (UPGRADE(headers)?.upgrade ?? 'websocket').toLowerCase() === 'websocket';
const UPGRADE = headerPicker(['upgrade']);

export function saneDate(value: unknown): Instant | null {
  const date = instantOf(value);
  return date !== null && isSaneInstant(date) ? date : null;
}

/** @param from `late`: how long after its beginning the writer dates it, ms */
function readStart(value: unknown, from: { readonly fallback: Instant; readonly late: number }, problems: Problem[]): { readonly start: Instant; readonly datable: boolean } {
  const date = saneDate(value);
  if (date !== null) {
    if (isZoneless(value as string)) problems.push({ code: 'zoneless-date', message: `startedDateTime is ${shown(value)}, without a time zone; it is taken for UTC.` });
    return { start: instant(date - from.late), datable: true };
  }
  const given = value === undefined || value === null ? 'missing' : instantOf(value) === null ? `${shown(value)}, which is no date of ISO 8601` : shown(value);
  problems.push({ code: 'bad-date', message: `startedDateTime is ${given}; the request is shown at the time of its neighbour, without timings.` });
  return { start: from.fallback, datable: false };
}

const shown = (value: unknown): string => (typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value === 'number' ? String(value) : 'neither text nor number');

interface TimesOf {
  readonly entry: Fields;
  readonly url: string;
  readonly dialect: HarDialect;
  readonly status: number | null;
  readonly protocol: HarObservation['protocol'];
  readonly start: Instant;
  readonly datable: boolean;
  readonly socket: boolean;
  readonly open: boolean;
}

/** HAR requires it. Who times all of a request always has it: without it nobody knows what the parts leave out. */
function readTime({ entry, dialect, socket }: TimesOf, problems: Problem[]): number | undefined {
  const noted = problems.length;
  const time = readLength(entry['time'], 'time', problems);
  if (time !== undefined && time !== -1) return time;
  if (timesAll(dialect) && !socket && problems.length === noted) problems.push({ code: 'missing-timing', message: 'The entry does not say how long it took.' });
  return undefined;
}

type EntryTimes = HarTimings & { /** It ends, or has ended, at a time that the source never tells. */ readonly endsUnseen: boolean };

function entryTimes(of: TimesOf, problems: Problem[]): EntryTimes {
  const time = readTime(of, problems);
  const untimed = { queued: null, proxied: null, connect: 'silent', endsUnseen: false } as const;
  if (!of.datable) return { ...untimed, phases: ALL_HIDDEN, end: of.start };
  const end = later(of.start, time ?? 0);
  if (of.socket) return { ...untimed, ...socketTimes(of) };
  const timings = fieldsOf(of.entry['timings']);
  // What Playwright then has for its time ends with its status line, unless that was not timed.
  const endsUnseen = of.dialect === 'playwright' && !isReceivedInPlaywright(of.entry) && (time === undefined || saneLength(timings?.['wait']) !== undefined);
  // A failed request: Chromium puts its whole life into `blocked`, Firefox leaves what an earlier try had.
  if (!of.status && of.protocol === null) return { ...untimed, phases: of.open ? ALL_UNFINISHED : ALL_HIDDEN, end, endsUnseen };
  if (!timings) {
    problems.push({ code: 'missing-timing', message: 'The entry has no timings.' });
    return { ...untimed, phases: ALL_HIDDEN, end };
  }
  if (of.dialect === 'chromium' && isUntimed(of.entry, timings)) return { ...untimed, phases: of.open ? ALL_UNFINISHED : ALL_HIDDEN, end };
  // Of what was not answered, any tool's −1 does not say that there was a connection.
  if (!of.status && of.dialect === 'generic' && saneLength(timings['connect']) === undefined) return { ...untimed, phases: ALL_HIDDEN, end };
  const { phases, queued, proxied, connect, end: ended } = readTimings(timings, { start: of.start, time, dialect: of.dialect, secure: isSecure(of.url), protocol: of.protocol, pageref: textOf(of.entry['pageref']) ?? null, hasAddress: addressIn(of.entry) !== null, isFiddler: isFiddlers(of.entry), saidReused: of.entry['_connectionReused'] === true }, problems);
  // A handshake written as a request: what it took is told, and what came of it is not.
  const isCut = isWebSocket(of.protocol) || (of.dialect === 'sitespeed' && isUnfinished(of.status, timings));
  return { phases: of.open || isCut ? { ...phases, receive: hidden(of.open ? 'unfinished' : 'not-reported') } : phases, queued, proxied, connect, end: ended, endsUnseen: endsUnseen || isCut };
}

/**
 * chrome-har fills `receive` in when it hears that the answer has been read, and leaves 0 of an event stream that went on
 * (lib/index.js, Network.loadingFinished): so it was of 3 of 3 answers that its log tells of no end, and of none of 1534 others.
 */
const isUnfinished = (status: number | null, timings: Fields): boolean => status !== null && status >= 200 && status < 300 && timings['receive'] === 0;

/**
 * Of the answers to some requests the page's process hears, and not how they
 * came: the scripts of workers, what Opaque Response Blocking keeps from the
 * page, a redirect that the page refuses. Chromium (156) gives them no id and
 * puts their whole life into `blocked`, whatever it was spent on: 51 ms of
 * which a server took 38 to answer.
 */
function isUntimed(entry: Fields, timings: Fields): boolean {
  return entry['_connectionId'] === undefined && timings['send'] === 0 && timings['wait'] === 0 && timings['receive'] === 0 && (numberOf(timings['blocked']) ?? 0) > 0;
}

/**
 * WebSocket entries. Chromium: `wait` is the handshake and `receive` the
 * lifetime, set when it closes. Firefox: one entry at the handshake and
 * nothing afterwards, so when it closed is not known; nor is it where the
 * lifetime is −1 or missing (Playwright, Chrome HAR Capturer).
 */
function socketTimes(of: TimesOf): { readonly phases: Phases; readonly end: Instant; readonly endsUnseen: boolean } {
  const timings = fieldsOf(of.entry['timings']) ?? {};
  const shaken = later(of.start, saneLength(timings['wait']) ?? 0);
  const told = saneLength(timings['receive']);
  const lifetime = told ?? 0;
  const end = later(shaken, lifetime);
  const endsUnseen = told === undefined || (of.dialect === 'firefox' && of.status === 101);
  const receive = of.open ? hidden('unfinished') : lifetime > 0 ? measured(shaken, end) : hidden('not-reported');
  return { phases: { ...ALL_HIDDEN, wait: shaken > of.start ? measured(of.start, shaken) : hidden('not-reported'), receive }, end, endsUnseen };
}

const ALL_HIDDEN = hiddenPhases('not-reported');
const ALL_UNFINISHED = hiddenPhases('unfinished');
