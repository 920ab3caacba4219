import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { OpenRequest, TruthLog } from './log.ts';
import type { Origins } from './addresses.ts';
import type { H2Listener } from './h2.ts';
import type { QuicRelay } from './quic-relay.ts';
import type { Story } from './story.ts';

/** A request as the paths see it, whatever protocol brought it. */
export interface Ask {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
}

/** The answer to one request, whatever protocol takes it. */
export interface Reply {
  /** 103 with one `Link` header; before `begin` */
  hint(links: readonly string[]): void;
  begin(status: number, headers: Readonly<Record<string, string>>): void;
  write(chunk: string | Buffer): void;
  end(chunk?: string | Buffer): void;
  /** hangs up without an answer: the socket in HTTP/1, the stream in HTTP/2 */
  reset(): void;
  /** HTTP/2: tells the browser to open a new connection for what comes next; HTTP/1: nothing */
  goAway(): void;
  /** aborted as soon as the exchange is over, whoever ended it */
  readonly over: AbortSignal;
}

/** What the paths may know of the site around them. */
export interface World {
  origins: Origins;
  stories: readonly Story[];
  log: TruthLog;
  /** whether anybody serves HTTP/3 here */
  h3: boolean;
  /** behind `cutoff.test`: its HTTP/2 server, and, where there is HTTP/3, the way to that */
  cutoff: { tcp: H2Listener; quic: QuicRelay | undefined };
}

/** Answers one request; every listener ends here. */
export type Answer = (ask: Ask, reply: Reply) => void;

/** What node's HTTP/1 and HTTP/2 responses have in common. */
interface NodeResponse {
  writeHead(status: number, headers: OutgoingHttpHeaders): unknown;
  writeEarlyHints(hints: Record<string, string | string[]>): unknown;
  write(chunk: string | Buffer): unknown;
  end(chunk: string | Buffer): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** A reply through node's own response object; its end is put down in the log. */
export function nodeReply(
  response: NodeResponse,
  entry: OpenRequest,
  how: { headers?: Record<string, string>; reset: () => void; goAway?: () => void },
): Reply {
  const over = new AbortController();
  let status = 0;
  response.once('close', () => {
    entry.end(status);
    over.abort();
  });
  return {
    hint: (links) => void response.writeEarlyHints({ link: [...links] }),
    begin(code, headers) {
      status = code;
      response.writeHead(code, { ...headers, ...how.headers });
    },
    write: (chunk) => void response.write(chunk),
    end: (chunk = '') => void response.end(chunk),
    reset: how.reset,
    goAway: how.goAway ?? (() => {}),
    over: over.signal,
  };
}
