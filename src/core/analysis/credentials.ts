import type { Asked } from '../model/observation.ts';
import type { Request } from '../model/request.ts';

/**
 * Whether a request is made without credentials: such requests have
 * connections of their own (Fetch, "obtain a connection"; measured in HTTP/1
 * of Firefox 153 and Chromium 156).
 * - `with`, `without`: what was sent and answered proves it.
 * - `own`: a script asked its own origin: with, unless it says otherwise.
 * - `other`: a script, or an element with `crossorigin`, asked another origin, whose answer allows both, or nothing tells whether it was read (a POST over plain http, which tells no `Sec-Fetch-Mode`): without, unless it says otherwise.
 */
export type Credentials = 'with' | 'without' | 'own' | 'other';

/** What it shares no connection with, as a rule. */
const OPPOSITE: Readonly<Record<Credentials, Credentials>> = { with: 'without', without: 'with', own: 'without', other: 'with' };

/** Whether two such requests can be on one connection, as far as it shows. */
export const mayShare = (one: Credentials, other: Credentials): boolean => OPPOSITE[one] !== other && OPPOSITE[other] !== one;

export function credentialsSent(request: Pick<Request, 'asked' | 'method' | 'origin' | 'resourceType' | 'status'>): Credentials {
  const { asked, method, resourceType, status } = request;
  if (asked === null) return resourceType === 'font' ? 'other' : isScriptMade(resourceType) ? 'own' : 'with';
  if (asked.hasCookie || asked.mode === 'navigate') return 'with';
  // HTML, "linked resource fetch setup steps" of a manifest: without, unless it says `use-credentials`.
  if (asked.dest === 'manifest') return 'without';
  // Firefox 153 sends `Sec-Fetch-Storage-Access` with the preflight of a request with credentials, too, over the connection of those without (server's log).
  if (method === 'OPTIONS') return 'without';
  if (asked.storageAccess !== null) return 'with';
  if (isOwn(request, asked)) return isScriptMade(resourceType) ? 'own' : 'with';
  if (resourceType === 'font') return 'without';
  if (!isCors(request, asked)) return asked.mode === null && isOfOtherOrigin(request, asked) && isScriptMade(resourceType) ? 'other' : 'with';
  // An answer that does not allow credentials would have failed a request with them (Fetch, "CORS check"; of a 304 it is the stored answer that is checked).
  return asked.allows === 'credentials' || status === 304 ? 'other' : 'without';
}

const isScriptMade = (type: string | null): boolean => type === null || type === 'fetch' || type === 'xhr' || type === 'xmlhttprequest' || type === 'other';

/** A document asked for what is of its own origin. */
export function isOwn({ origin }: Pick<Request, 'origin'>, asked: Asked): boolean {
  if (asked.site !== null) return asked.site === 'same-origin';
  return asked.origin === null ? asked.referrer === origin : asked.origin === origin;
}

/** `Origin` goes with a GET only in CORS; with a POST always (Fetch, "append a request `Origin` header"). */
export function isCors({ method, origin }: Pick<Request, 'method' | 'origin'>, asked: Asked): boolean {
  if (asked.mode !== null) return asked.mode === 'cors';
  return isOfOtherOrigin({ origin }, asked) && (method === 'GET' || method === 'HEAD');
}

const isOfOtherOrigin = ({ origin }: Pick<Request, 'origin'>, asked: Asked): boolean => asked.origin !== null && asked.origin !== origin;
