import { genericEntry, type Timings, type Told } from './har.ts';

/**
 * HAR entries as tools write them, field for field where it matters. The
 * shapes are those of the writers' own sources, named in
 * `src/core/capture/har-dialect.ts`, and of files that they wrote.
 */

/** WebPageTest: dated when it is sent, setup before that; `blocked` and `send` the same in every entry; status lines without "HTTP/". */
export function webPageTestEntry(told: Told & { readonly socket?: unknown; readonly spoken?: string } = {}): Record<string, unknown> {
  const { socket = 12, spoken, ...rest } = told;
  return genericEntry({
    httpVersion: '1.1',
    ip: null,
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 100, receive: 10 },
    ...rest,
    entry: { _load_start: 0, _full_url: 'x', _initiator: '', _ip_addr: '192.0.2.1', ...(socket === null ? {} : { _socket: socket }), ...(spoken === undefined ? {} : { _protocol: spoken }), ...rest.entry },
  });
}

/** chrome-har and browsertime: Chromium's timings, and whether the connection was reused. */
export const sitespeedEntry = (told: Told & { readonly reused?: boolean } = {}): Record<string, unknown> =>
  genericEntry({ connection: '22', ...told, entry: { _requestId: '1.2', _initialPriority: 'High', _requestTime: 1, ...(told.reused === undefined ? {} : { _connectionReused: told.reused }), ...told.entry } });

/** Safari: an id on what came over the network, and where else it came from. */
export const safariEntry = (told: Told & { readonly fetched?: string } = {}): Record<string, unknown> =>
  genericEntry({ connection: '3', ...told, entry: { _fetchType: told.fetched ?? 'Network Load', _priority: 'high', ...told.entry } });

/** Playwright: no `blocked`, `send` 0, `ssl` of a plain connection nonsense, `time` with `ssl` in it twice. */
export function playwrightEntry(told: Told = {}): Record<string, unknown> {
  const timings: Timings = told.timings ?? { dns: 1, connect: 20, ssl: 12, send: 0, wait: 10, receive: 5 };
  const time = ['dns', 'connect', 'ssl', 'wait', 'receive'].reduce((sum, name) => sum + Math.max(timings[name] ?? 0, 0), 0);
  return genericEntry({ time, ...told, timings, entry: { _securityDetails: {}, _serverPort: 443, ...told.entry } });
}

/** mitmproxy: `ssl` beside `connect`, both in `time`; null where it does not know. */
export function mitmproxyEntry(told: Omit<Told, 'timings'> & { readonly timings?: Readonly<Record<string, number | null>> } = {}): Record<string, unknown> {
  const timings = told.timings ?? { connect: 30, ssl: 35, send: 1, receive: 1, wait: 30 };
  const time = Object.values(timings).reduce<number>((sum, ms) => sum + Math.max(ms ?? 0, 0), 0);
  return genericEntry({ time, ...told, timings: {}, entry: { timings, ...told.entry } });
}

/** Of a tool that measures the whole and no part: ZAP, Insomnia, Polly.JS. */
export const totalEntry = (told: Told = {}): Record<string, unknown> => genericEntry({ timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 48, receive: 0 }, ...told });

/** Chrome HAR Capturer: an id that is never a port, and of a WebSocket what `String` makes of none. */
export const harCapturerEntry = (told: Told & { readonly fromDisk?: boolean } = {}): Record<string, unknown> =>
  genericEntry({ connection: '80', ...told, entry: { _fromDiskCache: told.fromDisk ?? false, _initiator: { type: 'other' }, _priority: 'Low', _resourceType: 'image', ...told.entry } });

export const harCapturerSocket = (url: string): Record<string, unknown> =>
  genericEntry({ url, status: 101, connection: 'undefined', ip: null, pageref: 'page_9_44303310609024504', timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: 13, receive: -1, ssl: -1 } });

/** axios-har-tracker: the same three in every entry. */
export const axiosEntry = (told: Told = {}): Record<string, unknown> => genericEntry({ timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 10, wait: 10, receive: 10 }, time: 38, ...told });
