import { isSaneInstant } from '../base/date.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { instant, type Instant } from '../base/units.ts';
import { amountOf, fieldsOf, numberOf, textOf, type Fields } from '../base/unknown.ts';
import type { Page } from '../model/analysis.ts';
import type { NoConnection } from '../model/observation.ts';
import { askedReader } from './asked.ts';
import { devToolsEventIn, devToolsEventsIn } from './kind.ts';
import { clockOf, endRequest, newRequest, observationsOf, type Clock, type DevToolsFile, type DevToolsRequest } from './devtools-log.ts';

/** A log of DevTools' protocol, domain Network: `{ method, params }` of each event, in whatever a tool wraps it. */
export function readCdp(file: unknown): Result<DevToolsFile> {
  const events = (devToolsEventsIn(file) ?? []).map(eventOf);
  const wall = firstWall(events);
  if (wall === null) return fail('This log of DevTools events has no `Network.requestWillBeSent` with a `wallTime` and a `timestamp` that can be times: nobody can tell when anything was.');
  const clock = clockOf(wall.at - wall.ticks * 1000);
  const log = readEvents(events, clock, wall.at);
  const readAsked = askedReader();
  return ok({
    observations: observationsOf(log.requests, { dialect: 'cdp', clock, readAsked }),
    pages: log.pages,
    skipped: events.filter((event) => event === null).length,
  });
}

interface CdpEvent {
  readonly method: string;
  readonly params: Fields;
}

function eventOf(item: unknown): CdpEvent | null {
  const event = devToolsEventIn(item);
  const method = textOf(event?.['method']);
  return event === undefined || method === undefined ? null : { method, params: fieldsOf(event['params']) ?? {} };
}

/** The clock of `timestamp` has no date; each request that is sent gives both. */
function firstWall(events: readonly (CdpEvent | null)[]): { readonly at: Instant; readonly ticks: number } | null {
  for (const event of events) {
    const [wall, ticks] = [numberOf(event?.params['wallTime']), numberOf(event?.params['timestamp'])];
    if (wall !== undefined && ticks !== undefined && isSaneInstant(wall * 1000) && isSaneInstant(ticks * 1000, 0)) return { at: instant(wall * 1000), ticks };
  }
  return null;
}

interface Log {
  readonly requests: readonly DevToolsRequest[];
  readonly pages: readonly Page[];
}

function readEvents(events: readonly (CdpEvent | null)[], clock: Clock, first: Instant): Log {
  const requests: DevToolsRequest[] = [];
  const pages: Page[] = [];
  const current = new Map<string, DevToolsRequest>();
  /** URLs of WebSockets. */
  const sockets = new Map<string, string>();
  /** The answer that sent it elsewhere. */
  const redirects = new Map<DevToolsRequest, Fields>();
  const told = new Map<string, Told>();
  const toldOf = (id: string): Told => {
    const known = told.get(id) ?? { hops: [], sent: [], answered: [] };
    told.set(id, known);
    return known;
  };
  let topFrame: unknown;
  let neighbour = first;
  /** Beginnings that were told: what two sessions follow (a service worker: its page's, and the browser's) is told by both, under one id. */
  const begun = new Set<string>();
  const isToldAgain = (beginning: string): boolean => begun.size === begun.add(beginning).size;

  for (const event of events) {
    if (event === null) continue;
    const { method, params } = event;
    const id = textOf(params['requestId']);
    const ticks = numberOf(params['timestamp']);
    const begin = (url: string, asked: string): DevToolsRequest => {
      const request = newRequest({ url, method: asked, began: ticks, neighbour }, clock);
      neighbour = request.start;
      return request;
    };
    const known = id === undefined ? undefined : current.get(id);
    switch (method) {
      case 'Network.requestWillBeSent': {
        const asked = fieldsOf(params['request']);
        const url = textOf(asked?.['url']);
        const answer = fieldsOf(params['redirectResponse']);
        if (isToldAgain(`${id} ${ticks} ${url}`)) break;
        if (known && answer) {
          readResponse(known, answer);
          endRequest(known, ticks, clock);
          known.redirectTo = url ?? null;
        }
        if (id === undefined || url === undefined) break;
        const request = begin(url, textOf(asked?.['method']) ?? '');
        request.resourceType = textOf(params['type'])?.toLowerCase() ?? null;
        request.priority = textOf(asked?.['initialPriority']) ?? null;
        current.set(id, request);
        toldOf(id).hops.push(request);
        requests.push(request);
        if (answer) redirects.set(request, answer);
        // A navigation of the top frame: the document is its own loader. Frames came later than the page's own.
        if (params['loaderId'] === id && request.resourceType === 'document' && !answer && request.dated) {
          topFrame ??= params['frameId'];
          if (params['frameId'] === topFrame) pages.push({ id: `page_${pages.length + 1}`, url, start: request.start, contentLoaded: null, load: null });
        }
        break;
      }
      case 'Network.webSocketCreated': {
        const url = textOf(params['url']);
        if (id === undefined || url === undefined || known || sockets.has(id)) break;
        sockets.set(id, url);
        break;
      }
      case 'Network.webSocketWillSendHandshakeRequest': {
        const url = id === undefined ? undefined : sockets.get(id);
        if (id === undefined || url === undefined || isToldAgain(`${id} ${ticks}`)) break;
        // It is dated when its handshake is sent.
        const request = begin(url, 'GET');
        request.resourceType = 'websocket';
        current.set(id, request);
        requests.push(request);
        break;
      }
      case 'Network.webSocketHandshakeResponseReceived':
        if (known) known.status = numberOf(fieldsOf(params['response'])?.['status']) ?? 0;
        break;
      case 'Network.dataReceived':
        if (known && (numberOf(params['dataLength']) ?? 0) > 0) known.hasBody = true;
        break;
      case 'Network.webSocketClosed':
      case 'Network.loadingFinished':
        if (known) {
          endRequest(known, ticks, clock);
          // −1 stands for "nobody counted".
          known.transferSize = amountOf(params['encodedDataLength']) ?? known.transferSize;
        }
        break;
      case 'Network.loadingFailed':
        if (known) {
          endRequest(known, ticks, clock);
          known.error = textOf(params['errorText']) ?? (params['canceled'] === true ? 'net::ERR_ABORTED' : null);
          if (textOf(params['blockedReason']) !== undefined) known.noConnection = 'blocked';
        }
        break;
      case 'Network.requestServedFromCache':
        if (known) known.noConnection = 'memory-cache';
        break;
      case 'Network.responseReceived': {
        const answer = fieldsOf(params['response']);
        if (known && answer && !isSameAnswer(redirects.get(known), answer)) readResponse(known, answer);
        break;
      }
      case 'Network.requestWillBeSentExtraInfo':
        if (id !== undefined) toldOf(id).sent.push(params);
        break;
      case 'Network.responseReceivedExtraInfo':
        if (id !== undefined) toldOf(id).answered.push(params);
        break;
      default:
    }
  }
  for (const one of told.values()) takeExtras(one);
  return { requests, pages };
}

/** The hops of a request, and what the network stack tells of what it sent and was answered. */
interface Told {
  readonly hops: DevToolsRequest[];
  readonly sent: Fields[];
  readonly answered: Fields[];
}

/**
 * It comes on a way of its own, before or after what the page's process tells (version 156: all of it before the request
 * was said to be sent), once for each hop of a request. Where there are more or fewer, nobody knows which is of which.
 */
function takeExtras({ hops, ...extras }: Told): void {
  const told = (list: readonly Fields[], hop: number): Fields | undefined => (hops.length === 1 ? list.at(-1) : list.length === hops.length ? list[hop] : undefined);
  for (const [i, hop] of hops.entries()) {
    const [sent, answered] = [told(extras.sent, i), told(extras.answered, i)];
    hop.sent = headersOf(sent?.['headers']) ?? hop.sent;
    hop.answered = headersOf(answered?.['headers']) ?? hop.answered;
    hop.isConfirmed = answered?.['statusCode'] === 304 && hop.status !== 304;
  }
}

/**
 * Chromium 56 stopped a redirect of a CORS request, asked anew under another
 * id, and told the redirect's answer once more for what it had stopped.
 */
const isSameAnswer = (a: Fields | undefined, b: Fields): boolean => {
  const [sentA, sentB] = [a, b].map((answer) => numberOf(fieldsOf(answer?.['timing'])?.['requestTime']));
  return sentA !== undefined && sentA === sentB;
};

/** DevTools protocol, Network.Response. */
function readResponse(request: DevToolsRequest, answer: Fields): void {
  request.status = numberOf(answer['status']) ?? 0;
  request.protocol = answer['protocol'];
  request.headSize = amountOf(answer['encodedDataLength']) ?? null;
  request.timing = fieldsOf(answer['timing']) ?? null;
  request.connectionId = numberOf(answer['connectionId']) ?? null;
  const { connectionReused: reused } = answer;
  request.connectionReused = typeof reused === 'boolean' ? reused : null;
  request.noConnection ??= absenceOf(answer);
  request.ofPrefetch = answer['fromPrefetchCache'] === true;
  request.remoteAddress = textOf(answer['remoteIPAddress'])?.replace(/^\[|\]$/g, '') ?? null;
  request.answered ??= headersOf(answer['headers']);
  request.sent ??= headersOf(answer['requestHeaders']);
}

function absenceOf(answer: Fields): NoConnection | null {
  if (answer['fromServiceWorker'] === true) return 'service-worker';
  return answer['fromDiskCache'] === true ? 'disk-cache' : null;
}

const headersOf = (value: unknown): readonly unknown[] | null => {
  const fields = fieldsOf(value);
  return fields ? Object.entries(fields).map(([name, text]) => ({ name, value: text })) : null;
};
