import type { ServerName } from './addresses.ts';

export type Protocol = 'http/1.0' | 'http/1.1' | 'h2' | 'h3';

/** One request as a server received it. Times are epoch milliseconds. */
export interface TruthRequest {
  at: number;
  endedAt?: number;
  server: ServerName;
  protocol: Protocol;
  /** one real socket (or QUIC connection) of the whole site run; never reused, though ports are */
  connection: string;
  clientPort: number;
  /** which request of its connection this was, from 1 */
  ordinal: number;
  method: string;
  /** scheme://authority + path, as the browser names it (`ws:` and `wss:` for WebSockets) */
  url: string;
  /** with the port */
  host: string;
  /** with the query */
  path: string;
  /** 0 when the server hung up without an answer; absent while there is none yet */
  status?: number;
  websocket?: true;
}

/** One socket as a server accepted it, whether a request ever came over it or not. */
interface TruthConnection {
  server: ServerName;
  connection: string;
  clientPort: number;
  openedAt: number;
  closedAt?: number;
}

/** What a server tells of a request when it arrives. */
type Arrival = Omit<TruthRequest, 'ordinal' | 'clientPort' | 'connection' | 'server' | 'host' | 'path' | 'url'> & {
  url: URL;
};

export interface OpenRequest {
  end(status: number, at?: number): void;
}

export interface OpenConnection {
  readonly connection: string;
  request(arrival: Arrival): OpenRequest;
  close(at?: number): void;
}

/** Opaque place in the log, to read from later. */
export interface Mark {
  readonly requests: number;
  readonly connections: number;
}

export interface Truth {
  requests: readonly TruthRequest[];
  /** the connections opened in the part, and those opened before it that carried one of its requests */
  connections: readonly TruthConnection[];
}

/** The servers' own record of their sockets. It grows, and is never told anything by a client. */
export interface TruthLog {
  open(server: ServerName, clientPort: number, at?: number): OpenConnection;
  /** copies, in order of arrival, with ordinals counted over the whole run */
  requests(): readonly TruthRequest[];
  connections(): readonly TruthConnection[];
  mark(): Mark;
  since(mark: Mark): Truth;
  /** resolves once `done()` holds; asked again at every entry. `signal` gives up. */
  until(done: () => boolean, signal?: AbortSignal): Promise<void>;
}

/** Epoch milliseconds, finer than `Date.now()`, so that arrivals keep their order. */
export const now = (): number => performance.timeOrigin + performance.now();

export function createLog(): TruthLog {
  const requests: Omit<TruthRequest, 'ordinal'>[] = [];
  const connections: TruthConnection[] = [];
  const watchers = new Set<() => void>();
  const changed = () => [...watchers].forEach((watch) => watch());

  function open(server: ServerName, clientPort: number, openedAt = now()): OpenConnection {
    const connection = `${server}:${clientPort}#${connections.length + 1}`;
    const entry: TruthConnection = { server, connection, clientPort, openedAt };
    connections.push(entry);
    changed();
    return {
      connection,
      close(at = now()) {
        entry.closedAt ??= at;
        changed();
      },
      request({ url, ...arrival }) {
        const place = { url: url.href, host: url.host, path: url.pathname + url.search };
        const record: Omit<TruthRequest, 'ordinal'> = { ...arrival, server, connection, clientPort, ...place };
        requests.push(record);
        changed();
        return {
          end(status, at = now()) {
            if (record.endedAt !== undefined) return;
            record.endedAt = at;
            record.status = status;
            changed();
          },
        };
      },
    };
  }

  /** Counted when read: a proxy's log tells of a request only when it is over, so entries can come out of order. */
  function numbered(from = 0): TruthRequest[] {
    const late = new Set(requests.slice(from));
    const used = new Map<string, number>();
    return requests
      .toSorted((a, b) => a.at - b.at)
      .flatMap((record) => {
        const ordinal = (used.get(record.connection) ?? 0) + 1;
        used.set(record.connection, ordinal);
        return late.has(record) ? [{ ...record, ordinal }] : [];
      });
  }

  function since(mark: Mark): Truth {
    const part = numbered(mark.requests);
    const used = new Set(part.map((record) => record.connection));
    const kept = connections.filter((entry, index) => index >= mark.connections || used.has(entry.connection));
    return { requests: part, connections: kept.map((entry) => ({ ...entry })) };
  }

  function until(done: () => boolean, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        watchers.delete(watch);
        signal?.removeEventListener('abort', give);
      };
      const give = () => {
        stop();
        reject(signal?.reason);
      };
      const watch = () => {
        if (!done()) return;
        stop();
        resolve();
      };
      watchers.add(watch);
      signal?.addEventListener('abort', give);
      if (signal?.aborted) give();
      else watch();
    });
  }

  return {
    open,
    requests: () => numbered(),
    connections: () => connections.map((entry) => ({ ...entry })),
    mark: () => ({ requests: requests.length, connections: connections.length }),
    since,
    until,
  };
}
