import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { freePort } from './ports.ts';
import type { Listener } from './sockets.ts';

/** A way to a QUIC server that can be cut in the middle of a connection, as a network does that stops letting UDP through. */
export interface QuicRelay extends Listener {
  open(): void;
  /** From now on whoever sends here is told that nobody listens, at once (ICMP port unreachable). */
  cut(): Promise<void>;
}

/** Nobody is there: `discard` (RFC 863) has been out of use for decades. */
const NOBODY = 9;

/** Starts cut. Each client has a socket of its own towards the server, which therefore sees one port for each. */
export async function startQuicRelay(serverPort: number): Promise<QuicRelay> {
  const near = createSocket('udp4');
  const far = new Map<number, Socket>();
  let isOpen = true;

  const socketFor = ({ port }: RemoteInfo): Socket => {
    const known = far.get(port);
    if (known) return known;
    const socket = createSocket('udp4');
    far.set(port, socket);
    socket.on('message', (datagram) => near.send(datagram, port, '127.0.0.1'));
    return socket;
  };
  const forget = (): void => {
    far.forEach((socket) => socket.close());
    far.clear();
  };
  near.on('message', (datagram, client) => isOpen && socketFor(client).send(datagram, serverPort, '127.0.0.1'));

  // The port is named: one that the system chooses is lost when the socket is disconnected.
  const port = await freePort();
  near.bind(port, '127.0.0.1');
  await once(near, 'listening');

  const relay: QuicRelay = {
    port,
    open() {
      if (isOpen) return;
      near.disconnect();
      isOpen = true;
    },
    async cut() {
      if (!isOpen) return;
      isOpen = false;
      forget();
      // A socket with a peer hears nobody else, and the system refuses them; it keeps its port all the same.
      near.connect(NOBODY, '127.0.0.1');
      await once(near, 'connect');
    },
    close() {
      forget();
      return new Promise((resolve) => near.close(resolve));
    },
  };
  await relay.cut();
  return relay;
}
