/** What a removed value is replaced with, so that the reader sees that something was there. */
export const REDACTED = 'redacted';

/** Ends of names of parameters that carry a person's identity or rights, once camelCase, dashes and brackets are taken out; and whole short names. */
const SECRET_PARAMETER = /(token|auth|authorization|signature|secret|password|passwd|pwd|apikey|session|sessionid|sessid|jwt|credential|credentials|samlresponse|samlrequest|otp)$|^(sig|sid|key|code|state|pass|pin)$|(access|secret|private|signing)key$/;

/** The URL without user name, password, fragment and the values of tell-tale parameters; all else is left letter by letter. */
export function sanitiseUrl(url: string): string {
  // The whole body of a data: URL is its address.
  if (/^data:/i.test(url)) return url.slice(0, url.indexOf(',') + 1) || 'data:,';
  return redact(url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1').replace(/#.*$/s, ''), IN_URL);
}

/** A text that may hold URLs or parts of them, with the values of tell-tale parameters replaced. */
export const sanitiseText = (text: string): string => redact(text, IN_TEXT);

/** `?a=b`, `&a=b` and `;a=b`; a path's `;a=b` ends at the query. */
const IN_URL = [/([?&])([^=&?;#]+)=([^&]*)/g, /(;)([^=&?;#/]+)=([^&;?/]*)/g];
/** The same anywhere in a text, as in a `Link` or a relative `Location`. */
const IN_TEXT = [/([?&;]\s*)([^=&?;#\s"<>]+)=([^&;#\s"<>,]*)/g];

const redact = (text: string, patterns: readonly RegExp[]): string =>
  patterns.reduce((clean, pattern) => clean.replace(pattern, (whole: string, before: string, name: string) => (isSecretName(name) ? `${before}${name}=${REDACTED}` : whole)), text);

const isSecretName = (name: string): boolean => SECRET_PARAMETER.test(decode(name).toLowerCase().replaceAll(/[^a-z0-9]/g, ''));

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is allowed in real URLs; the name is then taken as written.
    return text;
  }
}
