import { CONNECTION_HEADERS } from '../src/core/model/observation.ts';
import { browser } from './webext.ts';

/** What is remembered of one request, in the shape that core/capture/web-request.ts reads. Times in epoch ms. */
interface Entry {
  readonly requestId: string;
  readonly hop: number;
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly start: number;
  readonly topDocument?: string;
  end?: number;
  endOrder?: number;
  status?: number;
  ip?: string;
  fromCache?: boolean;
  error?: string;
  headers?: readonly { readonly name: string; readonly value?: string }[];
}

export interface RequestLog {
  /** In Chromium the user may not have allowed it; what is granted while we run shows only after another start. */
  readonly isAllowed: boolean;
  listen(): void;
  stop(): void;
}

/** webRequest events are gathered this long, ms, and go to the panel as one message a tab. */
const BATCH_MS = 200;

/** The kinds of requests to listen to; all of them where it is not said. */
export type Kinds = readonly ('main_frame' | 'sub_frame' | 'xmlhttprequest' | 'websocket' | 'media' | 'ping' | 'csp_report' | 'other')[];

const URLS = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'];
const HEADERS: ReadonlySet<string> = new Set(CONNECTION_HEADERS);

interface Details {
  readonly requestId: string;
  readonly tabId: number;
  /** 0: the top one. */
  readonly frameId: number;
  readonly parentFrameId: number;
  /** Newer than the polyfill's types; not in every browser that we run in. */
  readonly documentId?: string;
  readonly parentDocumentId?: string;
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly timeStamp: number;
  readonly statusCode?: number;
  readonly redirectUrl?: string;
  readonly ip?: string | null;
  readonly fromCache?: boolean;
  readonly error?: string;
  readonly responseHeaders?: readonly { readonly name: string; readonly value?: string }[] | undefined;
}

/** Folds webRequest's events into one record per request and hop. It keeps what is running in watched tabs, and nothing else. */
export function createRequestLog(deliver: (tab: number, records: readonly unknown[]) => void, isWatched: (tab: number) => boolean, kinds?: Kinds): RequestLog {
  const filter = kinds === undefined ? { urls: URLS } : { urls: URLS, types: [...kinds] };
  const running = new Map<string, Entry>();
  const dirty = new Map<number, Set<Entry>>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  let ends = 0;
  const flush = (): void => {
    timer = undefined;
    for (const [tab, entries] of dirty) deliver(tab, [...entries]);
    dirty.clear();
  };
  const touch = (tab: number, entry: Entry): void => {
    dirty.set(tab, (dirty.get(tab) ?? new Set()).add(entry));
    timer ??= setTimeout(flush, BATCH_MS);
  };
  const begin = (details: Details, hop: number): void => {
    const { requestId, url, method, type, timeStamp, tabId } = details;
    const topDocument = topDocumentOf(details);
    const entry: Entry = { requestId, hop, url, method, type, start: timeStamp, ...(topDocument !== undefined && { topDocument }) };
    running.set(requestId, entry);
    touch(tabId, entry);
  };
  const finish = (details: Details): void => {
    const entry = running.get(details.requestId);
    // Begun before we listened: without its start it could not be told from others of the same URL.
    if (!entry) return;
    running.delete(details.requestId);
    entry.end = details.timeStamp;
    entry.endOrder = ends += 1;
    if (details.statusCode !== undefined) entry.status = details.statusCode;
    if (details.ip) entry.ip = details.ip;
    if (details.fromCache) entry.fromCache = true;
    if (details.error !== undefined) entry.error = details.error;
    const headers = details.responseHeaders?.filter(({ name }) => HEADERS.has(name.toLowerCase()));
    if (headers) entry.headers = headers;
    touch(details.tabId, entry);
  };

  const onBeforeRequest = (details: Details): undefined => {
    if (details.tabId < 0 || !isWatched(details.tabId)) return;
    // A redirect keeps its id and begins again; its first hop was finished by onBeforeRedirect.
    if (!running.has(details.requestId)) begin(details, hops.get(details.requestId) ?? 0);
  };
  const hops = new Map<string, number>();
  const onBeforeRedirect = (details: Details): void => {
    // Firefox starts a request again that a service worker let pass, as a redirect to itself without an answer: no hop on the wire.
    const isSame = details.redirectUrl === details.url && !details.statusCode;
    if (isSame || !running.has(details.requestId)) return;
    hops.set(details.requestId, (hops.get(details.requestId) ?? 0) + 1);
    finish(details);
  };
  const onEnd = (details: Details): void => {
    hops.delete(details.requestId);
    if (details.tabId >= 0) finish(details);
  };

  const webRequest = browser.webRequest as typeof browser.webRequest | undefined;
  return {
    isAllowed: webRequest !== undefined,
    listen() {
      if (webRequest === undefined || webRequest.onBeforeRequest.hasListener(onBeforeRequest)) return;
      webRequest.onBeforeRequest.addListener(onBeforeRequest, filter);
      webRequest.onBeforeRedirect.addListener(onBeforeRedirect, filter, ['responseHeaders']);
      webRequest.onCompleted.addListener(onEnd, filter, ['responseHeaders']);
      webRequest.onErrorOccurred.addListener(onEnd, filter);
    },
    stop() {
      webRequest?.onBeforeRequest.removeListener(onBeforeRequest);
      webRequest?.onBeforeRedirect.removeListener(onBeforeRedirect);
      webRequest?.onCompleted.removeListener(onEnd);
      webRequest?.onErrorOccurred.removeListener(onEnd);
      running.clear();
      hops.clear();
    },
  };
}

/** Of frames within frames the browser does not say what the top one is. A document has no id before it is there. */
function topDocumentOf({ frameId, parentFrameId, documentId, parentDocumentId }: Details): string | undefined {
  if (frameId === 0) return documentId;
  return parentFrameId === 0 ? parentDocumentId : undefined;
}
