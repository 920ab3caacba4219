import { constants, createSecureServer } from 'node:http2';
import { createSecureContext } from 'node:tls';
import { APART, type ServerName } from './addresses.ts';
import type { Certificates } from './certificates.ts';
import { nodeReply, type Answer } from './exchange.ts';
import { now, type TruthLog } from './log.ts';
import { listen, stop, watchSockets, type Listener } from './sockets.ts';

export interface H2Listener extends Listener {
  /** ends every connection, as a server does that is restarted */
  hangUp(): void;
}

/** An HTTP/2 listener; a connection is a session, on a socket of its own. */
export async function startH2(name: ServerName, certificates: Certificates, log: TruthLog, answer: Answer): Promise<H2Listener> {
  const { key, leaf, leafApart } = certificates;
  const apart = createSecureContext({ key, cert: leafApart });
  const server = createSecureServer({ key, cert: leaf, allowHTTP1: false, SNICallback: (name, done) => done(null, APART.includes(name) ? apart : undefined) });
  const sockets = watchSockets(server, name, log);
  server.on('request', (request, response) => {
    const { stream } = request;
    const url = new URL(request.url, `https://${request.authority}`);
    const arrival = { at: now(), protocol: 'h2', method: request.method, url } as const;
    const entry = sockets.of(stream.session?.socket.remotePort).request(arrival);
    const reply = nodeReply(response, entry, {
      reset: () => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
      // Graceful: names the last stream it will answer, answers those, and then closes.
      goAway: () => void stream.session?.close(),
    });
    answer({ method: request.method, url, headers: request.headers }, reply);
  });
  const port = await listen(server);
  return { port, hangUp: () => sockets.closeAll(), close: () => stop(server, sockets) };
}
