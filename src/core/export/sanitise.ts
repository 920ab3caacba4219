import { REDACTED, sanitiseText, sanitiseUrl } from '../base/sanitise.ts';
import { fieldsOf, listOf, textOf } from '../base/unknown.ts';

/** Headers that carry a person's identity or rights. */
const SECRET_HEADER = /^(cookie|set-cookie|authorization|proxy-authorization|www-authenticate)$|(auth|token|secret|password|api-?key|session|credential|jwt|csrf|xsrf)/i;

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** HAR headers with the values of secret ones replaced. URLs and parameters in the others are sanitised too. */
export function sanitiseHeaders(headers: unknown): readonly Header[] {
  return (listOf(headers) ?? []).flatMap((item) => {
    const name = textOf(fieldsOf(item)?.['name']);
    const value = fieldsOf(item)?.['value'];
    if (name === undefined || typeof value !== 'string') return [];
    return [{ name, value: SECRET_HEADER.test(name) ? REDACTED : /^[a-z][a-z0-9+.-]*:\/\/|^\//i.test(value) ? sanitiseUrl(value) : sanitiseText(value) }];
  });
}
