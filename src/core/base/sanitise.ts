import { decode, isSecretName } from './secret-names.ts';

/** What a removed value is replaced with, so that the reader sees that something was there. */
export const REDACTED = 'redacted';

/** Hears of everything that is left out: what it was and what it was called, never its value. */
export type Tell = (what: 'cookie' | 'header' | 'parameter' | 'token' | 'user name' | 'fragment' | 'body' | 'page title' | 'host', name: string) => void;
const UNTOLD: Tell = () => undefined;

/** The URL without user name, password, fragment, tokens and the values of tell-tale parameters; all else is left letter by letter. */
export function sanitiseUrl(url: string, tell = UNTOLD): string {
  const inline = /^\s*(?:data|javascript):/i.exec(url)?.[0];
  if (inline !== undefined) {
    // The whole body of such a URL is its address.
    tell('body', '');
    return /data:$/i.test(inline) ? url.slice(0, url.indexOf(',') + 1) || 'data:,' : inline;
  }
  const nameless = withoutUser(url, tell);
  const plain = nameless.replace(/#.*$/s, '');
  if (plain !== nameless) tell('fragment', '');
  const clean = redact(scrub(plain, tell), IN_URL, tell);
  const query = clean.indexOf('?');
  return query < 0 ? withoutEncoded(clean, PATH_PART, tell) : withoutEncoded(clean.slice(0, query), PATH_PART, tell) + withoutEncoded(clean.slice(query), NAMELESS_PART, tell);
}

/** A text that may hold URLs or parts of them: each as `sanitiseUrl` writes it, and the values of tell-tale parameters replaced. */
export const sanitiseText = (text: string, tell = UNTOLD): string => withoutEncoded(redact(scrub(text.replaceAll(ADDRESS, (url) => sanitiseUrl(url, tell)), tell), IN_TEXT, tell), WORD, tell);

/** What stands percent-encoded and without a name, as an address in the path of a proxy, or JSON that is all of a query. */
const withoutEncoded = (text: string, parts: RegExp, tell: Tell, depth = 1): string => (text.includes('%') ? text.replaceAll(parts, (part) => (ENCODED.test(part) ? redactWithin(part, tell, depth) : part)) : text);
const ENCODED = /%[\da-f]{2}/i;
const PATH_PART = /[^/]+/g;
const NAMELESS_PART = /(?<=[?&])[^=&]+(?=&|$)/g;
const WORD = /[^\s"<>/?&#=]+/g;

/**
 * As browsers read them: http and its like take any number of slashes of
 * either kind, or none (URL standard, "special authority slashes state"), and
 * a backslash ends what stands before `@`.
 */
const USER_NAME = /^(\s*(?:(?:blob|view-source|filesystem):)*(?:(?:https?|wss?|ftp):[/\\]*|(?:[a-z][a-z0-9+.-]*:)?[/\\]{2,}))[^/?#\\]*@/i;
/** What CONNECT asks for has no scheme (RFC 9110 section 9.3.6). */
const USER_OF_AUTHORITY = /^(\s*)[^\s/?#\\@]+@(?=[^\s/?#\\@]+:\d+\s*(?:[/?#]|$))/;
/** The same of an address within something else. */
const USER_WITHIN = /(:[/\\]{2,})[^\s/\\?#"<>]*@/g;
/** In JSON slashes may have backslashes before them (RFC 8259 section 7). What stands before a scheme is one of its letters or none, else each letter of a long word would be tried as its beginning. */
const ADDRESS = /(?<![a-z0-9+.\-/\\])(?:[a-z][a-z0-9+.-]*:){0,3}[/\\]{2,}[^\s"<>]*/gi;

function withoutUser(url: string, tell: Tell): string {
  const nameless = url.replace(USER_NAME, '$1').replace(USER_OF_AUTHORITY, '$1');
  if (nameless !== url) tell('user name', '');
  return nameless;
}

/** Secrets that are known by their look, wherever they stand and whatever they are called. */
function scrub(text: string, tell: Tell): string {
  const tokenless = text.includes(JOSE) ? text.replaceAll(DOTTED, (dotted) => withoutJwt(dotted, tell)) : text;
  const unissued = tokenless.replaceAll(ISSUED, () => {
    tell('token', '');
    return REDACTED;
  });
  const unborne = unissued.replaceAll(BEARER, (all: string, before: string, token: string) => {
    if (token === REDACTED) return all;
    tell('token', '');
    return before + REDACTED;
  });
  const opened = unborne.includes(JOSE) ? unborne.replaceAll(JSON_IN_BASE64, (all) => (hidesSecrets(all, tell) ? REDACTED : all)) : unborne;
  const unnamed = opened.includes('"') ? withoutSecretMembers(opened, tell) : opened;
  return unnamed.replaceAll(USER_WITHIN, (_all, before: string) => {
    tell('user name', '');
    return before;
  });
}

/** RFC 6750 section 2.1; a `+` is a form's blank. */
const BEARER = /\b(bearer(?:\s|\+|%20)+)([^\s"',;&<>]+)/gi;

/** Tokens that begin as nothing else does, for the sake of those who look for leaked ones: GitHub's, GitLab's, Slack's and Stripe's (their manuals on token prefixes); and Telegram's, which stands in the path (Bot API, "Making requests"). */
const ISSUED = /\b(?:gh[opsur]_|github_pat_|glpat-|xox[a-z]-|[rs]k_(?:live|test)_)[\w-]{10,}|(?<=\/bot\d{1,20}:)[\w-]{20,}/g;

/** Parts of base64url with dots between them; begun where none stands before, for the sake of time. */
const DOTTED = /(?<![\w-])[\w-]+(?:\.[\w-]*)+/g;
/** `{"` in base64url. A JWS has two parts that begin with it (RFC 7515 section 7.1), a JWE five parts and a header that names two algorithms (RFC 7516). */
const JOSE = 'eyJ';
const JWE = { parts: 5, leastHeader: 20 } as const;

function withoutJwt(dotted: string, tell: Tell): string {
  const parts = dotted.split('.');
  const first = parts.findIndex((part, i) => part.includes(JOSE) && (parts[i + 1]?.startsWith(JOSE) === true || (parts.length - i === JWE.parts && part.length - part.indexOf(JOSE) >= JWE.leastHeader)));
  if (first < 0) return dotted;
  tell('token', '');
  return [...parts.slice(0, first), parts[first]!.slice(0, parts[first]!.indexOf(JOSE)) + REDACTED].join('.');
}

/** An object of JSON in base64 or base64url (RFC 4648), percent-encoded or not: clients of AWS AppSync have what authorises them in the address of their WebSocket (its guide, "Building a real-time WebSocket client"). */
const JSON_IN_BASE64 = /eyJ(?:[\w+/-]|%2[BbFf])+(?:=|%3[Dd])*/g;

function hidesSecrets(base64: string, tell: Tell): boolean {
  const json = textOfBase64(decode(base64));
  return sanitiseText(json, tell) !== json;
}

/** What follows it in a path may look like more of it, and no base64 has one letter over. */
function textOfBase64(base64: string): string {
  const letters = base64.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  return atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters);
}

/** The name of a member of JSON (RFC 8259 section 4), also of JSON within a text of JSON. */
const MEMBER = /"([^"\\]{1,64})\\*"\s*:\s*/g;
/** Its value; of a list or an object all that follows, since where it ends is not looked for. */
const VALUE = /\\*"[^"\\]*(?:\\.[^"\\]*)*"?|[[{].*|[^\s,}\]"[{\\]+/sy;

function withoutSecretMembers(text: string, tell: Tell): string {
  let [clean, done] = ['', 0];
  for (const { 0: head, 1: name, index } of text.matchAll(MEMBER)) {
    if (index < done || !isSecretName(name!)) continue;
    const from = index + head.length;
    VALUE.lastIndex = from;
    const value = VALUE.exec(text)?.[0];
    if (value === undefined || value === `"${REDACTED}"`) continue;
    tell('parameter', name!);
    clean += `${text.slice(done, from)}"${REDACTED}"`;
    done = from + value.length;
  }
  return clean + text.slice(done);
}

/** `?a=b`, `&a=b` and `;a=b`; a path's `;a=b` ends at the query. */
const IN_URL = [/([?&])([^=&?;#]+)=([^&]*)/g, /(;)([^=&?;#/]+)=([^&;?/]*)/g];
/** The same anywhere in a text, as in a `Link`, a relative `Location` or a form; `=(` begins a list of a structured field (RFC 8941), as in `Permissions-Policy`. */
const IN_TEXT = [/(^|[?&;,#\s"'(<{])([^=&?;,#\s"'(<{>]+)=(?!\()("[^"]*"|[^&;#\s"<>,]*)/g];
/** The same in an address within an address, whose fragment may hold some as well. */
const WITHIN = [/([?&#])([^=&?;#]+)=([^&#]*)/g, /(;)([^=&?;#]+)=([^&?;#]*)/g];
/** Parameters within a parameter: nothing stands before the first. What is no plain name may be words, or an address. */
const FIRST = /^([\w.[\]-]+)=([^=].*)$/s;
const QUOTED = /^"([^"]*)"$/;

/** So often a value is decoded, or taken apart: eight addresses within each other. What hides deeper is left out. */
const DEEPEST = 16;

function redact(text: string, patterns: readonly RegExp[], tell: Tell, depth = 0): string {
  return patterns.reduce((clean, pattern) => clean.replace(pattern, (_whole: string, before: string, name: string, value: string) => redactPair(before, name, value, tell, depth)), text);
}

function redactPair(before: string, name: string, value: string, tell: Tell, depth: number): string {
  if (!isSecretName(name)) return `${before}${name}=${redactWithin(value, tell, depth + 1)}`;
  if (value !== REDACTED) tell('parameter', name);
  return `${before}${name}=${REDACTED}`;
}

/** A value that is an address or has parameters itself, as it stands, quoted or percent-encoded: `redirect_uri=https%3A%2F%2Fa.test%2F%3Fcode%3D1`. What hides nothing is left letter by letter. */
function redactWithin(value: string, tell: Tell, depth: number): string {
  if (!/[?#&;%@=]/.test(value)) return value;
  if (depth > DEEPEST) {
    tell('parameter', 'an address within addresses');
    return REDACTED;
  }
  const quoted = QUOTED.exec(value)?.[1];
  if (quoted !== undefined) return `"${redact(quoted, IN_TEXT, tell, depth)}"`;
  const nameless = withoutUser(value, tell);
  const parameters = nameless.search(/[?#&;]/);
  if (parameters >= 0) return redactWithin(nameless.slice(0, parameters), tell, depth + 1) + redact(nameless.slice(parameters), WITHIN, tell, depth);
  const [, name, rest] = FIRST.exec(nameless) ?? [];
  if (name !== undefined && rest !== undefined) return redactPair('', name, rest, tell, depth);
  if (!ENCODED.test(nameless)) return nameless;
  if (nameless.includes('/')) return withoutEncoded(nameless, PATH_PART, tell, depth + 1);
  const decoded = decode(nameless.replaceAll('+', '%20'));
  if (decoded === nameless) return nameless;
  const clean = redactWithin(scrub(decoded, tell), tell, depth + 1);
  return clean === decoded ? nameless : encode(clean);
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a character of UTF-16: no address.
    return REDACTED;
  }
}
