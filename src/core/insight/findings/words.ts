import { sanitiseUrl } from '../../base/sanitise.ts';
import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';

/** "35 ms", "1.24 s", "4 min". */
export function inTime(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${Number((ms / 1000).toFixed(2))} s` : `${Math.round(ms / 60_000)} min`;
}

export const fromTo = (least: string, most: string): string => (least === most ? least : `${least} to ${most}`);

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** A list for a sentence: "a, b and 4 more". */
export function listed(items: readonly string[], most = 3): string {
  const distinct = [...new Set(items)];
  const named = distinct.slice(0, most);
  const rest = distinct.length - named.length;
  if (rest > 0) return `${named.join(', ')} and ${rest} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

/** A sentence has room for so many letters of a path. */
const PATH_LETTERS = 60;

/** Without its query, which is long and may hold secrets; sanitised as in exports. */
export function pathOf(url: string): string {
  const path = sanitiseUrl(url).replace(/^\w+:\/\/[^/?#]*/, '').split(/[?#]/, 1)[0]!;
  if (path === '') return '/';
  return path.length > PATH_LETTERS ? `${path.slice(0, PATH_LETTERS)}…` : path;
}

export const pathsOf = (requests: readonly Request[]): string => listed(requests.map(({ url }) => pathOf(url)));

/** `#58`, or `~1 (estimated)` where no browser named it. */
export const nameOf = ({ label, basis }: Connection): string => (basis.kind === 'reported' ? label : `${label} (estimated)`);
export const namesOf = (connections: readonly Connection[]): string => listed(connections.map(nameOf));
