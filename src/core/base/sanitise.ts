/** What a removed value is replaced with, so that the reader sees that something was there. */
export const REDACTED = 'redacted';

/** Ends of names of parameters that carry a person's identity or rights, once camelCase, dashes and brackets are taken out; and whole short names. */
const SECRET_PARAMETER = /(token|auth|authorization|signature|secret|password|passwd|pwd|apikey|session|sessionid|sessid|jwt|credential|credentials|samlresponse|samlrequest|otp|ticket|assertion|verifier|bearer|hmac|csrf|xsrf|nonce|keypairid)$|^(sig|sid|key|code|state|pass|pin|policy)$|(access|secret|private|signing)key$/;

/** Hears of everything that is left out: what it was and what it was called, never its value. */
export type Tell = (what: 'cookie' | 'header' | 'parameter' | 'user name' | 'fragment' | 'body', name: string) => void;
const UNTOLD: Tell = () => undefined;

const USER_NAME = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i;

/** The URL without user name, password, fragment and the values of tell-tale parameters; all else is left letter by letter. */
export function sanitiseUrl(url: string, tell = UNTOLD): string {
  // The whole body of a data: URL is its address.
  if (/^data:/i.test(url)) {
    tell('body', '');
    return url.slice(0, url.indexOf(',') + 1) || 'data:,';
  }
  const nameless = url.replace(USER_NAME, '$1');
  const plain = nameless.replace(/#.*$/s, '');
  if (nameless !== url) tell('user name', '');
  if (plain !== nameless) tell('fragment', '');
  return redact(plain, IN_URL, tell);
}

/** A text that may hold URLs or parts of them, with the values of tell-tale parameters replaced. */
export const sanitiseText = (text: string, tell = UNTOLD): string => redact(text, IN_TEXT, tell);

/** `?a=b`, `&a=b` and `;a=b`; a path's `;a=b` ends at the query. */
const IN_URL = [/([?&])([^=&?;#]+)=([^&]*)/g, /(;)([^=&?;#/]+)=([^&;?/]*)/g];
/** The same anywhere in a text, as in a `Link` or a relative `Location`. */
const IN_TEXT = [/([?&;]\s*)([^=&?;#\s"<>]+)=("[^"]*"|[^&;#\s"<>,]*)/g];
/** The same in an address within an address, whose fragment may hold some as well. */
const WITHIN = [/([?&;#])([^=&?;#]+)=([^&#]*)/g];

/** So often a value is decoded, or taken apart: eight addresses within each other. What hides deeper is left out. */
const DEEPEST = 16;

function redact(text: string, patterns: readonly RegExp[], tell: Tell, depth = 0): string {
  return patterns.reduce((clean, pattern) => clean.replace(pattern, (_whole: string, before: string, name: string, value: string) => {
    if (!isSecretName(name)) return `${before}${name}=${redactWithin(value, tell, depth + 1)}`;
    if (value !== REDACTED) tell('parameter', name);
    return `${before}${name}=${REDACTED}`;
  }), text);
}

/** A value that is an address itself, as it stands or percent-encoded: `redirect_uri=https%3A%2F%2Fa.test%2F%3Fcode%3D1`. What hides nothing is left letter by letter. */
function redactWithin(value: string, tell: Tell, depth: number): string {
  if (!/[?#&%@]/.test(value)) return value;
  if (depth > DEEPEST) {
    tell('parameter', 'an address within addresses');
    return REDACTED;
  }
  const nameless = value.replace(USER_NAME, '$1');
  if (nameless !== value) tell('user name', '');
  if (/[?#&]/.test(nameless)) return redact(nameless, WITHIN, tell, depth);
  const decoded = decode(nameless.replaceAll('+', '%20'));
  if (decoded === nameless || !nameless.includes('%')) return nameless;
  const clean = redactWithin(decoded, tell, depth + 1);
  return clean === decoded ? nameless : encode(clean);
}

/** Whether a parameter, or a field, of this name carries a person's identity or rights. */
export const isSecretName = (name: string): boolean => SECRET_PARAMETER.test(decode(name).toLowerCase().replaceAll(/[^a-z0-9]/g, ''));

function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a character of UTF-16: no address.
    return REDACTED;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is allowed in real URLs; the name is then taken as written.
    return text;
  }
}
