import { CONNECTION_HEADERS, CORS_HEADERS, type Asked, type ConnectionHeaders } from '../model/observation.ts';

/** The values of the wanted headers by their names; `null` where none is there. Repeated ones are joined as RFC 9110 section 5.3 allows. */
export type HeaderPicker<Name extends string> = (list: unknown) => Readonly<Partial<Record<Name, string>>> | null;

/**
 * Picks the headers of these names, in whatever case they are written, from
 * `[{ name, value }]`, the shape that HAR and webRequest share. A file has 30
 * of them for each request, most of which are not wanted: their length and
 * first letter alone tell so. Nothing else in a file is looked at as often;
 * loops that count spare the engine what it takes to compile iterators.
 * @param names in lower case
 */
export function headerPicker<Name extends string>(names: readonly Name[]): HeaderPicker<Name> {
  const longest = Math.max(...names.map(({ length }) => length));
  const byLength: (readonly Name[])[] = Array.from({ length: longest + 1 }, (_, length) => names.filter((name) => name.length === length));
  const wantedBy = (name: string): Name | null => {
    if (name.length > longest) return null;
    const alike = byLength[name.length]!;
    for (let i = 0; i < alike.length; i++) {
      const wanted = alike[i]!;
      if (wanted === name || ((name.charCodeAt(0) | LOWER) === wanted.charCodeAt(0) && name.toLowerCase() === wanted)) return wanted;
    }
    return null;
  };
  return (list) => {
    if (!Array.isArray(list)) return null;
    let found: Partial<Record<Name, string>> | null = null;
    for (let i = 0; i < list.length; i++) {
      const { name, value } = (list[i] ?? NOTHING) as Readonly<Record<string, unknown>>;
      if (typeof name !== 'string' || typeof value !== 'string') continue;
      const wanted = wantedBy(name);
      if (wanted === null) continue;
      found ??= {};
      const before: string | undefined = found[wanted];
      found[wanted] = before === undefined ? value : `${before}, ${value}`;
    }
    return found;
  };
}

/** What tells a capital letter of ASCII from a small one. */
const LOWER = 0x20;
const NOTHING = {};

/** What an answer's headers say of connections, and whom they let read it. */
export interface Answered {
  readonly headers: ConnectionHeaders;
  readonly allows: Asked['allows'];
}

export function readAnswered(list: unknown): Answered {
  const found = ANSWERED(list);
  if (found === null) return SILENT;
  const headers: { -readonly [Name in keyof ConnectionHeaders]: ConnectionHeaders[Name] } = {};
  for (let i = 0; i < CONNECTION_HEADERS.length; i++) {
    const name = CONNECTION_HEADERS[i]!;
    const value = found[name];
    if (value !== undefined) headers[name] = value;
  }
  return { headers, allows: allowedBy(found['access-control-allow-origin'], found['access-control-allow-credentials']) };
}

const ANSWERED = headerPicker([...CONNECTION_HEADERS, ...CORS_HEADERS]);
const SILENT: Answered = { headers: {}, allows: null };

function allowedBy(origin: string | undefined, credentials: string | undefined): Asked['allows'] {
  if (origin === undefined) return null;
  if (origin.trim() === '*') return 'anyone';
  return credentials?.trim() === 'true' ? 'credentials' : 'origin';
}
