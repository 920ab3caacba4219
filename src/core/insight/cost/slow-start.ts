import type { Request } from '../../model/request.ts';
import { figure, noFigure, type Figure } from '../figure.ts';

/**
 * An estimate: what the first response on a cold connection cost beyond its
 * own bytes, because a new connection may only send so much before the first
 * acknowledgement comes back. Too high where the server's first window is
 * larger (content delivery networks raise it) or grew during the handshake;
 * too low where other responses shared the window, packets were lost, or the
 * receiver acknowledged every other packet (RFC 5681 section 3.1).
 */
export interface SlowStart {
  readonly bytes: number;
  /** What fits into the first flight. */
  readonly firstFlightBytes: number;
  /** Round trips more than a response that fits into the first flight takes, the window doubling with each. */
  readonly extraRoundTrips: number;
  /** Those in ms; `null` without a round-trip time. */
  readonly extraMs: number | null;
}

export type NoSlowStart =
  /** Its connection was open before: how far the window had grown nobody tells. */
  | 'not-cold'
  | 'no-size'
  | 'unfinished';

/** @param rttMs see `round-trips.ts`. */
export function slowStart(request: Request, rttMs: number | null): Figure<SlowStart, NoSlowStart> {
  if (request.origination.opening !== 'new') return noFigure('not-cold');
  if (request.end === null) return noFigure('unfinished');
  // 0 is what Resource Timing says of a response that it does not measure.
  if (request.transferSize === null || request.transferSize <= 0) return noFigure('no-size');
  const bytes = request.transferSize;
  const firstFlightBytes = FIRST_FLIGHT[request.protocol === 'h3' ? 'quic' : 'tcp'];
  const extraRoundTrips = roundTripsBeyond(bytes, firstFlightBytes);
  return figure({ bytes, firstFlightBytes, extraRoundTrips, extraMs: rttMs === null ? null : extraRoundTrips * rttMs });
}

/**
 * Bytes of the initial window.
 * - TCP: ten segments of 1,460 bytes, the most that fits an Ethernet frame (RFC 6928 section 2).
 * - QUIC: ten datagrams of 1,200 bytes, the size that every path must carry
 *   (RFC 9002 section 7.2, RFC 9000 section 14); 14,720 where larger ones fit.
 */
const FIRST_FLIGHT = { tcp: 14_600, quic: 12_000 } as const satisfies Record<string, number>;

/** After k more round trips (2^(k+1) − 1) windows have been sent. */
function roundTripsBeyond(bytes: number, firstFlightBytes: number): number {
  let sent = firstFlightBytes;
  let window = firstFlightBytes;
  let more = 0;
  for (; sent < bytes; more += 1) {
    window *= 2;
    sent += window;
  }
  return more;
}

