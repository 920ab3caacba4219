import { CONNECTION_HEADERS, type Asked, type ConnectionHeaders } from '../model/observation.ts';

/** The values of the wanted headers, each at the place of its name; `null` where none is there. Repeated ones are joined as RFC 9110 section 5.3 allows. */
export type HeaderPicker = (list: unknown) => readonly (string | undefined)[] | null;

/**
 * Picks the headers of these names, in whatever case they are written, from
 * `[{ name, value }]`, the shape that HAR and webRequest share. A file has 30
 * of them for each request, most of which are not wanted: their length and
 * first letter alone tell so.
 * @param names in lower case
 */
export function headerPicker(names: readonly string[]): HeaderPicker {
  const longest = Math.max(...names.map(({ length }) => length));
  const places: (readonly number[])[] = Array.from({ length: longest + 1 }, (_, length) => [...names.keys()].filter((place) => names[place]!.length === length));
  const placeOf = (name: string): number => {
    if (name.length > longest) return -1;
    for (const place of places[name.length]!) {
      const wanted = names[place]!;
      if (wanted === name || ((name.charCodeAt(0) | LOWER) === wanted.charCodeAt(0) && name.toLowerCase() === wanted)) return place;
    }
    return -1;
  };
  return (list) => {
    if (!Array.isArray(list)) return null;
    let found: (string | undefined)[] | null = null;
    for (const item of list as readonly unknown[]) {
      const { name, value } = (item ?? NOTHING) as Readonly<Record<string, unknown>>;
      if (typeof name !== 'string' || typeof value !== 'string') continue;
      const place = placeOf(name);
      if (place < 0) continue;
      found ??= names.map(() => undefined);
      found[place] = found[place] === undefined ? value : `${found[place]}, ${value}`;
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
  for (const [place, name] of CONNECTION_HEADERS.entries()) {
    const value = found[place];
    if (value !== undefined) headers[name] = value;
  }
  const [origin, credentials] = found.slice(CONNECTION_HEADERS.length);
  return { headers, allows: allowedBy(origin, credentials) };
}

const ANSWERED = headerPicker([...CONNECTION_HEADERS, 'access-control-allow-origin', 'access-control-allow-credentials']);
const SILENT: Answered = { headers: {}, allows: null };

function allowedBy(origin: string | undefined, credentials: string | undefined): Asked['allows'] {
  if (origin === undefined) return null;
  if (origin.trim() === '*') return 'anyone';
  return credentials?.trim() === 'true' ? 'credentials' : 'origin';
}
