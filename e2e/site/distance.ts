import { connect, createServer, type Socket } from 'node:net';
import { listen, stop, type Listener } from './sockets.ts';

/**
 * Puts a listener at a distance: what is said to it, and by it, is `ms` on its
 * way. The system accepts a connect at once, wherever we say that we are: the
 * way there and back that it would take is added to the first words.
 */
export async function startDistance(serverPort: number, ms: number): Promise<Listener> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const manners = { allowHalfOpen: true, noDelay: true };
  const server = createServer(manners, (near) => {
    keep(near);
    near.once('error', () => near.destroy());
    setTimeout(() => {
      if (near.destroyed) return;
      const far = connect({ ...manners, port: serverPort, host: '127.0.0.1' });
      keep(far);
      carry(near, far, ms);
      carry(far, near, ms);
    }, 2 * ms);
  });
  const port = await listen(server);
  return { port, close: () => stop(server, { closeAll: () => sockets.forEach((socket) => socket.destroy()) }) };
}

/** Timers of one length run out in the order in which they were set: what was said first arrives first. */
function carry(from: Socket, to: Socket, ms: number): void {
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), ms));
  from.on('end', () => setTimeout(() => to.end(), ms));
  from.on('error', () => setTimeout(() => to.destroy(), ms));
}
