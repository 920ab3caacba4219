import { readAddress } from './address.ts';
import { instant } from '../base/units.ts';
import { fieldsOf, numberOf, textOf } from '../base/unknown.ts';
import type { WebRequestObservation } from '../model/observation.ts';
import { readAnswered } from './headers.ts';
import { isNetworkUrl, withoutFragment } from '../base/url.ts';

/**
 * Reads one folded webRequest record: `{ requestId, hop, url, method, type, start,
 * topDocument?, end?, endOrder?, status?, ip?, fromCache?, error?, headers? }`, times in
 * epoch ms. `hop` counts redirects, which keep their request id. `null` for anything
 * else, and for the extension's own pages.
 */
export function readWebRequest(value: unknown): WebRequestObservation | null {
  const record = fieldsOf(value);
  const id = textOf(record?.['requestId']);
  const url = textOf(record?.['url']);
  const start = numberOf(record?.['start']);
  if (!record || id === undefined || url === undefined || start === undefined || !isNetworkUrl(url)) return null;
  const status = numberOf(record['status']) ?? null;
  const type = textOf(record['type']) ?? 'other';
  // Of a WebSocket it tells of the handshake alone; when one that opened has closed it never says.
  const hasOpened = type === 'websocket' && record['error'] === undefined && status !== null && (status === 101 || (status >= 200 && status < 300));
  const end = hasOpened ? undefined : numberOf(record['end']);
  return {
    source: 'web-request',
    key: `web:${id}:${numberOf(record['hop']) ?? 0}`,
    url: withoutFragment(url),
    start: instant(start),
    end: end === undefined ? null : instant(end),
    endOrder: numberOf(record['endOrder']) ?? null,
    method: textOf(record['method']) ?? '',
    topDocument: textOf(record['topDocument']) ?? null,
    type,
    status,
    remoteAddress: readAddress(record['ip']),
    fromCache: record['fromCache'] === true,
    error: textOf(record['error']) ?? null,
    headers: readAnswered(record['headers']).headers,
  };
}
