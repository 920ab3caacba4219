import { isCors, isOwn } from '../../analysis/credentials.ts';
import { isSecure, siteOf } from '../../base/url.ts';
import type { Asked } from '../../model/observation.ts';
import type { Request } from '../../model/request.ts';
import { isChromium, type Browser } from '../engine.ts';
import { loggedOf } from '../protocols/logged.ts';
import { kindOf } from './kind.ts';

/**
 * In which pool the request's credentials put it (Fetch, "obtain a
 * connection": a connection is for one network partition key, one origin and
 * one value of "credentials").
 * - `blocked`: asked with credentials, and Chromium withheld third-party
 *   cookies: measured as a third pool (`pmpsa/` in its NetLog).
 */
export interface Credentials {
  readonly pool: 'with' | 'without' | 'blocked';
  /** The headers prove it; else it is how such requests are usually made. */
  readonly sure: boolean;
  /** What shows it: a sentence without its capital and full stop. */
  readonly because: string;
}

export interface AskedWhere {
  readonly browser: Browser | null;
  /** Some request of the recording has `Sec-Fetch-Storage-Access`: then the browser sends it, and its absence speaks. */
  readonly tellsStorageAccess: boolean;
  /** Of the page that the request belongs to. */
  readonly topSite: string | null;
  /** The page's document says `Cross-Origin-Embedder-Policy: credentialless`. */
  readonly isCredentialless: boolean;
}

const is = (pool: Credentials['pool'], sure: boolean, because: string): Credentials => ({ pool, sure, because });

/** `null` where the headers are not known or fit both. */
export function credentialsOf(request: Request, where: AskedWhere): Credentials | null {
  const { asked } = request;
  if (asked === null) return null;
  if (isPreflight(request)) return is('without', false, 'a CORS preflight carries no credentials');
  return byWhatWasSent(asked, where) ?? byKind(request, asked, where);
}

/** A page may also send OPTIONS by itself; the browser's word for it, or the header, tells a preflight. */
export const isPreflight = (request: Request): boolean => request.method === 'OPTIONS' && (request.resourceType === 'preflight' || loggedOf(request)?.asksLeave != null);

function byWhatWasSent({ storageAccess, hasCookie }: Asked, { browser }: AskedWhere): Credentials | null {
  if (storageAccess !== null) {
    const because = `\`Sec-Fetch-Storage-Access: ${storageAccess}\` was sent, which goes with credentials only`;
    const withheld = isChromium(browser) && storageAccess !== 'active';
    return withheld ? is('blocked', false, `${because}, and third-party cookies were withheld`) : is('with', true, because);
  }
  return hasCookie ? is('with', true, 'a cookie was sent') : null;
}

function byKind(request: Request, asked: Asked, where: AskedWhere): Credentials | null {
  const kind = kindOf(request);
  if (asked.mode === 'navigate' || (asked.mode === null && kind === 'document')) return is('with', true, 'documents are asked with credentials');
  // Even of the own origin (W3C Application Manifest, "processing a manifest": credentials mode "omit" unless crossorigin="use-credentials").
  if (kind === 'manifest') return is('without', false, 'a manifest is asked without credentials unless its link says `crossorigin="use-credentials"`');
  if (isOwn(request, asked)) return sameOrigin(kind);
  if (kind === 'font') return is('without', true, 'fonts of another origin are asked without credentials');
  if (storageAccessSaysNo(request, asked, where)) return is('without', true, 'no `Sec-Fetch-Storage-Access` was sent, which goes with every cross-site request with credentials');
  return isCors(request, asked) ? cors(request, asked) : noCors(kind, asked, where);
}

/** fetch() alone can leave them out, with `credentials: 'omit'`; a report may. */
function sameOrigin(kind: ReturnType<typeof kindOf>): Credentials | null {
  if (kind === null) return null;
  return is('with', kind !== 'script-made', 'requests to the own origin are made with credentials unless they say otherwise');
}

/** Sent with every cross-site request to a trustworthy origin whose credentials mode is "include" (developer.mozilla.org, Sec-Fetch-Storage-Access; seen so in Chromium 156 and Firefox 153). */
function storageAccessSaysNo({ url }: Request, { site }: Asked, { tellsStorageAccess, topSite }: AskedWhere): boolean {
  return tellsStorageAccess && site === 'cross-site' && isSecure(url) && topSite !== null && siteOf(url) !== topSite;
}

/** An answer that does not allow credentials would have failed a request with them (Fetch, "CORS check"; of a 304 it is the stored answer that is checked). */
function cors({ status, error }: Request, { allows }: Asked): Credentials | null {
  if (!status || status === 304 || error !== null) return null;
  if (allows === 'anyone') return is('without', true, 'the answer says `Access-Control-Allow-Origin: *`, which a request with credentials does not accept');
  return allows === 'origin' ? is('without', true, 'the answer does not say `Access-Control-Allow-Credentials`, which a request with credentials needs') : null;
}

/** Without `Sec-Fetch-Mode` a POST may be CORS all the same: an answer that allows credentials leaves it open. */
function noCors(kind: ReturnType<typeof kindOf>, { allows }: Asked, { isCredentialless }: AskedWhere): Credentials | null {
  // Fetch, "Cross-Origin-Embedder-Policy allows credentials". Presumably: a frame in it may say otherwise.
  if (isCredentialless) return is('without', false, 'its page says `Cross-Origin-Embedder-Policy: credentialless`');
  if (kind === 'element') return is('with', true, 'elements without a crossorigin attribute ask with credentials');
  if (kind === 'beacon') return is('with', false, 'beacons are sent with credentials');
  return kind === 'script-made' && allows !== 'credentials' ? is('without', false, 'fetch() leaves credentials out for other origins unless it says otherwise') : null;
}

/** What is known of two pools. */
export type Apart =
  /** One, by what was sent. */
  | 'same'
  /** One, if such requests were made as they usually are. */
  | 'presumed-same'
  /** Of one of them nothing is known. */
  | 'unknown'
  /** Two, if such requests were made as they usually are. */
  | 'presumed-apart'
  /** Two, by what was sent. */
  | 'apart';

export function apartByCredentials(a: Credentials | null, b: Credentials | null): Apart {
  if (a === null || b === null) return 'unknown';
  const sure = a.sure && b.sure;
  if (a.pool === b.pool) return sure ? 'same' : 'presumed-same';
  return sure ? 'apart' : 'presumed-apart';
}
