import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Firefox's own remote protocol: `<length>:<JSON>` both ways over TCP, one `[1, id, error, result]` per command. */
export interface Marionette {
  command<T>(name: string, parameters?: object): Promise<T>;
  end(): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface RemoteError {
  readonly error: string;
  readonly message: string;
}

type Reply = readonly [type: 1, id: number, error: RemoteError | null, result: unknown];

export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = await opened(port);
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  // Once connected, Firefox greets with an object; whatever is an array is a reply.
  readMessages(socket, (message) => {
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message as unknown as Reply;
    const command = waiting.get(id);
    waiting.delete(id);
    if (error === null) command?.resolve(result);
    else command?.reject(new Error(`${error.error}: ${error.message}`));
  });

  // A socket error is always followed by its close.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    for (const command of waiting.values()) command.reject(new Error('Firefox closed the connection'));
    waiting.clear();
  });

  return {
    command: <T>(name: string, parameters: object = {}) =>
      new Promise<T>((resolve, reject) => {
        if (socket.closed || socket.destroyed) {
          reject(new Error(`Firefox is gone: no ${name}`));
          return;
        }
        const id = ++lastId;
        waiting.set(id, { resolve: (result) => resolve(result as T), reject });
        const message = JSON.stringify([0, id, name, parameters]);
        socket.write(`${Buffer.byteLength(message)}:${message}`);
      }),
    end: () => socket.destroy(),
  };
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

function readMessages(socket: Socket, hear: (message: unknown) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const colon = pending.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(pending.toString('latin1', 0, colon));
      if (pending.length < end) return;
      const message: unknown = JSON.parse(pending.toString('utf8', colon + 1, end));
      pending = pending.subarray(end);
      hear(message);
    }
  });
}
