import { after } from './after.ts';
import { dedicatedWorker, picture, serviceWorker, styler, styleSheet } from './assets.ts';
import type { Ask, Reply, World } from './exchange.ts';
import { frame } from './frame.ts';

type Path = (ask: Ask, reply: Reply, world: World) => void | Promise<void>;

const svg = 'image/svg+xml';
const text = 'text/plain';

const number = ({ url }: Ask, name: string, fallback: number): number => Number(url.searchParams.get(name) ?? fallback);

/** Answers in one piece; a length lets HTTP/1 keep its socket. */
function whole(reply: Reply, type: string, body: string, headers: Record<string, string> = {}, status = 200): void {
  reply.begin(status, { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(body)), ...headers });
  reply.end(body);
}

/** `n` chunks, `every` ms apart, and then the end. */
function drip(reply: Reply, n: number, every: number, chunk: (index: number) => string, last: () => void): void {
  const step = (index: number) => {
    if (index >= n) return last();
    reply.write(chunk(index));
    after(every, reply, () => step(index + 1));
  };
  step(0);
}

/** Every path that any of the servers answers, pages aside. Times are in ms, sizes in bytes. */
export const paths: Readonly<Record<string, Path>> = {
  /** `?seed=&delay=&bytes=` a small picture, with a comment of so many bytes */
  '/img': (ask, reply) => after(number(ask, 'delay', 0), reply, () => whole(reply, svg, picture(number(ask, 'seed', 0)) + (ask.url.searchParams.has('bytes') ? `<!--${'x'.repeat(number(ask, 'bytes', 0))}-->` : ''))),

  /** `?delay=&bytes=` text, the whole answer held for `delay` */
  '/data': (ask, reply) =>
    after(number(ask, 'delay', 0), reply, () => whole(reply, text, 'x'.repeat(number(ask, 'bytes', 64)))),

  /** `?status=&upstream=` as a proxy answers: with a status of its own, and how long it took to connect to the next server */
  '/proxied': (ask, reply) =>
    whole(reply, text, 'by way of a proxy', { 'Server-Timing': `upstream_connect;dur=${number(ask, 'upstream', 0)}` }, number(ask, 'status', 200)),

  /** `?chunks=&every=` headers at once, the body in pieces */
  '/slowbody': (ask, reply) => {
    reply.begin(200, { 'Content-Type': text });
    drip(reply, number(ask, 'chunks', 5), number(ask, 'every', 50), () => 'x'.repeat(256), () => reply.end());
  },

  /** `?to=&status=` */
  '/redir': ({ url }, reply) =>
    whole(reply, text, '', { Location: url.searchParams.get('to') ?? '/' }, Number(url.searchParams.get('status') ?? 302)),

  /** `?n=&every=&hold` events; with `hold` the stream stays open until the browser leaves */
  '/sse': (ask, reply) => {
    reply.begin(200, { 'Content-Type': 'text/event-stream' });
    const last = () => (ask.url.searchParams.has('hold') ? undefined : reply.end());
    drip(reply, number(ask, 'n', 3), number(ask, 'every', 50), (index) => `data: ${index}\n\n`, last);
  },

  /** `?maxage=` (s) a picture that may be kept */
  '/cached': (ask, reply) => whole(reply, svg, picture(7), { 'Cache-Control': `max-age=${number(ask, 'maxage', 600)}` }),

  /** may be kept, and is asked for again each time: 304 when it still matches */
  '/etag': ({ headers }, reply) => {
    const validator = { ETag: '"same"', 'Cache-Control': 'no-cache' };
    if (headers['if-none-match'] === '"same"') {
      reply.begin(304, validator);
      return reply.end();
    }
    whole(reply, text, 'still the same', validator);
  },

  /** `?maxage=` */
  '/css': (ask, reply) => {
    const maxage = number(ask, 'maxage', 0);
    whole(reply, 'text/css', styleSheet, maxage > 0 ? { 'Cache-Control': `max-age=${maxage}` } : {});
  },

  /** `?delay=&sheet=` a script that puts a style sheet on the page */
  '/style.js': (ask, reply) => after(number(ask, 'delay', 0), reply, () => whole(reply, 'text/javascript', styler(ask.url.searchParams.get('sheet') ?? ''))),

  '/sw.js': (_, reply) => whole(reply, 'text/javascript', serviceWorker),
  '/sw/passed': (_, reply) => whole(reply, text, 'fetched by the worker'),
  '/worker.js': (_, reply) => whole(reply, 'text/javascript', dedicatedWorker),
  '/frame': (ask, reply) => whole(reply, 'text/html', frame(ask.url)),
  '/beacon': (_, reply) => whole(reply, text, ''),
  /** `?once` hangs up on the first request of this address only */
  '/reset': ({ url }, reply, { log }) => {
    const isFirst = log.requests().filter((request) => request.url === url.href).length < 2;
    if (isFirst || !url.searchParams.has('once')) return reply.reset();
    whole(reply, text, 'this time it works');
  },

  /** 421 on whatever connection it comes; browsers try one more */
  '/misdirected': (_, reply) => whole(reply, text, 'not here', {}, 421),

  /** answers, and asks the browser to leave this connection */
  '/goaway': (_, reply) => {
    whole(reply, text, 'and go away');
    reply.goAway();
  },

  /** opens the way to HTTP/3 of `cutoff.test` */
  '/quic/open': (_, reply, { cutoff }) => {
    cutoff.quic?.open();
    whole(reply, text, 'open');
  },

  /** cuts it, and hangs up on those who came over TCP */
  '/quic/cut': async (_, reply, { cutoff }) => {
    await cutoff.quic?.cut();
    cutoff.tcp.hangUp();
    whole(reply, text, 'cut');
  },

  /**
   * `?saw=` answers when a request whose address contains it has arrived, `?opened=<server>` when a socket of that
   * listener is open and unused; 504 if that has not come true in 2 s. So pages wait for facts and not for time.
   */
  '/when': ({ url }, reply, { log }) => {
    const saw = url.searchParams.get('saw');
    const opened = url.searchParams.get('opened');
    const held = () => {
      const requests = log.requests();
      if (saw) return requests.some((request) => request.url.includes(saw) && !request.path.startsWith('/when'));
      const used = new Set(requests.map((request) => request.connection));
      return log.connections().some((c) => c.server === opened && c.closedAt === undefined && !used.has(c.connection));
    };
    log.until(held, AbortSignal.any([reply.over, AbortSignal.timeout(2000)])).then(
      () => whole(reply, text, 'now'),
      () => whole(reply, text, 'never', {}, 504),
    );
  },
};
