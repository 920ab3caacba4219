/** Where a text stops being JSON (RFC 8259), which engines tell differently or not at all. */
export interface JsonFault {
  /** Offset of the first character that cannot stand there; the text's length where it ends early. */
  readonly at: number;
  /** A clause for people: `unexpected “}”`. */
  readonly what: string;
  readonly endsEarly: boolean;
}

/** Deeper than any capture, and less deep than what ends an engine: each level costs a parser more memory than the character that opens it, and the exports of a file as it came a call on the stack (Node 20: 4,000 and more). */
export const MOST_NESTED = 1_000;

/** Files written one after the other into one. */
const SECOND = 'a second JSON text begins';

/** The first fault of a text; `null` where there is none. One pass, without recursion. */
export function jsonFault(text: string): JsonFault | null {
  /** Of each bracket that is open, whether it is an object's. */
  const open: boolean[] = [];
  let expects = 'value' as Expects;
  let at = skip(text, 0);
  for (; at < text.length; at = skip(text, at)) {
    const code = text.charCodeAt(at);
    if (expects === 'colon') {
      if (code !== COLON) return unexpected(text, at);
      [at, expects] = [at + 1, 'value'];
    } else if (expects === 'comma' && code === COMMA && open.length > 0) {
      [at, expects] = [at + 1, open.at(-1) === true ? 'key' : 'value'];
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      const mayClose: boolean = expects === 'comma' || expects === 'first-key' || expects === 'first-value';
      if (!mayClose || open.length === 0 || open.at(-1) !== (code === CLOSE_OBJECT)) return unexpected(text, at);
      open.pop();
      [at, expects] = [at + 1, 'comma'];
    } else if (expects === 'comma') return open.length === 0 && (code === OPEN_OBJECT || code === OPEN_ARRAY) ? { at, what: SECOND, endsEarly: false } : unexpected(text, at);
    else if (code === QUOTE) {
      const end = endOfString(text, at);
      if (typeof end !== 'number') return end;
      [at, expects] = [end, expects === 'key' || expects === 'first-key' ? 'colon' : 'comma'];
    } else if (expects === 'key' || expects === 'first-key') return unexpected(text, at);
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (open.length === MOST_NESTED) return { at, what: `nested more than ${MOST_NESTED.toLocaleString('en')} deep`, endsEarly: false };
      open.push(code === OPEN_OBJECT);
      [at, expects] = [at + 1, code === OPEN_OBJECT ? 'first-key' : 'first-value'];
    } else {
      LITERAL.lastIndex = at;
      if (!LITERAL.test(text)) return isCutLiteral(text, at) ? early(text) : unexpected(text, at);
      [at, expects] = [LITERAL.lastIndex, 'comma'];
    }
  }
  return expects === 'comma' && open.length === 0 ? null : early(text);
}

/** What the text says; `undefined` where it is no JSON, or nested too deep: what comes after would run out of stack. */
export function parseJson(text: string): unknown {
  if (mayBeTooDeep(text) && jsonFault(text) !== null) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Brackets enough for it. Counted by the engine's own search, this costs a fiftieth of parsing what is a capture. */
function mayBeTooDeep(text: string): boolean {
  if (text.length <= MOST_NESTED) return false;
  let count = 0;
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > MOST_NESTED) return true;
    }
  }
  return false;
}

type Expects = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma';

const [QUOTE, COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, BACKSLASH] = Array.from('",:[]{}\\', (character) => character.charCodeAt(0)) as [number, number, number, number, number, number, number, number];
const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const LONGEST_WORD = 24;

function skip(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; code = text.charCodeAt(at)) at += 1;
  return at;
}

function endOfString(text: string, from: number): number | JsonFault {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < 0x20) return unexpected(text, at);
    if (code !== BACKSLASH) continue;
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) return text.length - at < 6 ? early(text) : unexpected(text, at);
    at = ESCAPE.lastIndex - 1;
  }
  return early(text);
}

/** The last word of a text, that would go on. */
const isCutLiteral = (text: string, at: number): boolean => text.length - at < LONGEST_WORD && /^(t(ru?)?|f(al?s?)?|n(ul?)?|-|-?\d+(\.|\.?\d*[eE][+-]?))$/.test(text.slice(at));

const early = (text: string): JsonFault => ({ at: text.length, what: 'the text ends early', endsEarly: true });

function unexpected(text: string, at: number): JsonFault {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const shown = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `“${character}”` : `character U+${text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0')}`;
  return { at, what: `unexpected ${shown}`, endsEarly: false };
}
