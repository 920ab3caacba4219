import { isCleartext } from '../../model/cleartext.ts';
import { hasProxyAddress } from '../../model/network-use.ts';
import { lengthOf as phaseLength } from '../../model/phase.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { figure, noFigure, type Figure } from '../figure.ts';

/** How far away the other end of a connection is, and what its TLS handshake asked of that way. Estimates, both. */
export interface RoundTrips {
  readonly connection: string;
  readonly rtt: Figure<Rtt, NoRtt>;
  readonly tls: Figure<TlsRoundTrips, NoTlsRoundTrips>;
}

/**
 * A TCP connect is one round trip: SYN out, SYN and ACK back (RFC 9293 section
 * 3.5). It is the way to a proxy where there is one. Of several connects to
 * one address the shortest counts: whatever else was in it only adds.
 */
interface Rtt {
  readonly ms: number;
  /** How many connects it is the shortest of. */
  readonly connects: number;
  readonly confidence: 'low' | 'medium';
}

export type NoRtt =
  /** Nobody saw a TCP connect to this address: QUIC, opened earlier, hidden. */
  | 'no-tcp-connect'
  /** The connect took no time that the browser's clock shows. */
  | 'below-clock'
  /** So long that its first packet may have been lost and sent again. */
  | 'maybe-retransmitted';

interface TlsRoundTrips {
  /**
   * - 1: TLS 1.3, or 1.2 with a resumed session or False Start (RFC 7918).
   * - 2: TLS 1.2 from scratch (RFC 5246 section 7.3), or 1.3 with a retried hello (RFC 8446 section 4.1.4).
   *
   * Which of them, times alone do not tell.
   */
  readonly roundTrips: 1 | 2;
  /** Length of the handshake in round trips, before rounding. */
  readonly ratio: number;
  readonly confidence: 'low' | 'medium';
}

export type NoTlsRoundTrips =
  /** Of `http:` and `ws:` there is none. */
  | 'cleartext'
  /** No TLS, or nobody tells. */
  | 'no-tls'
  /** QUIC's handshake holds both; there is no connect to compare it with. */
  | 'quic'
  | 'no-rtt'
  /** TCP goes as far as the proxy, TLS on to the server: two ways, of which one is measured. */
  | 'through-proxy'
  /** The way is so short that computing takes longer than it. */
  | 'rtt-too-short'
  /** Neither about one round trip nor about two. */
  | 'in-between';

/** For each connection, in their order. */
export function roundTrips({ connections }: Analysis): readonly RoundTrips[] {
  const connects = new Map<string, number[]>();
  for (const connection of connections) {
    const ms = tcpMs(connection);
    if (ms === null) continue;
    const key = otherEnd(connection);
    const known = connects.get(key);
    if (known) known.push(ms);
    else connects.set(key, [ms]);
  }
  const rtts = new Map([...connects].map(([key, lengths]) => [key, rttOf(lengths)]));
  return connections.map((connection) => {
    const rtt = rtts.get(otherEnd(connection)) ?? noFigure('no-tcp-connect');
    return { connection: connection.id, rtt, tls: tlsRoundTrips(connection, rtt.value) };
  });
}

/** The address decides how far it is; where nobody tells it, the origin does. */
export const otherEnd = ({ remoteAddress, origins }: Connection): string => remoteAddress ?? origins[0] ?? '';

export const tcpMs = (connection: Connection): number | null => openerMs(connection, 'tcp');
export const tlsMs = (connection: Connection): number | null => openerMs(connection, 'tls');

/** As the request tells that opened it. */
function openerMs({ requests: [first] }: Connection, phase: 'tcp' | 'tls'): number | null {
  const step = first?.origination.opening === 'new' ? first.phases[phase] : null;
  return step?.state === 'measured' ? phaseLength(step) : null;
}

/** A SYN without an answer is sent again after one second (RFC 6298 section 2). */
const RETRANSMITTED_MS = 1000;

function rttOf(connects: readonly number[]): Figure<Rtt, NoRtt> {
  const ms = connects.reduce((least, one) => Math.min(least, one), Infinity);
  if (ms <= 0) return noFigure('below-clock');
  if (ms >= RETRANSMITTED_MS) return noFigure('maybe-retransmitted');
  return figure({ ms, connects: connects.length, confidence: connects.length >= SEVERAL ? 'medium' : 'low' });
}

/** One connect may have waited anywhere; that three all did is unlikely. */
const SEVERAL = 3;

/**
 * A handshake is also computing. On loopback, where the way is nothing, it took
 * 3 ms in the middle, nine of ten took up to 12 and the longest 23 (65
 * handshakes of Chromium 156 and Firefox 153). Where the way is shorter than
 * this, that is more than the half round trip between `ONE` and `TWO`.
 */
const SHORTEST_RTT_MS = 20;
/** From here on not even the longest of them could make one round trip look like two. */
const CLEAR_RTT_MS = 40;

/**
 * Lengths of handshakes in round trips. Measured over 30 ms with TLS 1.3
 * (Firefox 153, 15 handshakes): 1.00 to 1.30. In 222 handshakes of published
 * HARs the lengths pile up at 1.0 to 1.4 and at 2.0 to 2.4, with next to
 * nothing from 1.6 to 1.9.
 */
const ONE = { from: 0.75, to: 1.5 } as const;
const TWO = { from: 1.75, to: 2.75 } as const;

function tlsRoundTrips(connection: Connection, rtt: Rtt | null): Figure<TlsRoundTrips, NoTlsRoundTrips> {
  if (connection.protocol === 'h3') return noFigure('quic');
  const tls = tlsMs(connection);
  const [opener] = connection.requests;
  if (opener !== undefined && isCleartext(opener)) return noFigure('cleartext');
  if (tls === null || tls <= 0) return noFigure('no-tls');
  if (opener !== undefined && hasProxyAddress(opener)) return noFigure('through-proxy');
  if (rtt === null) return noFigure('no-rtt');
  if (rtt.ms < SHORTEST_RTT_MS) return noFigure('rtt-too-short');
  const ratio = tls / rtt.ms;
  const confidence = rtt.ms >= CLEAR_RTT_MS && rtt.confidence === 'medium' ? 'medium' : 'low';
  if (ratio >= ONE.from && ratio < ONE.to) return figure({ roundTrips: 1, ratio, confidence });
  if (ratio >= TWO.from && ratio < TWO.to) return figure({ roundTrips: 2, ratio, confidence });
  return noFigure('in-between');
}
