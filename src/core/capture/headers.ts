import { fieldsOf, listOf } from '../base/unknown.ts';
import { CONNECTION_HEADERS, type ConnectionHeaders } from '../model/observation.ts';

/** Tells the wanted name that this one is, in whatever case it is written; `undefined` for all others. */
export type NameOf = (written: string) => string | undefined;

/** Most headers are not wanted: their length alone tells so, without a copy in lower case. */
export function namesIn(wanted: readonly string[]): NameOf {
  const names: ReadonlySet<string> = new Set(wanted);
  const lengths = wanted.map((name) => name.length);
  const possible = Array.from({ length: Math.max(...lengths) + 1 }, (_, length) => lengths.includes(length));
  return (written) => {
    if (possible[written.length] !== true) return undefined;
    const name = written.toLowerCase();
    return names.has(name) ? name : undefined;
  };
}

const wanted = namesIn(CONNECTION_HEADERS);
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
    const name = wanted(header['name']);
    if (name === undefined) continue;
    found ??= {};
    found[name] = name in found ? `${found[name]}, ${header['value']}` : header['value'];
  }
  return found ?? NONE;
}
