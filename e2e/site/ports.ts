import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { listen, stop, type Listener } from './sockets.ts';

/**
 * A port that refuses every connection for as long as it is held: it is the near end of a connection of ours,
 * so the system gives it to nobody else and nobody listens on it.
 */
export async function holdDeadPort(): Promise<Listener> {
  const server = createServer();
  const port = await listen(server);
  const socket = connect(port, '127.0.0.1');
  const [[far]] = await Promise.all([once(server, 'connection'), once(socket, 'connect')]);
  const dead = socket.localPort;
  if (dead === undefined) throw new Error('no local port');
  return {
    port: dead,
    close() {
      socket.destroy();
      far.destroy();
      return stop(server);
    },
  };
}

/** A port free for TCP and for UDP at this moment. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const server = createServer();
    const port = await listen(server);
    const free = await udpIsFree(port);
    await stop(server);
    if (free) return port;
  }
  throw new Error('no port is free for both TCP and UDP');
}

function udpIsFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}
