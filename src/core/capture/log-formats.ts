import { isNetworkUrl } from '../base/url.ts';
import type { AboutFile, FileFormat } from '../model/about.ts';
import type { HarObservation } from '../model/observation.ts';

/** What Chromium writes besides HAR; `docs/netlog.md` has more of each. */
const LOG_FORMATS: Readonly<Record<'netlog' | 'cdp' | 'trace', FileFormat>> = {
  netlog: {
    id: 'netlog',
    name: 'Chrome’s NetLog',
    recognised: '`constants.logEventTypes`, and a list of `events`.',
    carries: 'Every socket and session with its requests, its pool, who opened it, how it ended; TLS, HTTP/2 and QUIC as they went; sockets never used, attempts that failed; DNS lookups, HTTPS records, Alt-Svc. Also the hosts that other tabs and the browser itself went to, which exports leave out unless told to keep private data, and the browser’s command line, which is not read.',
    lacks: 'Types of resources but documents and WebSockets, page load events, sizes.',
    exact: 'Which connection a request used; who opened it; its pool; when it closed.',
    inferred: 'Which side closed it, where the browser’s words do not say.',
    unknowable: 'For whom a connection was opened ahead: a link, a header and the browser’s own guess look the same.',
  },
  cdp: {
    id: 'cdp',
    name: 'Log of DevTools events',
    recognised: 'A list, or lines, of `Network.…` methods with their `params`.',
    carries: 'Connection ids, setup and waiting times, protocol, address, headers.',
    lacks: 'Ids of WebSockets and of failed requests; WebSockets that were refused; what workers and frames from other sites asked for, unless the tool followed these as well; connections that carried no request; how a connection closed, unless a header says so.',
    exact: 'Which connection a request used, where it has an id; whether it opened it.',
    inferred: 'The connection of a WebSocket; why a connection was opened.',
    unknowable: 'Who opened a connection ahead of its first request.',
  },
  trace: {
    id: 'trace',
    name: 'Chrome’s performance trace',
    recognised: '`traceEvents`, or a list of events with `ph` and `ts`.',
    carries: 'Connection ids, setup and waiting times, protocol.',
    lacks: 'Headers that were sent; of redirects the answer, and so the connection; CORS preflights, scripts of workers and WebSockets that were refused; ids of WebSockets and of failed requests; of a stored answer that was confirmed (304) the protocol, and that it was where its length is not told; the date, in some.',
    exact: 'Which connection a request used, where it has an id; whether it opened it.',
    inferred: 'The connection of a WebSocket; why a connection was opened.',
    unknowable: 'Who opened a connection ahead of its first request; with or without credentials.',
  },
};

/** What such a file is, and how much of it there is. */
export function aboutLog(kind: keyof typeof LOG_FORMATS, observations: readonly HarObservation[]): Omit<AboutFile, 'problems'> {
  const wired = observations.filter(({ noConnection, url }) => noConnection === null && isNetworkUrl(url));
  return {
    format: LOG_FORMATS[kind],
    creator: null,
    proxy: null,
    runs: 1,
    counts: [
      { what: 'Requests', count: observations.length, of: null },
      { what: 'With a connection id', count: wired.filter(({ reportedConnection }) => reportedConnection !== null).length, of: wired.length },
    ],
  };
}
