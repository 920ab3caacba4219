import type { OpenConnection, Protocol, TruthLog } from './log.ts';

/** The part of Caddy's access log that we read. `ts` (s since the epoch) is the end of the exchange, `duration` in s. */
interface AccessLine {
  ts: number;
  duration: number;
  status: number;
  request: { remote_port: string; proto: string; method: string; host: string; uri: string };
}

const protocols: Readonly<Record<string, Protocol>> = {
  'HTTP/1.0': 'http/1.0',
  'HTTP/1.1': 'http/1.1',
  'HTTP/2.0': 'h2',
  'HTTP/3.0': 'h3',
};

/** Caddy drops a silent QUIC connection after 30 s: what comes from the same port later is another one. */
const quicIdle = 30_000;

/**
 * Returns a reader of access lines that puts each in the log. Caddy does not tell when sockets open and close:
 * a connection is what one client port says in one protocol, opened at its first request.
 */
export function readCaddyLog(log: TruthLog): (line: string) => void {
  const known = new Map<string, { connection: OpenConnection; lastAt: number }>();
  return (line) => {
    const { ts, duration, status, request } = JSON.parse(line) as AccessLine;
    const protocol = protocols[request.proto];
    if (protocol === undefined) throw new Error(`Caddy logged an unknown protocol: ${request.proto}`);
    const endedAt = ts * 1000;
    const at = endedAt - duration * 1000;
    const key = `${protocol} ${request.remote_port}`;
    const before = known.get(key);
    const same = before && (protocol !== 'h3' || at - before.lastAt < quicIdle);
    const connection = same ? before.connection : log.open('h3', Number(request.remote_port), at);
    known.set(key, { connection, lastAt: Math.max(endedAt, before?.lastAt ?? 0) });
    const url = new URL(request.uri, `https://${request.host}`);
    connection.request({ at, protocol, method: request.method, url }).end(status, endedAt);
  };
}
