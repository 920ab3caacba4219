/**
 * Captures of any size, the same for the same size: about 3 kB of HAR per
 * entry in Chromium's own shape, HTTP/1.1, HTTP/2 and HTTP/3 mixed, HTTP/1.1
 * with six slots and queues. No clock and no `Math.random`.
 */

/** Entries in order of start, and how many origins they are of. */
const originsFor = (count: number): number => (count >= 100_000 ? 12_000 : count >= 10_000 ? 1500 : 250);

const BEGIN = Date.UTC(2026, 0, 1);
/** Requests per second: a busy page, not a flood. */
const PER_SECOND = 1000;
const SLOTS = 6;

export interface Entry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: { readonly url: string };
  readonly _connectionId: string;
}

/** The whole file as text. */
export function harText(count: number): string {
  const make = entryMaker(count);
  const parts: string[] = [];
  for (let i = 0; i < count; i++) parts.push(JSON.stringify(make(i)));
  const page = { startedDateTime: new Date(BEGIN).toISOString(), id: 'page_1', title: 'https://shop0.example/', pageTimings: { onContentLoad: 900, onLoad: 2400 } };
  return `{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[${JSON.stringify(page)}],"entries":[${parts.join(',')}]}}`;
}

interface Socket {
  readonly id: string;
  freeAt: number;
  uses: number;
}

/** Makes entry 0, 1, 2, … in turn; each depends on those before it. */
export function entryMaker(count: number): (i: number) => Entry {
  const random = randomNumbers(42);
  const origins = originsFor(count);
  const pools = new Map<number, Socket[]>();
  let sockets = 100;
  const open = (pool: Socket[]): Socket => {
    const socket = { id: String((sockets += 1)), freeAt: 0, uses: 0 };
    pool.push(socket);
    return socket;
  };
  return (i) => {
    // A few origins have most of the requests, as on real pages.
    const origin = i < origins ? i : Math.floor(origins * random() ** 3);
    const protocol = PROTOCOLS[origin % PROTOCOLS.length]!;
    const asked = (i / PER_SECOND) * 1000;
    const pool = pools.get(origin) ?? [];
    pools.set(origin, pool);
    const wait = 10 + Math.floor(random() * 60);
    const receive = 1 + Math.floor(random() * 30);
    const isSerial = protocol === 'http/1.1';
    const free = isSerial ? pool.find(({ freeAt }) => freeAt <= asked) : pool[0];
    const socket = free ?? (isSerial && pool.length >= SLOTS ? pool.reduce((first, one) => (one.freeAt < first.freeAt ? one : first)) : open(pool));
    const blocked = Math.max(socket.freeAt - asked, 0) * (isSerial ? 1 : 0) + 1;
    const isNew = socket.uses === 0;
    const setup = isNew ? { dns: 4, connect: 30, ssl: 18 } : { dns: -1, connect: -1, ssl: -1 };
    const timings = { blocked, ...setup, send: 0.2, wait, receive, _blocked_queueing: 0.6, _workerStart: -1, _workerReady: -1, _workerFetchStart: -1, _workerRespondWithSettled: -1 };
    const time = blocked + (isNew ? 34 : 0) + 0.2 + wait + receive;
    socket.uses += 1;
    if (isSerial) socket.freeAt = asked + time;
    const scheme = isSerial ? 'http' : 'https';
    return {
      _connectionId: socket.id,
      _initiator: { type: 'parser', url: 'https://shop0.example/', lineNumber: i % 900 },
      _priority: 'Medium',
      _resourceType: TYPES[i % TYPES.length],
      cache: {},
      connection: isSerial ? '80' : '443',
      pageref: 'page_1',
      request: {
        method: 'GET',
        url: `${scheme}://shop${origin}.example/assets/${i.toString(36)}/bundle.js?version=${(i * 7919) % 100_003}`,
        httpVersion: protocol,
        headers: headers('request', i),
        queryString: [{ name: 'version', value: String((i * 7919) % 100_003) }],
        cookies: [],
        headersSize: -1,
        bodySize: 0,
      },
      response: {
        status: 200,
        statusText: isSerial ? 'OK' : '',
        httpVersion: protocol,
        headers: headers('response', i),
        cookies: [],
        content: { size: 4000 + (i % 9000), mimeType: 'text/javascript' },
        redirectURL: '',
        headersSize: -1,
        bodySize: -1,
        _transferSize: 4200 + (i % 9000),
        _error: null,
        _fetchedViaServiceWorker: false,
      },
      serverIPAddress: `10.${origin >> 16}.${(origin >> 8) & 255}.${origin & 255}`,
      startedDateTime: new Date(BEGIN + asked).toISOString(),
      time,
      timings,
    } as Entry;
  };
}

const PROTOCOLS = ['h2', 'http/1.1', 'h2', 'h3', 'h2', 'http/1.1'] as const;
const TYPES = ['script', 'image', 'fetch', 'stylesheet', 'image', 'font', 'xhr'] as const;

const NAMES = {
  request: ['accept', 'accept-encoding', 'accept-language', 'cache-control', 'pragma', 'priority', 'referer', 'sec-ch-ua', 'sec-ch-ua-mobile', 'sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site', 'user-agent'],
  response: ['accept-ranges', 'age', 'alt-svc', 'cache-control', 'content-encoding', 'content-length', 'content-type', 'date', 'etag', 'last-modified', 'server', 'strict-transport-security', 'timing-allow-origin', 'vary', 'x-cache'],
} as const;

const headers = (kind: keyof typeof NAMES, i: number): readonly { readonly name: string; readonly value: string }[] =>
  NAMES[kind].map((name, k) => ({ name, value: `${name}-value-${(i * 31 + k * 17) % 1009}-of-a-usual-length` }));

/** mulberry32: 0 <= x < 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
