import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../base/unknown.ts';
import { CONNECTION_HEADERS } from '../model/observation.ts';
import { hasProxyAddress } from '../model/network-use.ts';
import { isSurelyPlaced } from '../model/placing.ts';
import type { Opening, Request, Basis } from '../model/request.ts';
import { runOfRequest } from '../model/run.ts';
import type { ExportedInsight } from './insight.ts';
import { devToolsFields, devToolsSize, type DevToolsFields } from './devtools-fields.ts';
import { harTime, harTimings, roundMs, type HarTimings } from './har-timings.ts';
import type { Privacy } from './privacy.ts';
import { pairsOf, type Header } from './sanitise.ts';

/** One element of HAR `log.entries`, with what we know of its connection in `_` fields. */
export interface ExportedEntry extends ExportedInsight, DevToolsFields {
  readonly pageref?: string;
  /** Of the browser, in a file of several: "run 2"; absent of the first. */
  readonly _run?: string;
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly unknown[];
    readonly headers: readonly Header[];
    readonly queryString: readonly Header[];
    readonly postData?: unknown;
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly response: {
    readonly status: number;
    /** `["status"]` where nobody told it: HAR demands a number, and 0 would mean that there was no answer. */
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
  readonly _error?: string;
  /** The request had not ended when this was written. */
  readonly _open?: true;
  readonly _problems?: readonly string[];
}

export interface EntryOptions {
  /** Headers, cookies, query strings and bodies, as far as `privacy` lets them through; or none of them. */
  readonly headers: boolean;
  readonly privacy: Privacy;
}

export function exportEntry(request: Request, { headers, privacy }: EntryOptions): ExportedEntry {
  const timings = harTimings(request.phases);
  const raw = fieldsOf(request.observations.find((source) => source.source === 'har')?.raw);
  const rawRequest = fieldsOf(raw?.['request']) ?? {};
  const rawResponse = fieldsOf(raw?.['response']) ?? {};
  const content = fieldsOf(rawResponse['content']) ?? {};
  const httpVersion = request.protocol ?? '';
  const run = runOfRequest(request);
  const url = privacy.url(request.url);
  return {
    ...(request.page === null ? {} : { pageref: privacy.pageId(request.page) }),
    ...(run === null ? {} : { _run: privacy.text(run) }),
    startedDateTime: new Date(request.start).toISOString(),
    time: harTime(timings),
    request: {
      method: request.method ?? '',
      url,
      httpVersion,
      cookies: headers ? cookiesOf(rawRequest['cookies'], privacy) : [],
      headers: headers ? privacy.headers(rawRequest['headers']) : [],
      queryString: headers ? queryOf(url) : [],
      ...(headers ? posted(rawRequest['postData'], privacy) : {}),
      headersSize: sizeOf(rawRequest['headersSize']),
      bodySize: sizeOf(rawRequest['bodySize']),
    },
    response: {
      // WebPageTest writes -1 where there was no answer; HAR has 0.
      status: Math.max(request.status ?? 0, 0),
      ...(request.status === null ? { _hidden: ['status'] } : {}),
      statusText: privacy.text(textOf(rawResponse['statusText']) ?? ''),
      httpVersion,
      cookies: headers ? cookiesOf(rawResponse['cookies'], privacy) : [],
      headers: headers ? privacy.headers(responseHeaders(request, pairsOf(rawResponse['headers']))) : [],
      content: { size: sizeOf(content['size']), mimeType: privacy.text(textOf(content['mimeType']) ?? request.headers['content-type'] ?? ''), ...(headers ? bodyOf(content, privacy) : {}) },
      redirectURL: privacy.url(textOf(rawResponse['redirectURL']) ?? ''),
      headersSize: sizeOf(rawResponse['headersSize']),
      bodySize: sizeOf(rawResponse['bodySize']),
      ...(headers ? devToolsSize(request) : {}),
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
    ...(headers ? devToolsFields(request) : {}),
    ...(request.resourceType === null ? {} : { _resourceType: request.resourceType }),
    ...(request.error === null ? {} : { _error: privacy.text(request.error) }),
    ...(request.end === null ? { _open: true as const } : {}),
    ...(request.problems.length === 0 ? {} : { _problems: request.problems.map(({ message }) => message) }),
  };
}

const placed = (request: Request): Pick<ExportedEntry, '_connectionConfidence' | '_connectionOthers'> => ({
  ...(request.placing === null ? {} : { _connectionConfidence: request.placing.confidence }),
  ...(isSurelyPlaced(request) ? {} : { _connectionOthers: request.placing!.others }),
});

/** Bytes; −1 = not known. Chromium computes sizes by subtraction, which goes below −1 where a part is not known. */
const sizeOf = (value: unknown): number => Math.max(numberOf(value) ?? -1, -1);

/** Without a HAR entry (late DevTools, a beacon) the few headers that webRequest gave are all there is. */
function responseHeaders(request: Request, full: readonly Header[]): readonly Header[] {
  if (full.length > 0) return full;
  return CONNECTION_HEADERS.flatMap((name) => (request.headers[name] === undefined ? [] : [{ name, value: request.headers[name] }]));
}

/** HAR has no `null`; tools write it for what a cookie has not. */
const cookiesOf = (raw: unknown, privacy: Privacy): readonly unknown[] => privacy.cookies(raw).map((cookie) => Object.fromEntries(Object.entries(fieldsOf(cookie) ?? {}).filter(([, value]) => value !== null)));

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
