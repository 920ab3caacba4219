import type { Analysis, OriginSummary } from '../../model/analysis.ts';
import { hasProxyAddress, usesNetwork } from '../../model/network-use.ts';
import { isWebSocket } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { readAltSvc, type Alternative } from './alt-svc.ts';
import { answeredAt, writtenAt } from './moments.ts';

/** How one origin came, or did not come, to HTTP/3. */
interface H3Discovery {
  readonly origin: string;
  /** The first answer that offered `h3` in `Alt-Svc`. */
  readonly offer: { readonly request: string; readonly at: number; readonly maxAgeS: number; readonly authority: string } | null;
  /** The first request that went over HTTP/3. Before any offer: the browser knew it already, for example from an earlier visit, another tab, or an HTTPS record. */
  readonly firstH3: { readonly request: string; readonly at: number; readonly before: 'offer' | null } | null;
  /** Sent over TCP when the offer had been heard long enough for any handshake to be done, and had not run out. */
  readonly overTcp: readonly string[];
}

export interface H3Discoveries {
  /** Secure origins that offered or used it, in the order of the recording. */
  readonly origins: readonly H3Discovery[];
  /** Several origins offer it, none was reached over it, in the whole recording: UDP may be blocked on the way. */
  readonly suspectsBlockedUdp: boolean;
}

/**
 * Requests that come right after the offer go over the connection that is
 * there: Chromium 156 was measured to move at the second request after it,
 * and does not wait for QUIC where an HTTP/2 session exists
 * (net/http/http_stream_factory_job_controller.cc, MaybeSetWaitTimeForMainJob).
 * In one second a handshake of one round trip is done anywhere on earth.
 */
const TIME_TO_MOVE_MS = 1000;

/** One origin may have been misconfigured; that several are at once is likelier to be the network. */
const ORIGINS_FOR_SUSPICION = 2;

export function h3DiscoveryOf({ origins }: Analysis): H3Discoveries {
  const found = origins.flatMap((summary) => discoveryOf(summary) ?? []);
  const left = found.filter(({ overTcp, firstH3 }) => firstH3 === null && overTcp.length > 0);
  return { origins: found, suspectsBlockedUdp: left.length >= ORIGINS_FOR_SUSPICION && found.every(({ firstH3 }) => firstH3 === null) };
}

function discoveryOf({ origin, requests }: OriginSummary): H3Discovery | null {
  // Alt-Svc counts only where the server has proved who it is (RFC 7838 section 2.1).
  if (!origin.startsWith('https:')) return null;
  const own = requests.filter(usesNetwork);
  const offer = firstOffer(own);
  const h3 = own.find(({ protocol }) => protocol === 'h3');
  if (offer === null && h3 === undefined) return null;
  const firstH3 = h3 === undefined ? null : ({ request: h3.id, at: writtenAt(h3), before: offer === null || writtenAt(h3) < offer.at ? 'offer' : null } as const);
  return { origin, offer, firstH3, overTcp: offer === null ? [] : overTcpAfter(offer, own) };
}

function overTcpAfter(offer: { readonly at: number; readonly maxAgeS: number }, own: readonly Request[]): readonly string[] {
  const until = Math.min(offer.at + offer.maxAgeS * 1000, withdrawnAt(own, offer.at));
  return own.filter((request) => wentOverTcp(request, offer.at, until)).map(({ id }) => id);
}

/** Each `Alt-Svc` stands in place of all that was offered before (RFC 7838 section 3.1): the first after the offer without HTTP/3 takes it back. */
function withdrawnAt(requests: readonly Request[], offeredAt: number): number {
  return requests.reduce((first, request) => {
    const value = request.headers['alt-svc'];
    const at = answeredAt(request) ?? request.end;
    return value === undefined || at === null || at <= offeredAt || readAltSvc(value).some(isH3) ? first : Math.min(first, at);
  }, Infinity);
}

function firstOffer(requests: readonly Request[]): H3Discovery['offer'] {
  let offer: H3Discovery['offer'] = null;
  for (const request of requests) {
    const value = request.headers['alt-svc'];
    if (value === undefined) continue;
    const h3 = readAltSvc(value).find(isH3);
    const at = answeredAt(request) ?? request.end;
    if (h3 && at !== null && (offer === null || at < offer.at)) offer = { request: request.id, at, maxAgeS: h3.maxAgeS, authority: h3.authority };
  }
  return offer;
}

/** Whether a value of `Alt-Svc` that was heard so long ago offers HTTP/3. */
export const offersH3 = (value: string, agoMs: number): boolean => readAltSvc(value).some((alternative) => isH3(alternative) && agoMs < alternative.maxAgeS * 1000);

/** Drafts (`h3-29`) and Google's own (`quic`, `hq`, `h3-Q050`) are no longer spoken. */
const isH3 = ({ protocol, maxAgeS }: Alternative): boolean => protocol === 'h3' && maxAgeS > 0;

/** A proxy's tunnel carries TCP alone (RFC 9110 section 9.3.6; UDP would take RFC 9298): what goes through one cannot move. */
function wentOverTcp(request: Request, offeredAt: number, until: number): boolean {
  const { protocol, start } = request;
  if (protocol === null || protocol === 'h3' || isWebSocket(protocol) || hasProxyAddress(request)) return false;
  return start >= offeredAt + TIME_TO_MOVE_MS && start < until;
}
