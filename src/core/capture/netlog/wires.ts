import type { Jobs, StreamJob } from './jobs.ts';
import type { Attempt } from './requests.ts';
import type { Session, Sessions } from './sessions.ts';
import type { ConnectJob, Socket, Sockets } from './sockets.ts';
import type { Span } from './span.ts';

/**
 * A connection as it lies on the network: a socket, with or without an HTTP/2
 * session, or a QUIC session. Its id is the one that HAR calls
 * `_connectionId`: the socket's, or the QUIC session's (measured in Chromium
 * 156, 214 of 214 requests).
 */
export interface Wire {
  readonly id: number;
  readonly socket: Socket | null;
  readonly connectJob: ConnectJob | null;
  readonly session: Session | null;
  /** The first that got the socket. */
  readonly user: StreamJob | null;
}

/** Without the port and an IPv6 address's brackets. */
export const remoteAddressOf = ({ socket, session }: Wire): string | null => (socket?.remote ?? session?.remote)?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') ?? null;

/** How one attempt came by its connection. */
export interface Bound {
  readonly wire: Wire;
  /** It waited for the setup, whoever began that. */
  readonly opened: boolean;
  /** The host's resolution. */
  readonly dns: Span | null;
}

export interface Wires {
  readonly all: readonly Wire[];
  /** `null` when it got none. */
  of(attempt: Attempt): Bound | null;
}

export function wiresOf({ sockets, connectJobs }: Sockets, { sessions }: Sessions, { streamJobs, quicJobs }: Jobs): Wires {
  const wires = new Map<number, Wire>();
  const onSocket = new Map<number, Session>();
  for (const session of sessions.values()) {
    if (session.kind === 'h3') wires.set(session.id, { id: session.id, socket: null, connectJob: null, session, user: null });
    else if (session.socket !== null) onSocket.set(session.socket, session);
  }
  const firstUser = new Map<number, StreamJob>();
  for (const job of streamJobs.values()) if (job.socket !== null && !firstUser.has(job.socket)) firstUser.set(job.socket, job);
  for (const socket of sockets.values()) {
    const user = firstUser.get(socket.id) ?? null;
    wires.set(socket.id, { id: socket.id, socket, connectJob: connectJobOf(socket, user), session: onSocket.get(socket.id) ?? null, user });
  }

  /** Where TLS has a connect job of its own around that of TCP (older versions), the pool knows the outer one. */
  function connectJobOf(socket: Socket, user: StreamJob | null): ConnectJob | null {
    const own = socket.job === null ? null : (connectJobs.get(socket.job) ?? null);
    const outer = user?.connectJob == null ? null : (connectJobs.get(user.connectJob) ?? null);
    return own !== null && (own.group !== null || outer === null) ? own : outer;
  }

  const idOf = (job: StreamJob | null, quicSession: number | null): number | null => {
    const sessionId = quicSession ?? job?.session ?? null;
    const session = sessionId === null ? undefined : sessions.get(sessionId);
    if (session !== undefined) return session.kind === 'h3' ? session.id : session.socket;
    return job?.socket ?? null;
  };

  return {
    all: [...wires.values()],
    of(attempt) {
      const job = attempt.job === null ? null : (streamJobs.get(attempt.job) ?? null);
      const quicJob = job?.quicJob == null ? null : (quicJobs.get(job.quicJob) ?? null);
      const id = idOf(job, attempt.quicSession) ?? (job?.socket === null ? (quicJob?.session ?? null) : null);
      const wire = id === null ? undefined : wires.get(id);
      // One that failed is handed over with its error alone (Chromium does so with certificates): nothing was sent on it.
      if (wire === undefined || (wire.socket !== null && wire.socket.error !== null && attempt.send.start === null)) return null;
      if (attempt.onSame) return { wire, job, opened: false, dns: null };
      const isQuic = wire.socket === null;
      return {
        wire,
        opened: isQuic ? quicJob?.session === wire.id : job !== null && job.connectJob !== null && job.socket === wire.id && !job.gotIdle,
        dns: isQuic ? (quicJob?.dns ?? null) : (wire.connectJob?.dns ?? null),
      };
    },
  };
}
