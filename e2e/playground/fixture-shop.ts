import type { Analysis } from '../../src/core/model/analysis.ts';
import type { Request } from '../../src/core/model/request.ts';
import { aRequest, anAnalysis, ZERO } from './fixture.ts';

/** One page with every mark of the grammar: the design's own example. */
export function shop(): Analysis {
  const requests = [...document(), ...photos(), ...legacy(), ...graph(), ...cdn(), ...coalesced(), ...media(), ...streams(), ...without()];
  return anAnalysis(requests, {
    contentLoaded: 460,
    load: 1350,
    inferred: ['9001'],
    path: 'https://shop.example/',
    closed: {
      '762': ['connection-close', 1790],
      ...Object.fromEntries(legacy().map(({ connection, end }) => [connection, ['connection-close', end! - ZERO] as const])),
    },
  });
}

const document = (): Request[] => [
  aRequest({ url: 'https://shop.example/', at: 0, conn: 62, dns: 21, tcp: 42, tls: 44, wait: 45, receive: 12, type: 'document' }),
  ...Array.from({ length: 14 }, (_, i) =>
    aRequest({ url: `https://shop.example/a${i}.js`, at: 205 + i * 2, conn: 62, wait: 130 + i * 4, receive: 12 + i, type: 'script' }),
  ),
  aRequest({ url: 'https://shop.example/cart.json', at: 410, conn: 62, wait: 38, receive: 8 }),
];

function photos(): Request[] {
  const host = 'http://img.shop.example';
  const lanes = [258, 285, 291, 262, 297, 302];
  const first = aRequest({ url: `${host}/logo.png`, at: 250, conn: 258, protocol: 'http/1.1', dns: 14, tcp: 36, wait: 40, receive: 8, type: 'image' });
  const second = lanes.map((conn, i) =>
    aRequest({
      url: `${host}/photo/${1000 + i}.jpg`, at: 430, conn, protocol: 'http/1.1', type: 'image', wait: 256, receive: 17,
      ...(conn === 262 ? { opening: 'opened-earlier' as const } : conn === 258 ? {} : { tcp: 34 }),
    }),
  );
  const queued = lanes.map((conn, i) =>
    aRequest({ url: `${host}/photo/${1010 + i}.jpg`, at: 430, stalled: 276 + (conn === 258 || conn === 262 ? 0 : 34), conn, protocol: 'http/1.1', wait: 250, receive: 18, type: 'image' }),
  );
  const last = [297, 302].map((conn, i) =>
    aRequest({ url: `${host}/photo/${1020 + i}.jpg`, at: 435, stalled: 580, conn, protocol: 'http/1.1', wait: 240, receive: 20, type: 'image' }),
  );
  return [first, ...second, ...queued, ...last];
}

const legacy = (): Request[] =>
  Array.from({ length: 12 }, (_, i) =>
    aRequest({
      url: `http://api.legacy.example/v1/item/${i}`, at: 560 + i * 58, conn: 870 + i, protocol: 'http/1.1', tcp: 30, wait: 60, receive: 6,
      ...(i === 0 ? { dns: 24 } : {}), ...(i > 9 ? { stalled: 174 } : {}),
    }),
  );

const graph = (): Request[] => [
  aRequest({ url: 'https://graph.example/q1', at: 1190, conn: 762, dns: 20, tcp: 40, tls: 46, wait: 40, receive: 7 }),
  aRequest({ url: 'https://graph.example/q2', at: 1400, conn: 762, wait: 40, receive: 7 }),
  aRequest({ url: 'https://graph.example/q3', at: 1460, conn: 762, wait: 40, receive: 300 }),
  aRequest({ url: 'https://graph.example/q4', at: 1462, conn: 762, wait: 40, receive: 20 }),
  aRequest({ url: 'https://graph.example/q5', at: 1800, conn: 805, tcp: 42, tls: 48, wait: 42, receive: 7 }),
  aRequest({ url: 'https://graph.example/q6', at: 1940, conn: 805, wait: 42, receive: 7 }),
];

const cdn = (): Request[] => [
  aRequest({ url: 'https://cdn.shop.example/site.css', at: 180, conn: 119, opening: 'opened-earlier', wait: 40, receive: 24, type: 'stylesheet' }),
  aRequest({ url: 'https://cdn.shop.example/theme.css', at: 182, conn: 119, wait: 42, receive: 12, type: 'stylesheet' }),
  aRequest({ url: 'https://cdn.shop.example/hero.avif', at: 184, conn: 119, wait: 60, receive: 60, type: 'image' }),
  aRequest({ url: 'https://cdn.shop.example/late.avif', at: 930, conn: 119, wait: 48, receive: 10, type: 'image' }),
  aRequest({ url: 'https://cdn.shop.example/inter-var.woff2', at: 330, conn: 160, tcp: 46, tls: 50, wait: 52, receive: 36, type: 'font' }),
  aRequest({ url: 'https://cdn.shop.example/inter-italic.woff2', at: 530, conn: 160, wait: 52, receive: 24, type: 'font' }),
  aRequest({ url: 'https://cdn.shop.example/mono.woff2', at: 640, conn: 160, wait: 32, receive: 30, type: 'font' }),
  aRequest({ url: 'https://cdn.shop.example/serif.woff2', at: 660, conn: 160, wait: 50, receive: 60, type: 'font' }),
];

const coalesced = (): Request[] => [
  aRequest({ url: 'https://a.assets.example/1.js', at: 700, conn: 662, dns: 13, tcp: 36, tls: 40, wait: 38, receive: 6, type: 'script' }),
  aRequest({ url: 'https://a.assets.example/2.js', at: 900, conn: 662, wait: 44, receive: 5, type: 'script' }),
  aRequest({ url: 'https://b.assets.example/3.js', at: 1120, conn: 662, wait: 36, receive: 5, type: 'script' }),
  aRequest({ url: 'https://b.assets.example/4.js', at: 1175, conn: 662, wait: 36, receive: 5, type: 'script' }),
  aRequest({ url: 'https://b.assets.example/anon.js', at: 930, conn: 689, tcp: 38, tls: 42, wait: 40, receive: 5, type: 'script' }),
  aRequest({ url: 'https://b.assets.example/anon2.js', at: 1070, conn: 689, wait: 36, receive: 5, type: 'script' }),
];

const media = (): Request[] =>
  Array.from({ length: 10 }, (_, i) =>
    aRequest({ url: `https://media.example/seg${i}.m4s`, at: 430 + (i === 0 ? 0 : 90 + i * 16), conn: 562, protocol: 'h3', wait: 42, receive: 20, type: 'media', ...(i === 0 ? { tls: 47 } : {}) }),
  );

const streams = (): Request[] => [
  aRequest({ url: 'http://events.example/boot', at: 1000, conn: 857, protocol: 'http/1.1', tcp: 41, wait: 30, receive: 5 }),
  aRequest({ url: 'http://events.example/sse', at: 1150, conn: 857, protocol: 'http/1.1', wait: 60, receive: 1600, contentType: 'text/event-stream', type: 'eventsource' }),
  aRequest({ url: 'http://events.example/ack', at: 2700, conn: 859, opening: 'opened-earlier', protocol: 'http/1.1', wait: 30, receive: 4 }),
  aRequest({ url: 'ws://live.shop.example/feed', at: 880, conn: 9001, opening: 'opened-earlier', protocol: 'ws', wait: 36, receive: 9000, type: 'websocket', inferred: true }),
  aRequest({ url: 'https://fonts.thirdparty.example/a.woff2', at: 1500, unknown: 'cross-origin', wait: 120, type: 'font' }),
  aRequest({ url: 'https://status.example/ping', at: 10_100, conn: 1070, protocol: 'http/1.1', tcp: 32, wait: 20, receive: 3 }),
  aRequest({ url: 'https://status.example/ping', at: 240, conn: 958, protocol: 'http/1.1', tcp: 46, wait: 30, receive: 3 }),
];

const without = (): Request[] => [
  aRequest({ url: 'https://shop.example/a0.js', at: 190, none: 'memory-cache', wait: 1, receive: 10 }),
  aRequest({ url: 'https://shop.example/a1.js', at: 410, none: 'disk-cache', wait: 1, receive: 10 }),
  aRequest({ url: 'https://ads.example/track.js', at: 505, none: 'blocked', wait: 1, receive: 10 }),
  aRequest({ url: 'https://shop.example/sw/data.json', at: 765, none: 'service-worker', wait: 5, receive: 5 }),
  aRequest({ url: 'https://gone.example/x.js', at: 1120, none: 'failed', wait: 30, receive: 5, status: 0 }),
];
