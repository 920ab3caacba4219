import { describe, expect, it } from 'vitest';
import { aRequest, ZERO } from '../../../../e2e/playground/fixture.ts';
import { heldUpBetween } from './needed.ts';

const url = 'https://shop.example/';
/** In the first 100 ms. */
const heldUpMs = (...told: Parameters<typeof aRequest>[0][]): number => heldUpBetween(told.map(aRequest), ZERO, ZERO + 100);

describe('held up', () => {
  it('is the time in which at least one request was in setup or stalled, overlaps once', () => {
    expect(heldUpMs({ url, at: 0, conn: 1, tcp: 20, tls: 30 }, { url, at: 40, conn: 2, stalled: 25 })).toBe(65);
  });

  it('ends with its stretch of time: what began before counts until then, what began then not at all', () => {
    const first = { url, at: 0, conn: 1 };
    expect(heldUpMs(first, { url, at: 90, conn: 2, tcp: 50 })).toBe(10);
    expect(heldUpMs(first, { url, at: 99, conn: 2, tcp: 50 })).toBe(1);
    expect(heldUpMs(first, { url, at: 100, conn: 2, tcp: 50 })).toBe(0);
  });

  it('counts a stall from 20 ms on, as the headline does', () => {
    expect(heldUpMs({ url, at: 0, conn: 1, stalled: 19 })).toBe(0);
    expect(heldUpMs({ url, at: 0, conn: 1, stalled: 20 })).toBe(20);
  });

  it.each([
    ['a beacon', { type: 'ping', conn: 2 }, 0],
    ['a prefetch', { type: 'prefetch', conn: 2 }, 0],
    ['a WebSocket', { protocol: 'wss', conn: 2 }, 0],
    ['what came from a cache', { none: 'memory-cache' }, 0],
    ['a fetch', { type: 'fetch', conn: 2 }, 40],
    ['a request of a kind that nobody names', { type: '', conn: 2 }, 40],
  ] as const)('%s is needed, or not', (_name, told, ms) => {
    expect(heldUpMs({ url, at: 0, conn: 1 }, { url, at: 10, tcp: 40, ...told })).toBe(ms);
  });
});
