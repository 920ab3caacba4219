import { REDACTED, sanitiseText, sanitiseUrl, type Tell } from '../base/sanitise.ts';
import { fieldsOf, listOf, textOf } from '../base/unknown.ts';

/** Headers that carry a person's identity or rights. Scripts, which cannot set others for a WebSocket, put tokens among its subprotocols (Kubernetes, `base64url.bearer.authorization.k8s.io`). */
const SECRET_HEADER = /^(cookie|set-cookie|authorization|proxy-authorization|www-authenticate|sec-websocket-protocol)$|(auth|token|secret|password|api-?key|session|credential|jwt|csrf|xsrf)/i;

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** HAR headers with the values of secret ones replaced. URLs and parameters in the others are sanitised too. */
export const sanitiseHeaders = (headers: unknown, tell?: Tell): readonly Header[] => pairsOf(headers).map(({ name, value }) => ({ name, value: sanitiseHeader(name, value, tell) }));

/** The value that is written of a header. */
function sanitiseHeader(name: string, value: string, tell?: Tell): string {
  if (!isSecretHeader(name)) return sanitiseLoose(value, tell);
  if (value !== REDACTED) tell?.('header', name.toLowerCase());
  return REDACTED;
}

/** `:authority` is the host (RFC 9113 section 8.3.1), which the URL has as well. */
export const isSecretHeader = (name: string): boolean => SECRET_HEADER.test(name) && name.toLowerCase() !== ':authority';

/** An address, or a text that may hold some. */
export const sanitiseLoose = (text: string, tell?: Tell): string => (/^[a-z][a-z0-9+.-]*:\/\/|^\/|^data:/i.test(text) ? sanitiseUrl(text, tell) : sanitiseText(text, tell));

/** What is a name and a value, of HAR's `headers`, `queryString` and `params`. */
export const pairsOf = (list: unknown): readonly Header[] =>
  (listOf(list) ?? []).flatMap((item) => {
    const name = textOf(fieldsOf(item)?.['name']);
    const value = fieldsOf(item)?.['value'];
    return name === undefined || typeof value !== 'string' ? [] : [{ name, value }];
  });
