import type { Request } from '../../model/request.ts';
import { rawEntryOf, requestHeader, responseHeader } from './raw-entry.ts';

export type Credentials = 'sent' | 'omitted' | 'unknown';

/**
 * Whether a cross-origin request carried credentials, and so which of the
 * origin's two pools it drew from (Fetch, "connections": the pool's key has a
 * credentials flag). `unknown` unless a header decides, or what is known of
 * the document that asked.
 */
export function credentialsOf(request: Request, document?: Request): Credentials {
  const entry = rawEntryOf(request);
  // A script may set Authorization on a request without credentials, but never Cookie.
  if (requestHeader(entry, 'cookie') !== undefined) return 'sent';
  // Storage Access Headers: sent with cross-site requests whose credentials mode is "include", and with no others.
  if (requestHeader(entry, 'sec-fetch-storage-access') !== undefined) return 'sent';
  const mode = requestHeader(entry, 'sec-fetch-mode');
  if (mode === 'navigate') return 'sent';
  // To its own origin a page asks with credentials unless it says otherwise, and no answer is checked.
  if (requestHeader(entry, 'sec-fetch-site') === 'same-origin') return 'unknown';
  // A font is fetched in mode "cors" with credentials "same-origin" (CSS Fonts 4, "font fetching requirements"): across origins it has none.
  const isForeign = mode === 'cors' || requestHeader(entry, 'origin') !== undefined || (document !== undefined && document.origin !== request.origin);
  if (request.resourceType === 'font' && isForeign) return 'omitted';
  return mode === 'cors' && isReadableWithoutCredentials(request, responseHeader(entry, 'access-control-allow-origin'), responseHeader(entry, 'access-control-allow-credentials')) ? 'omitted' : 'unknown';
}

/**
 * Fetch, "CORS check": with credentials the server must name the origin and
 * allow them; an answer that got through without did so because there were
 * none. Only Chromium's log says of an answer that it did not get through.
 */
function isReadableWithoutCredentials({ status, error, observations }: Request, allowOrigin: string | undefined, allowCredentials: string | undefined): boolean {
  if (!observations.some((seen) => seen.source === 'har' && seen.dialect === 'chromium')) return false;
  return status >= 200 && status < 300 && error === null && allowOrigin !== undefined && (allowOrigin === '*' || allowCredentials !== 'true');
}
