import { instant, type Instant } from '../../base/units.ts';
import { measured, type Phase } from '../../model/phase.ts';
import type { Attempt } from './requests.ts';
import type { Span } from './span.ts';
import type { Bound } from './wires.ts';

/** The phases of one attempt; `null` for those that did not happen, or are not in the log. */
export interface Times {
  readonly dns: Phase | null;
  readonly tcp: Phase | null;
  readonly tls: Phase | null;
  readonly send: Phase | null;
  readonly wait: Phase | null;
  readonly receive: Phase | null;
  /** When it had waited long enough for a connection: its setup began, or it was sent. */
  readonly stalledUntil: Instant | null;
}

export const NO_TIMES: Times = { dns: null, tcp: null, tls: null, send: null, wait: null, receive: null, stalledUntil: null };

/** NetLog's own clock, to 1 ms. What of a setup lies before the request is not the request's; nothing of it comes after its end. */
export function timesOf({ attempt, bound, start, end }: { readonly attempt: Attempt; readonly bound: Bound; readonly start: Instant; readonly end: Instant | null }): Times {
  let at: Instant = start;
  const next = (span: Span | null): Phase | null => {
    if (span === null || span.start === null || span.end === null) return null;
    const [from, to] = [Math.max(span.start, at), Math.min(span.end, end ?? Infinity)];
    if (from > to) return null;
    at = instant(to);
    return measured(instant(from), at);
  };
  const { wire, opened } = bound;
  const dns = opened ? next(bound.dns) : null;
  const tcp = opened && wire.socket ? next(wire.socket.tcp) : null;
  // QUIC's transport and TLS handshakes are one exchange (RFC 9001 section 3).
  const tls = opened ? next(wire.socket?.tls ?? (wire.session && { start: wire.session.opened, end: wire.session.ready })) : null;
  const send = next(attempt.send);
  const wait = send === null ? null : next({ start: at, end: attempt.headers.end });
  const receive = wait === null || end === null || attempt.answered === null ? null : next({ start: at, end });
  const first = [dns, tcp, tls, send].find((phase) => phase?.state === 'measured');
  return { dns, tcp, tls, send, wait, receive, stalledUntil: first?.state === 'measured' ? first.start : null };
}
