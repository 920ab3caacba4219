import { type Fields, fieldsOf, numberOf, textOf } from '../base/unknown.ts';
import { OWN_FIELDS } from '../model/har-fields.ts';
import type { HarDialect } from '../model/observation.ts';
import { portOf } from '../base/url.ts';

/**
 * Tells by its shape who wrote an entry. Creator names are not used: tools
 * copy them, and live entries have none. What each dialect writes, and what
 * that leaves unknowable, is in `har-dialects.ts`.
 *
 * Chromium writes `_initiator` and `_resourceType` in every entry
 * (front_end/models/har/Log.ts); Firefox writes `_securityState`, and `ssl`
 * beside `connect` rather than inside (devtools/client/netmonitor/src/har).
 * Tools that borrow names of Chromium's have others of their own, and come first.
 * @param connectionIsPort an entry before it had `_connectionId`: what has none has the
 *   port in `connection`, and behind a proxy that is not the URL's
 */
export function dialectOf(entry: Fields, url: string, connectionIsPort: boolean): HarDialect {
  if (textOf(entry['_connectionId']) !== undefined) return 'chromium';
  for (const [dialect, fields] of OWN_FIELDS) if (fields.some((field) => field in entry)) return dialect;
  const isOfProxy = '_webSocketMessages' in entry && !('_initiator' in entry);
  if (!isOfProxy && ('_initiator' in entry || '_resourceType' in entry)) {
    if (idOf(entry['_connectionId']) !== undefined) return 'chromium';
    const connection = textOf(entry['connection']);
    if (isOfHarCapturer(entry)) return 'chromium-before';
    return connection !== undefined && !connectionIsPort && connection !== portOf(url) ? 'chromium-before' : 'chromium';
  }
  return '_securityState' in entry || looksLikeFirefox(entry) ? 'firefox' : 'generic';
}

/**
 * Firefox before `_securityState`, its data: entries and its image-cache
 * entries: whole milliseconds, and `blocked`, `dns`, `connect`, `ssl` either
 * all there or none at all.
 */
function looksLikeFirefox(entry: Fields): boolean {
  if ('_priority' in entry && !('_resourceType' in entry)) return true;
  const timings = fieldsOf(entry['timings']);
  const connection = textOf(entry['connection']);
  if (!timings || connection === undefined) return false;
  const whole = Object.values(timings).every((value) => Number.isInteger(value));
  return whole && timings['ssl'] !== undefined && connection === portOf(textOf(fieldsOf(entry['request'])?.['url']) ?? '');
}

/**
 * The browser's own name for the connection, or `null`.
 *
 * HAR 1.2 lets `connection` be an id or a port. A value equal to the URL's
 * port is a port: measured on all 232 entries of Chromium 156 and on every
 * entry of Firefox 153.
 */
export function reportedConnection(entry: Fields, dialect: HarDialect, url: string): string | null {
  if (dialect === 'chromium') return idOf(entry['_connectionId']) ?? null;
  if (dialect === 'firefox') return null;
  if (dialect === 'webpagetest') return socketOf(entry['_socket']);
  const connection = textOf(entry['connection']);
  if (connection === undefined) return null;
  if (isFiddlers(entry)) return EGRESS.exec(connection)?.[1] ?? null;
  if (NO_IDS.has(connection)) return null;
  return connection === portOf(url) && !isIdAlways(entry, dialect) ? null : connection;
}

/** "0" is what older Chromium wrote where it had no socket, "undefined" what Chrome HAR Capturer has of a WebSocket. */
const NO_IDS: ReadonlySet<string> = new Set(['0', 'undefined']);

/** Who has Chromium's `connectionId` there and nothing else: one that is 443, on port 443, is no port (chrome-har, lib/entryFromResponse.js; chrome-har-capturer, lib/har.js). */
const isIdAlways = (entry: Fields, dialect: HarDialect): boolean => dialect === 'sitespeed' || isOfHarCapturer(entry);

/** Chrome HAR Capturer, since it has that field. */
const isOfHarCapturer = (entry: Fields): boolean => '_fromDiskCache' in entry;

/** Chromium writes it as text; a tool that writes it as the number that it is means the same. */
function idOf(value: unknown): string | undefined {
  const number = numberOf(value);
  return number !== undefined && number > 0 && Number.isInteger(number) ? String(number) : textOf(value);
}

/** WebPageTest numbers sockets from 0 or 1 on, and writes −1 or nothing where there was none. */
function socketOf(socket: unknown): string | null {
  const number = numberOf(socket);
  if (number !== undefined) return number >= 0 ? String(number) : null;
  const text = textOf(socket);
  return text === undefined || text.startsWith('-') ? null : text;
}

/** Fiddler writes `ClientPort:1;EgressPort:2`: of the browser's connection to it, and of its own to the server, which is the one that reaches the server. */
export const isFiddlers = ({ connection }: Fields): boolean => typeof connection === 'string' && connection.includes('Port:');
const EGRESS = /EgressPort:(\d+)/;
