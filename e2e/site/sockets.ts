import type { Server, Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ServerName } from './addresses.ts';
import type { OpenConnection, TruthLog } from './log.ts';

/** A running listener. */
export interface Listener {
  port: number;
  /** hangs up on everybody and stops */
  close(): Promise<void>;
}

/** The sockets that a listener holds right now. */
export interface Sockets {
  /** the log's entry for an open socket, found by the client's port */
  of(clientPort: number | undefined): OpenConnection;
  closeAll(): void;
}

/**
 * Puts every accepted socket down in the log, before TLS and before any request.
 * At one listener no two open sockets share a client port, so the port names the socket while it is open.
 */
export function watchSockets(server: Server, name: ServerName, log: TruthLog): Sockets {
  const open = new Map<number, OpenConnection>();
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort;
    if (port === undefined) return; // gone before we looked
    const connection = log.open(name, port);
    open.set(port, connection);
    sockets.add(socket);
    socket.once('close', () => {
      connection.close();
      sockets.delete(socket);
      if (open.get(port) === connection) open.delete(port);
    });
  });
  return {
    of(clientPort) {
      const found = open.get(clientPort ?? -1);
      if (!found) throw new Error(`${name}: a request from port ${clientPort}, which never connected`);
      return found;
    },
    closeAll: () => sockets.forEach((socket) => socket.destroy()),
  };
}

/** In a network namespace of its own the site may be called from elsewhere (bench/inference/far.sh). */
export const ADDRESS = process.env['REUSE_LENS_LISTEN'] ?? '127.0.0.1';

/** Starts listening, on 127.0.0.1 as a rule, on a free port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, ADDRESS, resolve);
  });
  return (server.address() as AddressInfo).port;
}

export function stop(server: Server, sockets?: Pick<Sockets, 'closeAll'>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    sockets?.closeAll();
  });
}
