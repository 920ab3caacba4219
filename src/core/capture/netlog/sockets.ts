import type { Instant } from '../../base/units.ts';
import { numberOf } from '../../base/unknown.ts';
import { dependencyOf, errorCodeOf, textIn, type Handlers } from './event.ts';
import { mark, openSpan, type Span } from './span.ts';

/** One TCP socket of the browser. */
export interface Socket {
  readonly id: number;
  /** The connect job that made it. */
  readonly job: number | null;
  readonly opened: Instant;
  readonly tcp: Span;
  /** Where it leads through a proxy that speaks TLS, too, from the beginning of the first handshake to the end of the last. */
  readonly tls: Span;
  /** A proxy was asked to CONNECT, and no handshake followed: what TLS there was is the proxy's. */
  isAtProxy: boolean;
  error: number | null;
  remote: string | null;
  local: string | null;
  tlsVersion: string | null;
  resumed: boolean | null;
  alpn: string | null;
  /** How often it was handed out. */
  uses: number;
  /** When it was last handed back. */
  released: Instant | null;
  inUse: boolean;
  closingReason: string | null;
  /** A read from it failed; the error. */
  readError: number | null;
  closed: Instant | null;
}

/** The making of a socket: host resolution, TCP, TLS. */
export interface ConnectJob {
  /** The pool's group: scheme, host, port, privacy mode and network anonymization key. */
  group: string | null;
  /** A second attempt, because the first took long. */
  isBackup: boolean;
  /** The stream job that asked for sockets in advance; `null` when a request needed one. */
  preconnect: number | null;
  readonly dns: Span;
}

export interface Sockets {
  readonly sockets: ReadonlyMap<number, Socket>;
  readonly connectJobs: ReadonlyMap<number, ConnectJob>;
  readonly handlers: Handlers;
}

export function createSockets(): Sockets {
  const sockets = new Map<number, Socket>();
  const connectJobs = new Map<number, ConnectJob>();
  /** The preconnect whose connect jobs are being made: Chromium makes them between its BEGIN and its END (net/socket/transport_client_socket_pool.cc, RequestSockets). */
  let preconnecting: number | null = null;

  const jobOf = (id: number): ConnectJob => {
    let job = connectJobs.get(id);
    if (!job) connectJobs.set(id, (job = { group: null, isBackup: false, preconnect: null, dns: openSpan() }));
    return job;
  };

  const handlers: Handlers = {
    'HTTP_STREAM_JOB SOCKET_POOL_CONNECTING_N_SOCKETS': ({ id, phase }) => {
      preconnecting = phase === 'begin' ? id : null;
    },
    SOCKET_POOL_CONNECT_JOB_CREATED: (event) => {
      const job = jobOf(event.id);
      job.group = textIn(event, 'group_id');
      job.isBackup = event.params['backup_job'] === true;
      job.preconnect = preconnecting;
    },
    'CONNECT_JOB HOST_RESOLVER_MANAGER_REQUEST': ({ id, at, phase }) => mark(jobOf(id).dns, phase, at),
    // Newer versions log no resolution of their own: it lies between these two (net/socket/tcp_connect_job.cc).
    TCP_CONNECT_JOB_CONNECT: ({ id, at, phase }) => {
      if (phase === 'begin') jobOf(id).dns.start = at;
    },
    TCP_CONNECT_JOB_CONNECTOR_CONNECT_START: ({ id, at }) => {
      jobOf(id).dns.end ??= at;
    },
    'SOCKET SOCKET_ALIVE': (event) => {
      const { id, at, phase } = event;
      if (phase === 'begin') sockets.set(id, newSocket(id, dependencyOf(event), at));
      const socket = sockets.get(id);
      if (socket && phase === 'end') socket.closed = at;
    },
    'SOCKET TCP_CONNECT': (event) => {
      const socket = sockets.get(event.id);
      if (!socket) return;
      mark(socket.tcp, event.phase, event.at);
      if (event.phase !== 'end') return;
      socket.error = errorCodeOf(event);
      socket.remote = textIn(event, 'remote_address') ?? socket.remote;
      socket.local = textIn(event, 'local_address');
    },
    'SOCKET TCP_CONNECT_ATTEMPT': (event) => {
      const socket = sockets.get(event.id);
      if (socket && event.phase === 'begin') socket.remote = textIn(event, 'address');
    },
    'SOCKET SSL_CONNECT': (event) => {
      const socket = sockets.get(event.id);
      if (!socket) return;
      mark(socket.tls, event.phase, event.at);
      if (event.phase !== 'end') return;
      socket.isAtProxy = false;
      socket.error = errorCodeOf(event);
      socket.tlsVersion = textIn(event, 'version');
      socket.alpn = textIn(event, 'next_proto');
      const { is_resumed: resumed } = event.params;
      socket.resumed = typeof resumed === 'boolean' ? resumed : null;
    },
    'SOCKET HTTP_TRANSACTION_TUNNEL_SEND_REQUEST': ({ id }) => {
      const socket = sockets.get(id);
      if (socket) socket.isAtProxy = true;
    },
    'SOCKET HTTP_TRANSACTION_TUNNEL_READ_HEADERS': (event) => {
      const socket = sockets.get(event.id);
      if (socket && event.phase === 'end') socket.error = errorCodeOf(event);
    },
    'SOCKET SOCKET_IN_USE': ({ id, at, phase }) => {
      const socket = sockets.get(id);
      if (!socket) return;
      socket.inUse = phase === 'begin';
      if (socket.inUse) socket.uses += 1;
      else socket.released = at;
    },
    'SOCKET SOCKET_READ_ERROR': (event) => {
      const socket = sockets.get(event.id);
      if (socket) socket.readError = numberOf(event.params['net_error']) ?? null;
    },
    'SOCKET SOCKET_POOL_CLOSING_SOCKET': (event) => {
      const socket = sockets.get(event.id);
      if (socket) socket.closingReason = textIn(event, 'reason');
    },
  };
  return { sockets, connectJobs, handlers };
}

const newSocket = (id: number, job: number | null, opened: Instant): Socket => ({
  id,
  job,
  opened,
  tcp: openSpan(),
  tls: openSpan(),
  isAtProxy: false,
  error: null,
  remote: null,
  local: null,
  tlsVersion: null,
  resumed: null,
  alpn: null,
  uses: 0,
  released: null,
  inUse: false,
  closingReason: null,
  readError: null,
  closed: null,
});
