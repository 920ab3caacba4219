import { sanitiseUrl } from '../../base/sanitise.ts';
import { isSecure, portOf, withoutFragment } from '../../base/url.ts';
import { isWebSocket } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';

/** What a snippet asks for: the request's URL without its secrets, by a method that changes nothing. */
export interface Target {
  /** As the URL standard writes it: printable ASCII, no spaces. */
  readonly url: string;
  readonly host: string;
  readonly port: string;
  readonly isSecure: boolean;
  readonly method: 'GET' | 'HEAD';
  /** What is worth knowing before running it. */
  readonly notes: readonly string[];
}

/** `null` for what HTTP clients cannot fetch: `data:`, `blob:`, a WebSocket, a URL that is none. */
export function targetOf({ url, method, protocol }: Request): Target | null {
  if (!/^https?:/i.test(url) || isWebSocket(protocol)) return null;
  const clean = sanitiseUrl(url);
  const port = portOf(url);
  if (!URL.canParse(clean) || port === null) return null;
  const { href, hostname } = new URL(clean);
  const asked = method === 'HEAD' ? 'HEAD' : 'GET';
  return {
    url: href,
    host: hostname,
    port,
    isSecure: isSecure(href),
    method: asked,
    notes: [
      ...(clean === withoutFragment(url) ? [] : ['Secrets in the URL are left out or read "redacted". The answer may differ for it, the connection does not.']),
      ...(method === null ? ['By which method it was asked for is not in the recording; this asks by GET, which is safe to send (RFC 9110 section 9.2.1).'] : []),
      ...(method === asked || method === null ? [] : [`The request was ${method}; this asks by GET, which is safe to send (RFC 9110 section 9.2.1).`]),
      'It sends no cookies or other headers of the browser.',
    ],
  };
}
