import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { now } from './log.ts';
import type { Sockets } from './sockets.ts';

/**
 * `/ws` greets and echoes; `/ws?hold` the same, until the browser leaves; anything else is refused with 403.
 * The log's entry ends when the socket does.
 */
export function acceptWebSockets(
  server: Server,
  scheme: 'ws' | 'wss',
  sockets: Sockets,
  addressOf: (request: IncomingMessage, scheme: string) => URL,
): void {
  const upgrades = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = addressOf(request, scheme);
    const arrival = { at: now(), protocol: 'http/1.1', method: 'GET', url, websocket: true } as const;
    const entry = sockets.of(request.socket.remotePort).request(arrival);
    const accepted = url.pathname === '/ws';
    socket.once('close', () => entry.end(accepted ? 101 : 403));
    if (!accepted) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    upgrades.handleUpgrade(request, socket, head, (client) => {
      client.send('hello');
      client.on('message', (data, binary) => client.send(data, { binary }));
    });
  });
}
