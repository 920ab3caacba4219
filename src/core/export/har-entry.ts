import { isoOf } from '../base/date.ts';
import { REDACTED } from '../base/sanitise.ts';
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../base/unknown.ts';
import { CONNECTION_HEADERS, CORS_HEADERS, LOGGED_HEADERS, LOGGED_REQUEST_HEADERS, type HarDialect } from '../model/observation.ts';
import { hasProxyAddress } from '../model/network-use.ts';
import { isSurelyPlaced } from '../model/placing.ts';
import type { Opening, Request, Basis } from '../model/request.ts';
import { runOfRequest } from '../model/run.ts';
import type { ExportedInsight } from './insight.ts';
import { devToolsFields, devToolsSize, type DevToolsFields } from './devtools-fields.ts';
import { harTime, harTimings, roundMs, type HarTimings } from './har-timings.ts';
import type { Privacy } from './privacy.ts';
import { pairsOf, type Header } from './sanitise.ts';
import { harOf } from '../model/sources.ts';

/** One element of HAR `log.entries`, with what we know of its connection in `_` fields. */
export interface ExportedEntry extends ExportedInsight, DevToolsFields {
  readonly pageref?: string;
  /** Whose entry it was: a dialect of HAR, or another log; absent where the browser's log had none. */
  readonly _source?: HarDialect;
  /** Of the browser, in a file of several: "run 2"; absent of the first. */
  readonly _run?: string;
  readonly startedDateTime: string;
  /** `startedDateTime` where the writer's own was none: it is a neighbour's. */
  readonly _hidden?: readonly string[];
  readonly time: number;
  /** From the start to the end, ms, where that is longer than `time`. */
  readonly _duration?: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly unknown[];
    readonly headers: readonly Header[];
    /** `headers` where those are not all: what is known of how it was asked; of `referer` the origin. */
    readonly _hidden?: readonly string[];
    readonly queryString: readonly Header[];
    readonly postData?: unknown;
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly response: {
    readonly status: number;
    /** `status` where nobody told it: HAR demands a number, and 0 would mean that there was no answer. `headers` where those are not all. */
    readonly _hidden?: readonly string[];
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly unknown[];
    readonly headers: readonly Header[];
    readonly content: { readonly size: number; readonly mimeType: string; readonly text?: unknown; readonly encoding?: unknown };
    readonly redirectURL: string;
    readonly headersSize: number;
    readonly bodySize: number;
    readonly _transferSize?: number;
  };
  readonly cache: Record<string, never>;
  readonly timings: HarTimings;
  readonly serverIPAddress?: string;
  /** That address is a proxy's: the browser named another port than the URL's. */
  readonly _proxyAddress?: true;
  /** Id of the connection: the browser's own, or `~1`, `~2`… where it is estimated; absent when it used none, or an unknown one. */
  readonly connection?: string;
  /** The same; the `id` in `log._connections`. */
  readonly _connection?: string;
  /** 0..1: how surely, where it is estimated; absent where the browser names it. */
  readonly _connectionConfidence?: number;
  /** Where that is too little: the other connections that it may have been on, the likeliest first. */
  readonly _connectionOthers?: readonly string[];
  readonly _opening: Opening;
  /** ms; `null` where nobody tells. */
  readonly _stalled: number | null;
  readonly _basis: Basis;
  readonly _noConnection?: string;
  readonly _unknownBecause?: string;
  readonly _resourceType?: string;
  /** Chromium's own word. */
  readonly _priority?: string;
  /** Chromium's own: `parser`, `script`, `preload`…, and the address of that document or script. */
  readonly _initiator?: { readonly type: string; readonly url?: string };
  readonly _error?: string;
  /** The request had not ended when this was written. */
  readonly _open?: true;
  readonly _problems?: readonly string[];
}

export interface EntryOptions {
  /** Headers, cookies, query strings and bodies, as far as `privacy` lets them through; or of headers alone those that conclusions rest on. */
  readonly parts: 'all' | 'telling';
  readonly privacy: Privacy;
}

export function exportEntry(request: Request, { parts, privacy }: EntryOptions): ExportedEntry {
  const timings = harTimings(request);
  const time = harTime(timings);
  const took = roundMs((request.end ?? request.start) - request.start);
  const har = harOf(request);
  const raw = fieldsOf(har?.raw);
  const rawRequest = fieldsOf(raw?.['request']) ?? {};
  const rawResponse = fieldsOf(raw?.['response']) ?? {};
  const content = fieldsOf(rawResponse['content']) ?? {};
  const httpVersion = request.protocol ?? '';
  const run = runOfRequest(request);
  const url = privacy.url(request.url);
  const sent = pairsOf(rawRequest['headers']);
  const answered = pairsOf(rawResponse['headers']);
  const isWhole = parts === 'all';
  const hiddenParts = [...(request.status === null ? ['status'] : []), ...(answered.length === 0 && request.status !== 0 ? ['headers'] : [])];
  return {
    ...(request.page === null ? {} : { pageref: privacy.pageId(request.page) }),
    ...(har === null ? {} : { _source: har.dialect }),
    ...(run === null ? {} : { _run: privacy.text(run) }),
    startedDateTime: isoOf(request.start),
    ...(har?.dated === false ? { _hidden: ['startedDateTime'] } : {}),
    time,
    ...(request.end === null || took <= time ? {} : { _duration: took }),
    request: {
      method: request.method ?? '',
      url,
      httpVersion,
      cookies: isWhole ? cookiesOf(rawRequest['cookies'], privacy) : [],
      headers: privacy.headers(isWhole && sent.length > 0 ? sent : askedHeaders(request, sent)),
      ...(sent.length === 0 ? { _hidden: ['headers'] } : {}),
      queryString: isWhole ? queryOf(url) : [],
      ...(isWhole ? posted(rawRequest['postData'], privacy) : {}),
      headersSize: sizeOf(rawRequest['headersSize']),
      bodySize: sizeOf(rawRequest['bodySize']),
    },
    response: {
      // WebPageTest writes -1 where there was no answer; HAR has 0.
      status: Math.max(request.status ?? 0, 0),
      ...(hiddenParts.length === 0 ? {} : { _hidden: hiddenParts }),
      statusText: privacy.text(textOf(rawResponse['statusText']) ?? ''),
      httpVersion,
      cookies: isWhole ? cookiesOf(rawResponse['cookies'], privacy) : [],
      headers: privacy.headers(responseHeaders(request, isWhole ? answered : thoseNamed(READ_OF_ANSWERS, answered))),
      content: { size: sizeOf(content['size']), mimeType: privacy.text(textOf(content['mimeType']) ?? request.headers['content-type'] ?? ''), ...(isWhole ? bodyOf(content, privacy) : {}) },
      redirectURL: privacy.url(har?.redirectTo ?? ''),
      headersSize: sizeOf(rawResponse['headersSize']),
      bodySize: sizeOf(rawResponse['bodySize']),
      ...devToolsSize(request),
    },
    cache: {},
    timings,
    ...(request.remoteAddress === null ? {} : { serverIPAddress: request.remoteAddress }),
    ...(hasProxyAddress(request) ? { _proxyAddress: true as const } : {}),
    ...(request.connection === null ? {} : { connection: request.connection, _connection: request.connection, ...placed(request) }),
    _opening: request.origination.opening,
    _stalled: request.stalled === null ? null : roundMs(request.stalled),
    _basis: request.origination.basis,
    ...(request.origination.opening === 'none' ? { _noConnection: request.origination.reason } : {}),
    ...(request.origination.opening === 'unknown' ? { _unknownBecause: request.origination.reason } : {}),
    ...(isWhole ? devToolsFields(request) : {}),
    ...(request.priority === null ? {} : { _priority: request.priority }),
    ...initiated(raw?.['_initiator'], privacy),
    ...(request.resourceType === null ? {} : { _resourceType: request.resourceType }),
    ...(request.error === null ? {} : { _error: privacy.text(request.error) }),
    ...(request.end === null ? { _open: true as const } : {}),
    ...(request.problems.length === 0 ? {} : { _problems: request.problems.map(({ message }) => privacy.text(message)) }),
  };
}

const placed = (request: Request): Pick<ExportedEntry, '_connectionConfidence' | '_connectionOthers'> => ({
  ...(request.placing === null ? {} : { _connectionConfidence: request.placing.confidence }),
  ...(isSurelyPlaced(request) ? {} : { _connectionOthers: request.placing!.others }),
});

/** Bytes; −1 = not known. Chromium computes sizes by subtraction, which goes below −1 where a part is not known. */
const sizeOf = (value: unknown): number => Math.max(numberOf(value) ?? -1, -1);

/** What is known of how it was asked, which is enough to ask in the same way: names, no cookie, and of addresses the origin. All there is of a log that is no HAR. */
function askedHeaders({ asked, origin }: Request, sent: readonly Header[]): readonly Header[] {
  const known: readonly (readonly [name: string, value: string | null])[] = asked === null ? [] : [
    ['host', origin.split('//')[1] ?? null],
    ['sec-fetch-mode', asked.mode],
    ['sec-fetch-dest', asked.dest],
    ['sec-fetch-site', asked.site],
    ['sec-fetch-storage-access', asked.storageAccess],
    ['origin', asked.origin],
    ['referer', asked.referrer],
    ['cookie', asked.hasCookie ? REDACTED : null],
  ];
  return [...known.flatMap(([name, value]) => (value === null ? [] : [{ name, value }])), ...thoseNamed(LOGGED_REQUEST_HEADERS, sent)];
}

/** All that is read of them. */
const READ_OF_ANSWERS = [...CONNECTION_HEADERS, ...CORS_HEADERS, ...LOGGED_HEADERS];

/** Those of these names. */
const thoseNamed = (names: readonly string[], headers: readonly Header[]): readonly Header[] => headers.filter(({ name }) => names.includes(name.toLowerCase()));

/** Without a HAR entry (late DevTools, a beacon) the few headers that webRequest gave are all there is. */
function responseHeaders(request: Request, full: readonly Header[]): readonly Header[] {
  if (full.length > 0) return full;
  const known = CONNECTION_HEADERS.flatMap((name) => (request.headers[name] === undefined ? [] : [{ name, value: request.headers[name] }]));
  return [...known, ...allowing(request.asked)];
}

/** Whom the answer let read it: of one origin not which, where the request did not say. */
function allowing(asked: Request['asked']): readonly Header[] {
  if (asked === null || asked.allows === null) return [];
  const origin = { name: 'access-control-allow-origin', value: asked.allows === 'anyone' ? '*' : (asked.origin ?? REDACTED) };
  return asked.allows === 'credentials' ? [origin, { name: 'access-control-allow-credentials', value: 'true' }] : [origin];
}

/** HAR has no `null`; tools write it for what a cookie has not. */
const cookiesOf = (raw: unknown, privacy: Privacy): readonly unknown[] => privacy.cookies(raw).map((cookie) => Object.fromEntries(Object.entries(fieldsOf(cookie) ?? {}).filter(([, value]) => value !== null)));

/** Chromium's: who asked for it, without the calls that led there. */
function initiated(raw: unknown, privacy: Privacy): Pick<ExportedEntry, '_initiator'> {
  const { type, url } = fieldsOf(raw) ?? {};
  if (typeof type !== 'string') return {};
  return { _initiator: { type: privacy.text(type), ...(typeof url === 'string' ? { url: privacy.url(url) } : {}) } };
}

/** HAR's `postData`; without what was sent, that there was something and of what type. */
function posted(raw: unknown, privacy: Privacy): { readonly postData?: unknown } {
  const data = fieldsOf(raw);
  if (data === undefined) return {};
  const mimeType = privacy.text(textOf(data['mimeType']) ?? '');
  if (privacy.body(data) === undefined) return { postData: { mimeType, text: '' } };
  const params = (listOf(data['params']) ?? []).map((param) => stringsOf(param, ['name', 'value', 'fileName', 'contentType'])).filter(({ name }) => name !== undefined);
  return { postData: { mimeType, ...stringsOf(data, ['text']), ...(params.length === 0 ? {} : { params }) } };
}

/** Those of the fields that are texts, as HAR demands; tools write `null`, too. */
const stringsOf = (value: unknown, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.flatMap((name) => {
    const text = fieldsOf(value)?.[name];
    return typeof text === 'string' ? [[name, text]] : [];
  }));

/** Of a HAR's `content`, the body itself. */
function bodyOf({ text, encoding }: Fields, privacy: Privacy): { readonly text?: unknown; readonly encoding?: unknown } {
  return privacy.body(text) === undefined ? {} : stringsOf({ text, encoding }, ['text', 'encoding']);
}

function queryOf(url: string): readonly Header[] {
  const question = url.indexOf('?');
  return question < 0 ? [] : [...new URLSearchParams(url.slice(question + 1))].map(([name, value]) => ({ name, value }));
}
