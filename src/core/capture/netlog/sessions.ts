import type { Instant } from '../../base/units.ts';
import { numberOf, textOf } from '../../base/unknown.ts';
import { withoutFragment } from '../../base/url.ts';
import type { HeldBack } from '../../model/connection.ts';
import { dependencyOf, textIn, type Handle, type Handlers } from './event.ts';

/** One HTTP/2 or QUIC session. */
export interface Session {
  readonly id: number;
  readonly kind: 'h2' | 'h3';
  readonly host: string | null;
  readonly opened: Instant;
  /** That HTTP/2 runs on; QUIC has none of the log's. */
  socket: number | null;
  remote: string | null;
  /** What it is connected to is a proxy, not its host. */
  isProxied: boolean;
  /** Of QUIC; HTTP/2's is its socket's. */
  local: string | null;
  ready: Instant | null;
  /** When the first came, and what the last said. */
  goAway: { readonly at: Instant; readonly error: string | null; readonly lastStream: number | null } | null;
  closed: Instant | null;
  /** The log's own words. */
  closedBecause: string | null;
  /** QUIC says which side closed it. */
  closedByPeer: boolean | null;
  /** Its server's SETTINGS by their names, without `SETTINGS_`. */
  readonly settings: Map<string, number>;
  /** When those of the browser's PINGs were sent that wait for an answer, by the log's id. */
  readonly pingsSent: Map<string, Instant>;
  /** Of its PINGs, ms. */
  readonly roundTrips: number[];
  privacyMode: string | null;
  partition: string | null;
  version: string | null;
  zeroRtt: string | null;
  /** By the limit of HTTP/2 streams. */
  readonly heldBack: HeldBack[];
  readonly counts: Record<Counted, number>;
}

/** What is counted, by the name under which it is shown. */
export type Counted = 'pings' | 'windowUpdatesSent' | 'windowUpdatesReceived' | 'flowControlStalls' | 'streamLimitStalls' | 'packetsSent' | 'packetsLost';

export interface Sessions {
  readonly sessions: ReadonlyMap<number, Session>;
  readonly handlers: Handlers;
}

export function createSessions(): Sessions {
  const sessions = new Map<number, Session>();
  const begin = (kind: Session['kind']): Handle => (event) => {
    if (event.phase !== 'begin') {
      const session = sessions.get(event.id);
      if (session && event.phase === 'end') session.closed ??= event.at;
      return;
    }
    const host = textIn(event, 'host');
    const port = numberOf(event.params['port']);
    sessions.set(event.id, newSession(event.id, kind, host !== null && port !== undefined ? `${host}:${port}` : host, event.at));
    const session = sessions.get(event.id)!;
    session.privacyMode = textIn(event, 'privacy_mode');
    session.partition = textIn(event, 'network_anonymization_key');
    // "[direct://]"; older versions: "DIRECT", "direct://".
    const proxy = textIn(event, 'proxy') ?? textIn(event, 'proxy_chain');
    session.isProxied = proxy !== null && !/^\[?direct\b/i.test(proxy);
  };
  const counts = (what: Counted): Handle => ({ id }) => {
    const session = sessions.get(id);
    if (session) session.counts[what] += 1;
  };
  const of = (update: (session: Session, event: Parameters<Handle>[0]) => void): Handle => (event) => {
    const session = sessions.get(event.id);
    if (session) update(session, event);
  };
  const goAway = of((session, event) => {
    // The first one says when it began. The last one says which requests were taken and why: a server that shuts down gracefully sends one of stream 2³¹−1 and NO_ERROR before it (RFC 9113 section 6.8).
    session.goAway = { at: session.goAway?.at ?? event.at, error: textIn(event, 'error_code'), lastStream: numberOf(event.params['last_accepted_stream_id']) ?? null };
  });
  const setting = (session: Session, name: string, value: unknown): void => {
    const number = numberOf(value);
    if (number !== undefined) session.settings.set(name, number);
  };

  const handlers: Handlers = {
    'HTTP2_SESSION HTTP2_SESSION': begin('h2'),
    HTTP2_SESSION_INITIALIZED: of((session, event) => {
      session.socket = dependencyOf(event);
      session.ready = event.at;
    }),
    HTTP2_SESSION_RECV_SETTING: of((session, event) => {
      // "3 (SETTINGS_MAX_CONCURRENT_STREAMS)"
      const [, name] = /\bSETTINGS_(\w+)/.exec(textOf(event.params['id']) ?? '') ?? [];
      if (name !== undefined) setting(session, name, event.params['value']);
    }),
    HTTP2_SESSION_RECV_GOAWAY: goAway,
    HTTP2_SESSION_PING: of((session, { at, params }) => {
      const id = String(params['unique_id']);
      // An answer is none of its own; to one of the server's, it is the browser's.
      if (params['is_ack'] !== true) {
        session.counts.pings += 1;
        if (params['type'] === 'sent') session.pingsSent.set(id, at);
      } else if (params['type'] === 'received') {
        const sent = session.pingsSent.get(id);
        if (sent !== undefined) session.roundTrips.push(at - sent);
        session.pingsSent.delete(id);
      }
    }),
    HTTP2_SESSION_SEND_WINDOW_UPDATE: counts('windowUpdatesSent'),
    HTTP2_SESSION_RECV_WINDOW_UPDATE: counts('windowUpdatesReceived'),
    HTTP2_SESSION_STREAM_STALLED_BY_SESSION_SEND_WINDOW: counts('flowControlStalls'),
    HTTP2_SESSION_STREAM_STALLED_BY_STREAM_SEND_WINDOW: counts('flowControlStalls'),
    HTTP2_SESSION_STALLED_MAX_STREAMS: of((session, event) => {
      session.counts.streamLimitStalls += 1;
      const [url, limit] = [textIn(event, 'url'), numberOf(event.params['max_concurrent_streams'])];
      if (url !== null && limit !== undefined) session.heldBack.push({ at: event.at, url: withoutFragment(url), limit });
    }),
    HTTP2_SESSION_CLOSE: of((session, event) => {
      session.closed = event.at;
      session.closedBecause = textIn(event, 'description');
    }),
    'QUIC_SESSION QUIC_SESSION': begin('h3'),
    QUIC_SESSION_VERSION_NEGOTIATED: of((session, event) => {
      session.version = textIn(event, 'version');
    }),
    QUIC_SESSION_CRYPTO_HANDSHAKE_COMPLETE: of((session, { at }) => {
      session.ready = at;
    }),
    QUIC_SESSION_ZERO_RTT_STATE: of((session, event) => {
      session.zeroRtt = textIn(event, 'state');
    }),
    QUIC_SESSION_PACKET_RECEIVED: of((session, event) => {
      session.remote ??= textIn(event, 'peer_address');
      session.local ??= textIn(event, 'self_address');
    }),
    QUIC_SESSION_PACKET_SENT: counts('packetsSent'),
    QUIC_SESSION_PACKET_LOST: counts('packetsLost'),
    QUIC_SESSION_PING_FRAME_RECEIVED: counts('pings'),
    QUIC_SESSION_PING_FRAME_SENT: counts('pings'),
    QUIC_SESSION_WINDOW_UPDATE_FRAME_SENT: counts('windowUpdatesSent'),
    QUIC_SESSION_WINDOW_UPDATE_FRAME_RECEIVED: counts('windowUpdatesReceived'),
    QUIC_SESSION_BLOCKED_FRAME_SENT: counts('flowControlStalls'),
    QUIC_SESSION_STREAMS_BLOCKED_FRAME_SENT: counts('streamLimitStalls'),
    QUIC_SESSION_GOAWAY_FRAME_RECEIVED: goAway,
    HTTP3_GOAWAY_RECEIVED: goAway,
    HTTP3_SETTINGS_RECEIVED: of((session, { params }) => {
      // What has no name means nothing: it is sent to see that it is ignored (RFC 9114 section 7.2.4.1).
      for (const [name, value] of Object.entries(params)) if (name.startsWith('SETTINGS_')) setting(session, name.slice('SETTINGS_'.length), value);
    }),
    QUIC_SESSION_CLOSED: of((session, event) => {
      session.closed = event.at;
      session.closedBecause = textIn(event, 'details');
      const { from_peer: fromPeer } = event.params;
      session.closedByPeer = typeof fromPeer === 'boolean' ? fromPeer : null;
    }),
  };
  return { sessions, handlers };
}

const newSession = (id: number, kind: Session['kind'], host: string | null, opened: Instant): Session => ({
  id,
  kind,
  host,
  opened,
  socket: null,
  remote: null,
  isProxied: false,
  local: null,
  ready: null,
  goAway: null,
  closed: null,
  closedBecause: null,
  closedByPeer: null,
  settings: new Map(),
  pingsSent: new Map(),
  roundTrips: [],
  privacyMode: null,
  partition: null,
  version: null,
  zeroRtt: null,
  heldBack: [],
  counts: { pings: 0, windowUpdatesSent: 0, windowUpdatesReceived: 0, flowControlStalls: 0, streamLimitStalls: 0, packetsSent: 0, packetsLost: 0 },
});
