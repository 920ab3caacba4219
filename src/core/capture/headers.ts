import { fieldsOf, listOf } from '../base/unknown.ts';
import { CONNECTION_HEADERS, type ConnectionHeaders } from '../model/observation.ts';

const WANTED: ReadonlySet<string> = new Set(CONNECTION_HEADERS);
const NONE: ConnectionHeaders = {};

/**
 * Picks the headers that speak of connections from `[{ name, value }]`, the
 * shape that HAR and webRequest share. Repeated fields are joined as RFC 9110
 * section 5.3 allows.
 */
export function readHeaders(list: unknown): ConnectionHeaders {
  let found: Record<string, string> | undefined;
  for (const item of listOf(list) ?? []) {
    const header = fieldsOf(item);
    if (typeof header?.['name'] !== 'string' || typeof header['value'] !== 'string') continue;
    const name = header['name'].toLowerCase();
    if (!WANTED.has(name)) continue;
    found ??= {};
    found[name] = name in found ? `${found[name]}, ${header['value']}` : header['value'];
  }
  return found ?? NONE;
}
