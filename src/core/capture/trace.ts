import { fail, ok, type Result } from '../base/result.ts';
import { instant, type Instant } from '../base/units.ts';
import { amountOf, fieldsOf, listOf, numberOf, textOf, type Fields } from '../base/unknown.ts';
import { askedReader } from './asked.ts';
import { saneDate } from './har-entry.ts';
import { clockOf, endRequest, newRequest, observationsOf, type Clock, type DevToolsFile, type DevToolsRequest } from './devtools-log.ts';

/**
 * A performance trace of Chrome: `{ traceEvents }`, or the list itself. Its
 * `ts` are microseconds of the browser's own clock, without a date: unless
 * `metadata.startTime` dates it, that clock is taken to have begun in 1970.
 */
export function readTrace(file: unknown): Result<DevToolsFile> {
  const list = listOf(file) ?? listOf(fieldsOf(file)?.['traceEvents']) ?? [];
  const events = list.map(readEvent);
  const requests = new Map<string, DevToolsRequest>();
  const zero = dateOf(fieldsOf(file)?.['metadata'], events);
  const clock = clockOf(zero, 0);
  const taken: Taken = { requests, asked: new Map(), sockets: new Map(), clock, neighbour: firstOf(events, clock) };
  for (const event of events) if (event !== null) (event.name.startsWith('WebSocket') ? takeSocket : take)(event, taken);
  if (requests.size === 0) return fail('This trace has no requests: record it with network events (the Performance panel does).');
  const readAsked = askedReader();
  return ok({
    observations: observationsOf(requests.values(), { dialect: 'trace', clock, readAsked }),
    pages: [],
    skipped: events.filter((event) => event === null).length,
  });
}

interface TraceEvent {
  readonly name: string;
  /** Seconds. */
  readonly at: number;
  readonly data: Fields;
  readonly process: number | undefined;
}

function readEvent(item: unknown): TraceEvent | null {
  const event = fieldsOf(item);
  const ts = numberOf(event?.['ts']);
  if (event === undefined || ts === undefined) return null;
  return { name: textOf(event['name']) ?? '', at: ts / 1e6, data: fieldsOf(fieldsOf(event['args'])?.['data']) ?? {}, process: numberOf(event['pid']) };
}

/** The first time that can be one. */
function firstOf(events: readonly (TraceEvent | null)[], clock: Clock): Instant {
  for (const event of events) {
    const at = event === null ? null : clock(event.at);
    if (at !== null) return at;
  }
  return instant(0);
}

/** Epoch ms at which the trace's clock read 0; 0 where nobody tells. */
function dateOf(metadata: unknown, events: readonly (TraceEvent | null)[]): number {
  const started = saneDate(fieldsOf(metadata)?.['startTime']);
  const first = events.reduce((min, event) => (event !== null && event.at > 0 ? Math.min(min, event.at) : min), Infinity);
  return started !== null && Number.isFinite(first) ? started - first * 1000 : 0;
}

/** Its own pages, of which a trace is full: the start page alone has hundreds. */
const OF_THE_BROWSER = /^(chrome|chrome-untrusted|devtools):/;

interface Taken {
  readonly requests: Map<string, DevToolsRequest>;
  /** When a request was asked for, of those whose sending is not told yet: of a navigation only once its page is there. */
  readonly asked: Map<string, number>;
  /** URLs of WebSockets. */
  readonly sockets: Map<string, string>;
  readonly clock: Clock;
  /** When the last one began. */
  neighbour: Instant;
}

function begin(taken: Taken, url: string, { method, began }: { readonly method: string; readonly began: number }): DevToolsRequest {
  const request = newRequest({ url, method, began, neighbour: taken.neighbour }, taken.clock);
  taken.neighbour = request.start;
  return request;
}

function take({ name, at, data }: TraceEvent, taken: Taken): void {
  const { requests, asked, clock } = taken;
  const id = textOf(data['requestId']);
  if (id === undefined) return;
  if (name === 'ResourceWillSendRequest') asked.set(id, at);
  if (name === 'ResourceSendRequest') {
    const url = textOf(data['url']);
    const before = requests.get(id);
    if (url === undefined || OF_THE_BROWSER.test(url)) return;
    // A redirect is sent again under its own id.
    if (before) {
      if (before.end === null) endRequest(before, at, clock);
      before.redirectTo ??= url;
      // The answer that sent it elsewhere is not told.
      if (before.status === 0) before.status = null;
      requests.set(`${id} ${requests.size}`, before);
      requests.delete(id);
    }
    const request = begin(taken, url, { method: textOf(data['requestMethod']) ?? 'GET', began: asked.get(id) ?? at });
    asked.delete(id);
    request.priority = textOf(data['priority']) ?? null;
    request.resourceType = textOf(data['resourceType'])?.toLowerCase() ?? null;
    requests.set(id, request);
    return;
  }
  const request = requests.get(id);
  if (!request) return;
  if (name === 'ResourceReceiveResponse') {
    request.status = numberOf(data['statusCode']) ?? 0;
    request.protocol = data['protocol'];
    request.headSize = amountOf(data['encodedDataLength']) ?? null;
    request.timing = fieldsOf(data['timing']) ?? null;
    request.connectionId = numberOf(data['connectionId']) ?? null;
    const { connectionReused: reused } = data;
    request.connectionReused = typeof reused === 'boolean' ? reused : null;
    if (data['fromServiceWorker'] === true) request.noConnection = 'service-worker';
    else if (data['fromCache'] === true) request.noConnection = 'cache';
    const headers = listOf(data['headers']);
    if (headers) request.answered = headers;
  } else if (name === 'ResourceFinish') {
    // It may be told late; the finish itself has its own clock, in seconds.
    const finish = numberOf(data['finishTime']);
    endRequest(request, finish !== undefined && finish > 0 ? finish : at, clock);
    // −1 stands for "nobody counted".
    request.transferSize = amountOf(data['encodedDataLength']) ?? null;
    request.hasBody = (numberOf(data['decodedBodyLength']) ?? 0) > 0;
    if (data['didFail'] === true) request.error = 'failed';
  }
}

/**
 * A WebSocket, by a number that is unique in its process. Dated when its
 * handshake is sent, as in a log of DevTools' events; of the answer, that there
 * was one which opened it, and no more.
 */
function takeSocket({ name, at, data, process }: TraceEvent, taken: Taken): void {
  const { requests, sockets, clock } = taken;
  const id = `socket ${process} ${numberOf(data['identifier'])}`;
  const request = requests.get(id);
  const url = textOf(data['url']) ?? sockets.get(id);
  if (url === undefined) return;
  if (name === 'WebSocketCreate') sockets.set(id, url);
  if (name === 'WebSocketSendHandshakeRequest') requests.set(id, { ...begin(taken, url, { method: 'GET', began: at }), resourceType: 'websocket' });
  if (request === undefined) return;
  if (name === 'WebSocketReceiveHandshakeResponse') request.status = 101;
  if (name === 'WebSocketDestroy') {
    endRequest(request, at, clock);
    if (request.status === 0) request.error = 'failed';
  }
}
