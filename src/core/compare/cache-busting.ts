/**
 * What builds and caches put into a path so that it changes with the content:
 * taken out, two builds of one page ask for the same paths. Only used for what
 * has no partner by its address as it stands, so a word that looks like a hash
 * costs nothing unless two of them differ in nothing else.
 */
export function maskedPath(path: string): string {
  return path.replace(BEFORE_EXTENSION, '$1*').replaceAll(WORDS, (word) => (isHash(word) ? '*' : word));
}

/** Rollup's and Vite's default: `name-` and 8 characters of base64url before the extension (rollup docs, "output.hashCharacters"); one that is a plain word stays. */
const BEFORE_EXTENSION = /([-.])(?=[\w-]{0,7}[0-9]|[\w-]{1,7}[A-Z])[\w-]{8}(?=\.[a-z0-9]+(?:\.map)?$)/;

/** A UUID (RFC 9562 section 4), or a run of letters and digits. */
const WORDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9]+/gi;

const UUID_LENGTH = 36;
/** Shorter hex is a colour or a word; git, webpack and Rails write 7 to 64. */
const SHORTEST_HEX = 6;
/** Seconds since 1970 have 10 digits, ms 13; shorter numbers are ids and dates. */
const SHORTEST_TIME = 10;
/** esbuild and nanoid write 8 to 21 of all letters and digits. */
const SHORTEST_MIX = 8;

function isHash(word: string): boolean {
  if (word.length === UUID_LENGTH) return true;
  if (/^\d+$/.test(word)) return word.length >= SHORTEST_TIME;
  if (/^[0-9a-f]+$/i.test(word)) return word.length >= SHORTEST_HEX && /\d/.test(word);
  return word.length >= SHORTEST_MIX && /\d\D*\d/.test(word);
}
