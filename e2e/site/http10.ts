import type { IncomingMessage } from 'node:http';
import type { OpenRequest } from './log.ts';
import type { Reply } from './exchange.ts';

/** Answers as a server of 1996: an HTTP/1.0 status line, no chunks, and the end of the socket is the end of the body. */
export function http10Reply(request: IncomingMessage, entry: OpenRequest): Reply {
  const { socket } = request;
  const over = new AbortController();
  let status = 0;
  socket.once('close', () => {
    entry.end(status);
    over.abort();
  });
  return {
    hint: () => {}, // 1.0 knows no interim answers
    begin(code, headers) {
      status = code;
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`HTTP/1.0 ${code} Reply\r\n${lines.join('')}\r\n`);
    },
    write: (chunk) => void socket.write(chunk),
    end: (chunk = '') => void socket.end(chunk),
    reset: () => void socket.resetAndDestroy(),
    goAway: () => {},
    over: over.signal,
  };
}
