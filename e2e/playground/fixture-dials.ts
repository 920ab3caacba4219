import type { Analysis } from '../../src/core/model/analysis.ts';
import type { Request } from '../../src/core/model/request.ts';
import { aRequest, anAnalysis } from './fixture.ts';

/** A WebSocket that is dialled every second, one that backs off, and an EventSource. */
export function dialled(): Analysis {
  return anAnalysis([
    aRequest({ url: 'https://shop.example/', at: 0, conn: 1, dns: 12, tcp: 30, tls: 32, wait: 60, type: 'document' }),
    ...chain('wss://live.shop.example/feed', 100, 200, [1004, 998, 1010, 1002, 1006, 1001]),
    ...chain('wss://chat.shop.example/room', 110, 150, [3, 810, 1430, 2100, 7600, 15_900, 26_000, 29_000]),
    ...chain('https://events.shop.example/sse', 2, 300, [3000, 3002, 3001]),
  ], { load: 400, path: 'https://shop.example/', inferred: Array.from({ length: 30 }, (_, i) => `${100 + i}`) });
}

/** Each is open for 700 ms, and dialled again so long after its end. */
function chain(url: string, conn: number, from: number, delays: readonly number[]): readonly Request[] {
  let at = from;
  const isSocket = url.startsWith('wss:');
  return [0, ...delays].map((delay, i) => {
    at += delay;
    const request = aRequest({ url, at, conn: isSocket ? conn + i : conn, wait: 24, receive: 700, ...(isSocket ? { protocol: 'wss', status: 101, opening: 'new', type: 'websocket', inferred: true } : { ...(i === 0 ? { tcp: 30, tls: 32 } : {}), type: 'eventsource', contentType: 'text/event-stream' }) });
    at = (request.end ?? 0) - request.start + at;
    return request;
  });
}
