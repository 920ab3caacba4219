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
const IN_TEXT = [/([?&;]\s*)([^=&?;#\s"<>]+)=([^&;#\s"<>,]*)/g];

function redact(text: string, patterns: readonly RegExp[], tell: Tell): string {
  return patterns.reduce((clean, pattern) => clean.replace(pattern, (_whole: string, before: string, name: string, value: string) => {
    if (!isSecretName(name)) return `${before}${name}=${redactWithin(value, patterns, tell)}`;
    if (value !== REDACTED) tell('parameter', name);
    return `${before}${name}=${REDACTED}`;
  }), text);
}

/** A value that is an address itself, as it stands or percent-encoded: `redirect_uri=https%3A%2F%2Fa.test%2F%3Fcode%3D1`. What hides nothing is left letter by letter. */
function redactWithin(value: string, patterns: readonly RegExp[], tell: Tell): string {
  if (value.includes('?')) return redact(value, patterns, tell);
  const decoded = value.includes('%') ? decode(value) : value;
  if (decoded === value) return value;
  const nameless = decoded.replace(USER_NAME, '$1');
  if (nameless !== decoded) tell('user name', '');
  const clean = redact(nameless, patterns, tell);
  return clean === decoded ? value : encodeURIComponent(clean);
}

/** Whether a parameter, or a field, of this name carries a person's identity or rights. */
export const isSecretName = (name: string): boolean => SECRET_PARAMETER.test(decode(name).toLowerCase().replaceAll(/[^a-z0-9]/g, ''));

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is allowed in real URLs; the name is then taken as written.
    return text;
  }
}
