import { ZERO } from './har.ts';

/** NetLogs as Chromium 156 writes them, an event a call; its numbers are this builder's own, as each version has its own. Times are ms after `ZERO`. */
export interface NetlogBuilder {
  add(source: string, id: number, event: string, more?: { readonly phase?: 'BEGIN' | 'END'; readonly at?: number; readonly to?: number; readonly params?: object }): NetlogBuilder;
  /** A request whose job got this socket; `waited`: it connected for it. */
  request(id: number, told: ToldRequest): NetlogBuilder;
  socket(id: number, told?: ToldSocket): NetlogBuilder;
  file(): { readonly constants: object; readonly events: readonly object[]; readonly polledData: object };
  text(): string;
}

interface ToldRequest {
  readonly url: string;
  readonly at?: number;
  readonly socket?: number;
  readonly waited?: boolean;
  readonly session?: number;
  readonly answer?: readonly string[];
  readonly type?: string;
  readonly error?: number;
  /** When it got its connection, ms after it began. */
  readonly got?: number;
}

interface ToldSocket {
  readonly at?: number;
  readonly group?: string;
  /** Asked for in advance. */
  readonly preconnect?: boolean;
  readonly backup?: boolean;
  readonly port?: number;
  readonly tls?: object;
  readonly closed?: { readonly at: number; readonly reason: string };
}

const COMMAND_LINE = '/usr/bin/chromium --user-data-dir=/home/secret';

export function netlog(): NetlogBuilder {
  const types = new Map<string, number>();
  const sources = new Map<string, number>();
  const events: object[] = [];
  const numberOf = (table: Map<string, number>, name: string): number => {
    if (!table.has(name)) table.set(name, 7 + table.size * 3);
    return table.get(name)!;
  };
  const PHASES = { PHASE_BEGIN: 41, PHASE_END: 42, PHASE_NONE: 40 };
  const ERRORS = { ERR_ABORTED: -3, ERR_CONNECTION_RESET: -101, ERR_CONNECTION_REFUSED: -102 };

  const builder: NetlogBuilder = {
    add(source, id, event, { phase, at = 0, to, params = {} } = {}) {
      const dependency = to === undefined ? {} : { source_dependency: { id: to, type: 1 } };
      events.push({ params: { ...params, ...dependency }, phase: phase === undefined ? PHASES.PHASE_NONE : PHASES[`PHASE_${phase}`], source: { id, start_time: '1', type: numberOf(sources, source) }, time: String(1000 + at), type: numberOf(types, event) });
      return builder;
    },
    socket(id, { at = 0, group = 'http://a.test <http://a.test same_site>', preconnect = false, backup = false, port = 40_000 + id, tls, closed } = {}) {
      const job = id + 10_000;
      if (preconnect) builder.add('HTTP_STREAM_JOB', id + 30_000, 'SOCKET_POOL_CONNECTING_N_SOCKETS', { phase: 'BEGIN', at, params: { num_sockets: 1 } });
      builder.add('TCP_CONNECT_JOB', job, 'SOCKET_POOL_CONNECT_JOB_CREATED', { at, params: { backup_job: backup, group_id: group } });
      if (preconnect) builder.add('HTTP_STREAM_JOB', id + 30_000, 'SOCKET_POOL_CONNECTING_N_SOCKETS', { phase: 'END', at });
      builder
        .add('TCP_CONNECT_JOB', job, 'TCP_CONNECT_JOB_CONNECT', { phase: 'BEGIN', at })
        .add('TCP_CONNECT_JOB', job, 'TCP_CONNECT_JOB_CONNECTOR_CONNECT_START', { at: at + 2, to: id })
        .add('SOCKET', id, 'SOCKET_ALIVE', { phase: 'BEGIN', at: at + 2, to: job })
        .add('SOCKET', id, 'TCP_CONNECT', { phase: 'BEGIN', at: at + 2 })
        .add('SOCKET', id, 'TCP_CONNECT', { phase: 'END', at: at + 12, params: { local_address: `127.0.0.1:${port}`, remote_address: '[::1]:443' } });
      if (tls) builder.add('SOCKET', id, 'SSL_CONNECT', { phase: 'BEGIN', at: at + 12 }).add('SOCKET', id, 'SSL_CONNECT', { phase: 'END', at: at + 20, params: tls });
      if (closed) builder.add('SOCKET', id, 'SOCKET_POOL_CLOSING_SOCKET', { at: closed.at, params: { reason: closed.reason } }).add('SOCKET', id, 'SOCKET_ALIVE', { phase: 'END', at: closed.at });
      return builder;
    },
    request(id, { url, at = 0, socket, waited = false, session, answer = ['HTTP/1.1 200 OK'], type = 'other', error, got = 22 }) {
      const job = id + 20_000;
      builder
        .add('URL_REQUEST', id, 'REQUEST_ALIVE', { phase: 'BEGIN', at, params: { url, priority: 'LOWEST' } })
        .add('URL_REQUEST', id, 'URL_REQUEST_START_JOB', { phase: 'BEGIN', at, params: { url, method: 'GET', request_type: type } })
        .add('URL_REQUEST', id, 'HTTP_STREAM_REQUEST', { phase: 'BEGIN', at: at + 1 })
        .add('HTTP_STREAM_JOB', job, 'HTTP_STREAM_JOB', { phase: 'BEGIN', at: at + 1, params: { type: 'main' } });
      if (waited) builder.add('HTTP_STREAM_JOB', job, 'SOCKET_POOL_BOUND_TO_CONNECT_JOB', { at: at + got, to: socket! + 10_000 });
      if (socket !== undefined) builder.add('HTTP_STREAM_JOB', job, 'SOCKET_POOL_BOUND_TO_SOCKET', { at: at + got, to: socket }).add('SOCKET', socket, 'SOCKET_IN_USE', { phase: 'BEGIN', at: at + got, to: job });
      if (session !== undefined) builder.add('HTTP_STREAM_JOB', job, 'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION', { at: at + got, to: session });
      if (socket !== undefined || session !== undefined) {
        builder
          .add('URL_REQUEST', id, 'HTTP_STREAM_REQUEST_BOUND_TO_JOB', { at: at + got, to: job })
          .add('URL_REQUEST', id, 'HTTP_STREAM_REQUEST', { phase: 'END', at: at + got })
          .add('URL_REQUEST', id, 'HTTP_TRANSACTION_SEND_REQUEST', { phase: 'BEGIN', at: at + got })
          .add('URL_REQUEST', id, 'HTTP_TRANSACTION_SEND_REQUEST_HEADERS', { at: at + got, params: { headers: [`Host: ${new URL(url).host}`, 'Cookie: [9 bytes were stripped]'], line: `GET / HTTP/1.1\r\n` } })
          .add('URL_REQUEST', id, 'HTTP_TRANSACTION_SEND_REQUEST', { phase: 'END', at: at + got + 1 })
          .add('URL_REQUEST', id, 'HTTP_TRANSACTION_READ_HEADERS', { phase: 'BEGIN', at: at + got + 1 });
        if (error === undefined) {
          builder
            .add('URL_REQUEST', id, 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS', { at: at + got + 18, params: { headers: answer } })
            .add('URL_REQUEST', id, 'HTTP_TRANSACTION_READ_HEADERS', { phase: 'END', at: at + got + 18 })
            .add('URL_REQUEST', id, 'HTTP_TRANSACTION_READ_BODY', { phase: 'BEGIN', at: at + got + 18 })
            .add('URL_REQUEST', id, 'HTTP_TRANSACTION_READ_BODY', { phase: 'END', at: at + got + 23 });
        }
        if (socket !== undefined) builder.add('SOCKET', socket, 'SOCKET_IN_USE', { phase: 'END', at: at + got + 23 });
      } else builder.add('URL_REQUEST', id, 'HTTP_STREAM_REQUEST', { phase: 'END', at: at + got });
      return builder.add('URL_REQUEST', id, 'REQUEST_ALIVE', { phase: 'END', at: at + got + 38, params: error === undefined ? {} : { net_error: error } });
    },
    file: () => ({
      constants: { clientInfo: { command_line: COMMAND_LINE, name: 'Chromium' }, logEventPhase: PHASES, logEventTypes: Object.fromEntries(types), logSourceType: Object.fromEntries(sources), netError: ERRORS, timeTickOffset: ZERO - 1000 },
      events,
      polledData: { socketPoolInfo: [{ type: 'transport_socket_pool' }] },
    }),
    text() {
      const { constants, events: all, polledData } = builder.file();
      return `{"constants":${JSON.stringify(constants)},\n"events": [\n${all.map((event) => JSON.stringify(event)).join(',\n')}],\n"polledData": ${JSON.stringify(polledData)}}\n`;
    },
  };
  return builder;
}
