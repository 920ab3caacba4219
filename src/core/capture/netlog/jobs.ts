import { dependencyOf, textIn, type Handle, type Handlers } from './event.ts';
import { mark, openSpan, type Span } from './span.ts';

/** Seeks a connection for a request, or makes some in advance (Chromium, net/http/http_stream_factory_job.h). */
export interface StreamJob {
  /**
   * - `main`: over TCP.
   * - `alternative`, `dns_alpn_h3`: over QUIC, because of Alt-Svc or an HTTPS record, beside `main`.
   * - `preconnect`: for nobody yet; the log begins no such job by name.
   */
  kind: string | null;
  group: string | null;
  /** It waited for this one to connect. */
  connectJob: number | null;
  socket: number | null;
  /** It got a socket that had been idle. */
  gotIdle: boolean;
  session: number | null;
  quicJob: number | null;
}

/** Makes a QUIC session. */
interface QuicJob {
  session: number | null;
  /** For the first of which it was begun. */
  readonly streamJobs: number[];
  readonly dns: Span;
}

export interface Jobs {
  readonly streamJobs: ReadonlyMap<number, StreamJob>;
  readonly quicJobs: ReadonlyMap<number, QuicJob>;
  readonly handlers: Handlers;
}

export function createJobs(): Jobs {
  const streamJobs = new Map<number, StreamJob>();
  const quicJobs = new Map<number, QuicJob>();

  const streamJob = (id: number): StreamJob => {
    let job = streamJobs.get(id);
    if (!job) streamJobs.set(id, (job = { kind: null, group: null, connectJob: null, socket: null, gotIdle: false, session: null, quicJob: null }));
    return job;
  };
  const quicJob = (id: number): QuicJob => {
    let job = quicJobs.get(id);
    if (!job) quicJobs.set(id, (job = { session: null, streamJobs: [], dns: openSpan() }));
    return job;
  };
  const onStream = (update: (job: StreamJob, dependency: number | null, event: Parameters<Handle>[0]) => void): Handle => (event) => update(streamJob(event.id), dependencyOf(event), event);
  const onQuic = (update: (job: QuicJob, dependency: number | null, event: Parameters<Handle>[0]) => void): Handle => (event) => update(quicJob(event.id), dependencyOf(event), event);
  const session = onStream((job, dependency) => {
    job.session = dependency;
  });

  const handlers: Handlers = {
    'HTTP_STREAM_JOB HTTP_STREAM_JOB': onStream((job, _, event) => {
      if (event.phase === 'begin') job.kind = textIn(event, 'type') ?? 'main';
    }),
    HTTP_STREAM_JOB_WAITING: onStream((job, _, event) => {
      if (event.phase === 'begin') job.kind ??= 'preconnect';
    }),
    TCP_CLIENT_SOCKET_POOL_REQUESTED_SOCKET: onStream((job, _, event) => {
      job.group = textIn(event, 'group_id');
    }),
    SOCKET_POOL_BOUND_TO_CONNECT_JOB: onStream((job, dependency) => {
      job.connectJob = dependency;
    }),
    SOCKET_POOL_BOUND_TO_SOCKET: onStream((job, dependency) => {
      job.socket = dependency;
    }),
    SOCKET_POOL_REUSED_AN_EXISTING_SOCKET: onStream((job) => {
      job.gotIdle = true;
    }),
    HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION: session,
    HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL: session,
    HTTP2_SESSION_POOL_IMPORTED_SESSION_FROM_SOCKET: session,
    HTTP_STREAM_JOB_HTTP2_SESSION_AVAILABLE: session,
    QUIC_SESSION_POOL_USE_EXISTING_SESSION: session,
    BOUND_TO_QUIC_SESSION_POOL_JOB: onStream((job, dependency) => {
      job.quicJob = dependency;
    }),
    QUIC_SESSION_POOL_JOB_BOUND_TO: onQuic((job, dependency) => {
      if (dependency !== null) job.streamJobs.push(dependency);
    }),
    'QUIC_JOB HOST_RESOLVER_MANAGER_REQUEST': onQuic((job, _, { phase, at }) => mark(job.dns, phase, at)),
    'QUIC_JOB QUIC_SESSION_CREATED': onQuic((job, dependency) => {
      job.session = dependency;
    }),
    QUIC_SESSION_POOL_JOB_RESULT: onQuic((job, dependency) => {
      job.session = dependency ?? job.session;
    }),
  };
  return { streamJobs, quicJobs, handlers };
}
