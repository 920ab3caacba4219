import { fieldsOf, listOf, textOf } from '../base/unknown.ts';

/** What a removed value is replaced with, so that the reader sees that something was there. */
export const REDACTED = 'redacted';

/** Headers that carry a person's identity or rights. */
const SECRET_HEADER = /^(cookie|set-cookie|authorization|proxy-authorization|www-authenticate|x-csrf-token|x-xsrf-token)$|(token|secret|password|api-?key|session|credential|jwt)/i;

/** Query parameters that are known to carry the same. */
const SECRET_PARAMETER = /(^|[-_.])(token|auth|authorization|sig|signature|secret|password|passwd|pwd|key|api-?key|apikey|session|sessionid|sid|jwt|code|state|credential|access_?token|id_?token|refresh_?token)$/i;

/** The URL without user name, password, fragment and the values of tell-tale parameters; all else is left letter by letter. */
export function sanitiseUrl(url: string): string {
  const withoutUser = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1').replace(/#.*$/s, '');
  const question = withoutUser.indexOf('?');
  if (question < 0) return withoutUser;
  const query = withoutUser.slice(question + 1).split('&').map(sanitiseParameter).join('&');
  return `${withoutUser.slice(0, question)}?${query}`;
}

function sanitiseParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  return equals > 0 && SECRET_PARAMETER.test(decode(parameter.slice(0, equals))) ? `${parameter.slice(0, equals)}=${REDACTED}` : parameter;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is allowed in real URLs; the name is then taken as written.
    return text;
  }
}

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** HAR headers with the values of secret ones replaced. URLs in them are sanitised too. */
export function sanitiseHeaders(headers: unknown): readonly Header[] {
  return (listOf(headers) ?? []).flatMap((item) => {
    const name = textOf(fieldsOf(item)?.['name']);
    const value = fieldsOf(item)?.['value'];
    if (name === undefined || typeof value !== 'string') return [];
    return [{ name, value: SECRET_HEADER.test(name) ? REDACTED : /^[a-z][a-z0-9+.-]*:\/\/|^\//i.test(value) ? sanitiseUrl(value) : value }];
  });
}
