import { sanitiseUrl } from '../base/sanitise.ts';
import { candidatesOf } from '../model/candidates.ts';
import type { Connection } from '../model/connection.ts';
import { isSurelyPlaced, requestsBetween } from '../model/placing.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Request } from '../model/request.ts';

/** "3.4 ms", "220 ms", "3.2 s", "119 s"; what was too short to tell is not 0. */
export function timeOf(ms: number): string {
  if (ms > 0 && ms < 0.05) return '<0.1 ms';
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  return seconds < 99.95 ? `${Math.round(seconds * 10) / 10} s` : `${Math.round(seconds)} s`;
}

/** "1 request", "3 requests". */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Those that there are, as one sentence's; `null`: none. */
export const clauses = (...all: readonly (string | null)[]): string | null => all.filter((one) => one !== null).join('; ') || null;

/** The longest path that is told in full. */
const LONGEST_PATH = 60;

/** Path without query, which may hold what nobody may export; sanitised as in exports; shortened in the middle of a long one. */
export function pathOf({ url }: { readonly url: string }): string {
  const path = sanitiseUrl(url).replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/';
  return path.length <= LONGEST_PATH ? path : `${path.slice(0, LONGEST_PATH / 2)}…${path.slice(1 - LONGEST_PATH / 2)}`;
}

/** In the value of an attribute: the URL standard lets `"` and `&` stand in a host. */
export const asAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** "#58, #60 and #61"; of many, the first few and how many more. */
export function labelsOf(connections: readonly Connection[]): string {
  const labels = connections.slice(0, MOST_LABELS).map(({ label }) => label);
  const rest = connections.length - labels.length;
  if (rest > 0) return `${labels.join(', ')} and ${rest} more`;
  const last = labels.pop() ?? '';
  return labels.length === 0 ? last : `${labels.join(', ')} and ${last}`;
}

const MOST_LABELS = 6;

/** "~3", "~3 or ~5", "~3 or another": on which connection a request was. Estimated ones are called by their ids. */
export const placeName = (request: Request, connection: Connection): string => (isSurelyPlaced(request) ? connection.label : unsurePlace(request));

/** The same of one that is not surely on its connection. */
export function unsurePlace(request: Request): string {
  const named = candidatesOf(request);
  return [...named, ...(named.length === 1 ? ['another'] : [])].join(' or ');
}

/** The beginning of a sentence on what follows. */
export const noEndTold = (what: string): string => `Of ${what} the browser tells of no end, as of every answer that a page does not read to its end`;

/** "4 requests", "4 to 6 requests": how many a connection carried. */
export function carried(connection: Connection): string {
  const { least, most } = requestsBetween(connection);
  return least === most ? count(most, 'request') : `${least} to ${most} requests`;
}

const PROTOCOL_NAMES: Readonly<Record<Protocol, string>> = { 'http/1.0': 'HTTP/1.0', 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3', ws: 'WebSocket', wss: 'WebSocket' };

export const nameOf = (protocol: Protocol | null): string => (protocol === null ? 'an unknown protocol' : PROTOCOL_NAMES[protocol]);
