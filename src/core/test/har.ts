import { portOf } from '../base/url.ts';

/**
 * HAR entries as the browsers write them, field for field, with room for what
 * a test is about. Times are ms after `ZERO`.
 */
export const ZERO = Date.UTC(2026, 10, 21);

export type Timings = Readonly<Record<string, number>>;

export interface Told {
  readonly url?: string;
  readonly at?: number;
  readonly method?: string;
  readonly status?: number;
  /** `null`: the field is not there. */
  readonly id?: string | null;
  readonly connection?: string | null;
  readonly httpVersion?: string;
  readonly timings?: Timings;
  readonly time?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers of the request. */
  readonly sent?: Readonly<Record<string, string>>;
  readonly redirectTo?: string;
  readonly ip?: string | null;
  readonly pageref?: string;
  /** Fields that replace or join those of the entry itself. */
  readonly entry?: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
}

const URL_ = 'http://shop.test:8080/a.js';

/** Chromium writes −1 for each step that a reused connection skips. */
export const REUSED: Timings = { blocked: 2, dns: -1, ssl: -1, connect: -1, send: 0.5, wait: 10, receive: 3, _blocked_queueing: 1 };
export const OPENED: Timings = { ...REUSED, dns: 4, connect: 20 };
/** `ssl` lies inside `connect`. */
export const OPENED_TLS: Timings = { ...REUSED, dns: 4, connect: 30, ssl: 18 };

const sumOf = (timings: Timings, ...without: readonly string[]): number =>
  Object.entries(timings).reduce((sum, [name, ms]) => (name.startsWith('_') || without.includes(name) ? sum : sum + Math.max(ms, 0)), 0);

const listed = (headers: Readonly<Record<string, string>>): readonly unknown[] => Object.entries(headers).map(([name, value]) => ({ name, value }));

function common(told: Told, timings: Timings, time: number): Record<string, unknown> & { readonly response: Record<string, unknown> } {
  const { url = URL_, at = 0, method = 'GET', status = 200, httpVersion = 'http/1.1', headers = {}, sent = {}, redirectTo = '' } = told;
  return {
    startedDateTime: new Date(ZERO + at).toISOString(),
    time: told.time ?? time,
    request: { method, url, httpVersion, headers: listed(sent), cookies: [], queryString: [], headersSize: 120, bodySize: 0 },
    response: {
      status,
      statusText: '',
      httpVersion,
      headers: listed(headers),
      cookies: [],
      content: { size: 85, mimeType: 'text/javascript' },
      redirectURL: redirectTo,
      headersSize: 100,
      bodySize: 85,
      ...told.response,
    },
    cache: {},
    timings,
    ...(told.ip === null ? {} : { serverIPAddress: told.ip ?? '127.0.0.1' }),
    ...(told.pageref === undefined ? {} : { pageref: told.pageref }),
  };
}

const field = (name: string, value: string | null): Record<string, string> => (value === null ? {} : { [name]: value });

/** Chromium 156: `_connectionId` is the id, `connection` the server's port. */
export function chromiumEntry(told: Told = {}): Record<string, unknown> {
  const timings = told.timings ?? OPENED;
  const base = common(told, timings, sumOf(timings, 'ssl'));
  return {
    _initiator: { type: 'script' },
    _priority: 'Low',
    _resourceType: 'script',
    ...base,
    response: { _transferSize: 185, _error: null, _fetchedViaServiceWorker: false, ...base.response },
    ...field('connection', told.connection === undefined ? portOf(told.url ?? URL_) : told.connection),
    ...field('_connectionId', told.id === undefined ? '58' : told.id),
    ...told.entry,
  };
}

/** Chromium before `_connectionId`: `connection` is the id. */
export const chromiumBeforeEntry = (told: Told = {}): Record<string, unknown> => chromiumEntry({ connection: '1234', ...told, id: null });

/** Firefox 153: whole ms, `ssl` beside `connect`, 0 for what was skipped, `connection` the server's port. */
export function firefoxEntry(told: Told = {}): Record<string, unknown> {
  const timings = told.timings ?? { blocked: 1, dns: 0, connect: 0, ssl: 0, send: 0, wait: 12, receive: 0 };
  return {
    ...common({ httpVersion: 'HTTP/1.1', ...told }, timings, sumOf(timings)),
    _securityState: 'insecure',
    _priority: 'Highest',
    ...field('connection', told.connection === undefined ? portOf(told.url ?? URL_) : told.connection),
    ...told.entry,
  };
}

/** HAR 1.2 by the letter, as tools write it. */
export function genericEntry(told: Told = {}): Record<string, unknown> {
  const { _blocked_queueing: _none, ...plain } = told.timings ?? OPENED;
  return { ...common(told, plain, sumOf(plain, 'ssl')), ...field('connection', told.connection ?? null), ...told.entry };
}

/** Chromium 156 on a WebSocket: no id; `wait` is the handshake, `receive` its life. */
export const socketEntry = (told: Told = {}): Record<string, unknown> =>
  chromiumEntry({ url: 'ws://live.test:8080/feed', status: 101, id: null, timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 5, receive: 900, _blocked_queueing: -1 }, ...told });

export const harFile = (entries: readonly unknown[], pages: readonly unknown[] = []): unknown => ({ log: { version: '1.2', creator: { name: 'any', version: '1' }, pages, entries } });
