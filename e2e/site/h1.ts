import { createServer, type IncomingMessage, type RequestListener, type ServerOptions } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { ServerName } from './addresses.ts';
import type { Certificates } from './certificates.ts';
import { nodeReply, type Answer } from './exchange.ts';
import { http10Reply } from './http10.ts';
import { now, type TruthLog } from './log.ts';
import { listen, stop, watchSockets, type Listener } from './sockets.ts';
import { acceptWebSockets } from './ws.ts';

/** How a listener treats its sockets. */
export interface H1Habits {
  /** ms that an idle socket is kept; long unless the story is about it */
  keepAliveTimeout?: number;
  /** a socket is closed after so many requests */
  maxRequests?: number;
  /** every answer says `Connection: close` */
  alwaysClose?: true;
  http10?: true;
  /** serve TLS with these */
  certificates?: Certificates;
}

const long = 10 * 60 * 1000;

/** An HTTP/1 listener, plain or over TLS, that takes WebSockets too. */
export async function startH1(name: ServerName, habits: H1Habits, log: TruthLog, answer: Answer): Promise<Listener> {
  const scheme = habits.certificates ? 'https' : 'http';
  const protocol = habits.http10 ? 'http/1.0' : 'http/1.1';
  const headers: Record<string, string> = habits.alwaysClose ? { Connection: 'close' } : {};

  const listener: RequestListener = (request, response) => {
    const url = addressOf(request, scheme);
    const method = request.method ?? 'GET';
    const entry = sockets.of(request.socket.remotePort).request({ at: now(), protocol, method, url });
    const reset = () => void request.socket.resetAndDestroy();
    const reply = habits.http10 ? http10Reply(request, entry) : nodeReply(response, entry, { headers, reset });
    answer({ method, url, headers: request.headers }, reply);
  };

  const timeouts: ServerOptions = {
    keepAliveTimeout: habits.keepAliveTimeout ?? long,
    headersTimeout: long, // also the life of a socket that nobody uses
    requestTimeout: 0,
  };
  const server = habits.certificates
    ? createSecureServer({ ...timeouts, key: habits.certificates.key, cert: habits.certificates.leaf }, listener)
    : createServer(timeouts, listener);
  server.maxRequestsPerSocket = habits.maxRequests ?? 0;
  const sockets = watchSockets(server, name, log);
  acceptWebSockets(server, habits.certificates ? 'wss' : 'ws', sockets, addressOf);
  const port = await listen(server);
  return { port, close: () => stop(server, sockets) };
}

function addressOf(request: IncomingMessage, scheme: string): URL {
  return new URL(request.url ?? '/', `${scheme}://${request.headers.host ?? 'unnamed.invalid'}`);
}
