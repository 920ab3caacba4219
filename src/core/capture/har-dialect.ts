import { type Fields, fieldsOf, textOf } from '../base/unknown.ts';
import type { HarDialect } from '../model/observation.ts';
import { portOf } from '../base/url.ts';

/**
 * Tells by its shape who wrote an entry. Creator names are not used: tools
 * copy them, and live entries have none.
 *
 * Chromium writes `_initiator` and `_resourceType` in every entry
 * (front_end/models/har/Log.ts); Firefox writes `_securityState`, and `ssl`
 * beside `connect` rather than inside (devtools/client/netmonitor/src/har).
 */
export function dialectOf(entry: Fields, url: string): HarDialect {
  if (textOf(entry['_connectionId']) !== undefined) return 'chromium';
  // We wrote it ourselves (docs/summary.md), by the letter, with fields of whatever browser it was.
  if ('_opening' in entry && '_basis' in entry) return 'generic';
  if ('_initiator' in entry || '_resourceType' in entry) {
    const connection = textOf(entry['connection']);
    return connection !== undefined && connection !== portOf(url) ? 'chromium-before' : 'chromium';
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
  if (dialect === 'chromium') return textOf(entry['_connectionId']) ?? null;
  if (dialect === 'firefox') return null;
  const connection = textOf(entry['connection']);
  // "0" is what older Chromium wrote where it had no socket; "~1" is an estimate, in a HAR that we wrote.
  return connection === undefined || connection === '0' || connection.startsWith('~') || connection === portOf(url) ? null : connection;
}
