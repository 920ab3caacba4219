import { execFileSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Agent, get as httpGet, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect as connectH2, type ClientHttp2Session } from 'node:http2';
import { Agent as SecureAgent, get as httpsGet } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { APART, hosts, type OriginName, type ServerName } from './site/addresses.ts';
import type { Mark, TruthRequest } from './site/log.ts';
import { startQuicRelay } from './site/quic-relay.ts';
import { startSite, type Site } from './site/site.ts';
import { stories } from './site/stories.ts';
import { storyUrl } from './site/story.ts';

let site: Site;
let mark: Mark;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());
beforeEach(() => {
  mark = site.log.mark();
});

const to127 = ((_name: string, options: { all?: boolean }, done: (...answer: unknown[]) => void) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)) as never;

interface Fetched {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Asks an HTTP/1 server, as a browser with these sockets would. */
async function ask(origin: OriginName, path: string, agent: Agent): Promise<Fetched> {
  const url = site.origins[origin] + path;
  const options: RequestOptions = { agent, lookup: to127 };
  const request = url.startsWith('https') ? httpsGet(url, { ...options, ca: site.certificates.ca }) : httpGet(url, options);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

const keepAlive = (maxSockets = 1): Agent => new Agent({ keepAlive: true, maxSockets });

function dialH2(origin: OriginName): ClientHttp2Session {
  const { port, hostname } = new URL(site.origins[origin]);
  return connectH2(site.origins[origin], {
    ca: site.certificates.ca,
    lookup: to127,
    servername: hostname,
    port: Number(port),
  } as never);
}

async function askH2(session: ClientHttp2Session, path: string, authority?: string): Promise<number> {
  const stream = session.request({ ':path': path, ...(authority ? { ':authority': authority } : {}) });
  const [headers] = (await once(stream, 'response')) as [{ ':status'?: number }];
  stream.resume();
  await once(stream, 'close');
  return headers[':status'] ?? 0;
}

const told = (): readonly TruthRequest[] => site.log.since(mark).requests;
const ordinals = (): number[] => told().map((request) => request.ordinal);
const socketsOf = (server: ServerName): number =>
  new Set(told().flatMap((request) => (request.server === server ? [request.connection] : []))).size;

describe('the log names sockets', () => {
  test('keep-alive: one socket, counted requests', async () => {
    const agent = keepAlive();
    for (let i = 0; i < 3; i++) await ask('h1', `/data?r=${i}`, agent);
    agent.destroy();
    expect(socketsOf('h1')).toBe(1);
    expect(ordinals()).toEqual([1, 2, 3]);
    expect(told().map((request) => request.url)).toEqual([0, 1, 2].map((i) => `${site.origins.h1}/data?r=${i}`));
    await site.log.until(() => site.log.since(mark).connections[0]?.closedAt !== undefined);
  });

  test('six sockets for twelve requests that are held', async () => {
    const agent = keepAlive(6);
    await Promise.all(Array.from({ length: 12 }, (_, i) => ask('h1', `/data?delay=200&r=${i}`, agent)));
    agent.destroy();
    expect(socketsOf('h1')).toBe(6);
    const [first, ...rest] = told().map((request) => request.at);
    expect(rest.filter((at) => at - (first ?? 0) >= 190)).toHaveLength(6);
  });

  test('a socket that nobody used is in it too', async () => {
    const socket = connectTcp(Number(new URL(site.origins.cdn).port), '127.0.0.1');
    await once(socket, 'connect');
    const port = socket.localPort;
    await site.log.until(() => site.log.since(mark).connections.length === 1);
    socket.destroy();
    await site.log.until(() => site.log.since(mark).connections[0]?.closedAt !== undefined);
    expect(site.log.since(mark).connections[0]).toMatchObject({ server: 'cdn', clientPort: port });
    expect(told()).toEqual([]);
  });

  test.each([
    ['close', 4, [1, 1, 1, 1]],
    ['max3', 2, [1, 2, 3, 1]],
    ['http10', 4, [1, 1, 1, 1]],
    ['tls', 1, [1, 2, 3, 4]],
    ['far', 2, [1, 2, 1, 2]],
  ] as const)('%s: %i sockets for four requests', async (origin, sockets, expected) => {
    const agent = origin === 'tls' || origin === 'far' ? new SecureAgent({ keepAlive: true, maxSockets: 1 }) : keepAlive();
    for (let i = 0; i < 4; i++) expect((await ask(origin, `/data?r=${i}`, agent)).status).toBe(200);
    agent.destroy();
    expect(socketsOf(origin)).toBe(sockets);
    expect(ordinals()).toEqual(expected);
    expect(new Set(told().map((request) => request.protocol))).toEqual(new Set([origin === 'http10' ? 'http/1.0' : 'http/1.1']));
  });

  test('a server that closes after 1 s', async () => {
    // a bare socket: node's own agent heeds the server's Keep-Alive header and hangs up first
    const socket = connectTcp(Number(new URL(site.origins.idle).port), '127.0.0.1');
    socket.write('GET /data?r=1 HTTP/1.1\r\nHost: idle.test\r\n\r\n');
    socket.resume();
    await once(socket, 'end');
    socket.destroy();
    await site.log.until(() => site.log.since(mark).connections[0]?.closedAt !== undefined);
    const { openedAt = 0, closedAt = 0 } = site.log.since(mark).connections[0] ?? {};
    expect(closedAt - openedAt).toBeGreaterThan(900);
  });

  test('HTTP/2: two hosts on one session', async () => {
    const session = dialH2('h2');
    await askH2(session, '/data?r=1');
    await Promise.all([askH2(session, '/data?r=2', new URL(site.origins.h2img).host), askH2(session, '/img?r=3')]);
    session.close();
    expect(socketsOf('h2')).toBe(1);
    expect(ordinals()).toEqual([1, 2, 3]);
    expect(told().map((request) => request.protocol)).toEqual(['h2', 'h2', 'h2']);
    expect(told()[1]?.url).toBe(`${site.origins.h2img}/data?r=2`);
  });

  test('GOAWAY: what runs is finished, and then the session closes', async () => {
    const session = dialH2('goaway');
    const heard = once(session, 'goaway');
    const slow = askH2(session, '/data?delay=300&r=1');
    await site.log.until(() => told().length === 1);
    expect(await askH2(session, '/goaway?r=2')).toBe(200);
    expect((await heard)[0]).toBe(0);
    expect(await slow).toBe(200);
    await site.log.until(() => site.log.since(mark).connections[0]?.closedAt !== undefined);
    expect(socketsOf('goaway')).toBe(1);
  });

  test('WebSockets: open until they close; rejected with 403', async () => {
    const url = site.origins.h1.replace('http', 'ws');
    const socket = new WebSocket(`${url}/ws?r=1`, { lookup: to127 } as never);
    await once(socket, 'message');
    expect(told()[0]).toMatchObject({ websocket: true, url: `${url}/ws?r=1`, ordinal: 1 });
    expect(told()[0]).not.toHaveProperty('endedAt');
    socket.close();
    await site.log.until(() => told()[0]?.endedAt !== undefined);
    expect(told()[0]?.status).toBe(101);
    const rejected = new WebSocket(`${url}/ws-rejected?r=2`, { lookup: to127 } as never);
    expect(String((await once(rejected, 'error'))[0])).toContain('403');
    await site.log.until(() => told()[1]?.status === 403);
  });

  test('a reset ends with status 0, a refused connection is never seen', async () => {
    await expect(ask('cdn', '/reset?r=1', keepAlive())).rejects.toThrow();
    await site.log.until(() => told()[0]?.status === 0);
    await expect(ask('refused', '/data?r=2', keepAlive())).rejects.toThrow('ECONNREFUSED');
    expect(told()).toHaveLength(1);
  });

  test("Caddy's own log, over HTTP/2", async ({ skip }) => {
    if (!site.h3.available) return skip(site.h3.reason);
    const session = dialH2('h3');
    const before = Date.now();
    expect(await askH2(session, '/data?delay=100&r=1')).toBe(200);
    expect(await askH2(session, '/data?r=2')).toBe(200);
    await site.settled();
    session.close();
    expect(socketsOf('h3')).toBe(1);
    const [first, second] = told();
    expect(first).toMatchObject({ protocol: 'h2', ordinal: 1, status: 200, url: `${site.origins.h3}/data?delay=100&r=1` });
    expect(second?.ordinal).toBe(2);
    expect(first?.at).toBeGreaterThan(before - 5);
    expect((first?.endedAt ?? 0) - (first?.at ?? 0)).toBeGreaterThan(95);
  });
});

describe('the ways to the servers', () => {
  test('a server far away: there and back for the connect, for TLS and for each answer, and what is said stays in order', async () => {
    const agent = new SecureAgent({ keepAlive: true, maxSockets: 1 });
    const timed = async (path: string): Promise<[ms: number, body: string]> => {
      const before = performance.now();
      const { body } = await ask('far', path, agent);
      return [performance.now() - before, body];
    };
    const [cold] = await timed('/data?r=1');
    const [warm, body] = await timed('/slowbody?chunks=40&every=1&r=2');
    agent.destroy();
    expect([cold >= 890, warm >= 290]).toEqual([true, true]);
    expect(body).toBe('x'.repeat(40 * 256));
  });

  test('a relay for QUIC: one socket for each client while it is open; who comes when it is cut is refused at once', async () => {
    const bound = async (): Promise<Socket> => {
      const socket = createSocket('udp4').bind(0, '127.0.0.1');
      await once(socket, 'listening');
      return socket;
    };
    const server = (await bound()).on('message', (_, { port }) => server.send(String(port), port, '127.0.0.1'));
    const relay = await startQuicRelay(server.address().port);
    const [one, other] = [createSocket('udp4'), createSocket('udp4')];
    const say = async (client: Socket): Promise<string> => {
      client.send('hello');
      return String(((await once(client, 'message')) as [Buffer])[0]);
    };
    for (const client of [one, other]) {
      client.connect(relay.port, '127.0.0.1');
      await once(client, 'connect');
    }
    await expect(say(one)).rejects.toThrow('ECONNREFUSED');
    relay.open();
    const [first, again, another] = [await say(one), await say(one), await say(other)];
    expect([first === again, first === another]).toEqual([true, false]);
    await relay.cut();
    await expect(say(one)).rejects.toThrow('ECONNREFUSED');
    relay.open();
    expect(await say(other)).not.toBe(another);
    for (const socket of [one, other, server]) socket.close();
    await relay.close();
  });

  test('the way to HTTP/3 is offered where there is one, and cutting it ends the connections over TCP', async () => {
    const session = dialH2('cutoff');
    const stream = session.request({ ':path': '/data' });
    const [headers] = (await once(stream, 'response')) as [Record<string, string>];
    expect(headers['alt-svc']).toEqual(site.h3.available ? expect.stringMatching(/^h3=":\d+"/) : undefined);
    await Promise.all([once(session, 'close'), ask('h1', '/quic/cut', keepAlive())]);
    await site.log.until(() => site.log.since(mark).connections.find(({ server }) => server === 'cutoff')?.closedAt !== undefined);
  });
});

describe('what the servers say', () => {
  test('headers: CORS reflected, timing allowed unless withheld, nothing stored', async () => {
    const agent = keepAlive();
    const plain = await ask('h1', '/data', agent);
    expect(plain.headers).toMatchObject({ 'cache-control': 'no-store', 'timing-allow-origin': '*' });
    expect((await ask('h1', '/data?notao', agent)).headers).not.toHaveProperty('timing-allow-origin');
    agent.destroy();
  });

  test('every story has a page that plays a script, at an address of its own', async () => {
    const agent = keepAlive();
    for (const story of stories) {
      expect(storyUrl(story, site)).not.toBe(storyUrl(story, site));
      for (const name of Object.keys(story.pages)) {
        const url = new URL(storyUrl(story, site, name));
        const page = await ask('h1', url.pathname + url.search, agent);
        expect(page.status, story.id).toBe(200);
        expect(page.body).toContain('play(async');
      }
    }
    agent.destroy();
    expect(new Set(stories.map((story) => story.id)).size).toBe(stories.length);
  });

  test('the certificate: a chain to our authority, with every host in it', () => {
    const { caFile, leafFile, spki } = site.certificates;
    expect(execFileSync('openssl', ['verify', '-x509_strict', '-CAfile', caFile, leafFile], { encoding: 'utf8' })).toContain('OK');
    const names = execFileSync('openssl', ['x509', '-in', leafFile, '-noout', '-ext', 'subjectAltName'], { encoding: 'utf8' });
    for (const host of hosts.filter((name) => !APART.includes(name))) expect(names).toContain(`DNS:${host}`);
    expect(Buffer.from(spki, 'base64')).toHaveLength(32);
  });
});
