import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { heldUpBeforeLoad } from './held-up-before-load.ts';

const url = 'https://shop.example/';
const msOf = (told: Parameters<typeof aRequest>[0][], load = 100): number | null | undefined => heldUpBeforeLoad(anAnalysis(told.map(aRequest), { load }))[0]?.heldUp.value?.ms;

describe('held up before load', () => {
  it('is the time in which at least one request was in setup or stalled, overlaps once', () => {
    expect(heldUpBeforeLoad(anAnalysis([aRequest({ url, at: 0, conn: 1, tcp: 20, tls: 30 }), aRequest({ url, at: 40, conn: 2, stalled: 25 })], { load: 100 }))).toEqual([
      { page: 'page_1', heldUp: { value: { ms: 65, ofMs: 100 }, because: null }, needed: 2 },
    ]);
  });

  it('ends with load: what began before counts until then, what began then not at all', () => {
    const first = { url, at: 0, conn: 1 };
    expect(msOf([first, { url, at: 90, conn: 2, tcp: 50 }])).toBe(10);
    expect(msOf([first, { url, at: 99, conn: 2, tcp: 50 }])).toBe(1);
    expect(msOf([first, { url, at: 100, conn: 2, tcp: 50 }])).toBe(0);
  });

  it('needs what began before load, not what began with it', () => {
    const needed = (at: number): number | undefined => heldUpBeforeLoad(anAnalysis([aRequest({ url, at: 0, conn: 1 }), aRequest({ url, at, conn: 2 })], { load: 100 }))[0]?.needed;
    expect([needed(99), needed(100)]).toEqual([2, 1]);
  });

  it('counts a stall from 20 ms on, as the headline does', () => {
    expect(msOf([{ url, at: 0, conn: 1, stalled: 19 }])).toBe(0);
    expect(msOf([{ url, at: 0, conn: 1, stalled: 20 }])).toBe(20);
  });

  it.each([
    ['a beacon', { type: 'ping', conn: 2 }, 0],
    ['a prefetch', { type: 'prefetch', conn: 2 }, 0],
    ['a WebSocket', { protocol: 'wss', conn: 2 }, 0],
    ['what came from a cache', { none: 'memory-cache' }, 0],
    ['a fetch', { type: 'fetch', conn: 2 }, 40],
    ['a request of a kind that nobody names', { type: '', conn: 2 }, 40],
  ] as const)('%s is needed, or not', (_name, told, ms) => {
    expect(msOf([{ url, at: 0, conn: 1 }, { url, at: 10, tcp: 40, ...told }])).toBe(ms);
  });

  it('is not known without a load event', () => {
    const [page] = heldUpBeforeLoad(anAnalysis([aRequest({ url, at: 0, conn: 1, tcp: 20 })]));
    expect(page?.heldUp).toEqual({ value: null, because: 'no-load-event' });
  });

  it('counts a request for its own page only', () => {
    const other = { ...aRequest({ url, at: 10, conn: 2, tcp: 40 }), page: 'page_2' };
    expect(heldUpBeforeLoad(anAnalysis([aRequest({ url, at: 0, conn: 1 }), other], { load: 100 }))[0]?.heldUp.value?.ms).toBe(0);
  });

  it('never exceeds the load of any page of any recording', () => {
    inAnyRecording((analysis) => {
      const pages = heldUpBeforeLoad(analysis);
      expect(pages.map(({ page }) => page)).toEqual(analysis.pages.map(({ id }) => id));
      for (const { heldUp } of pages) {
        if (heldUp.value === null) continue;
        expect(heldUp.value.ms).toBeGreaterThanOrEqual(0);
        expect(heldUp.value.ms).toBeLessThanOrEqual(heldUp.value.ofMs);
      }
    });
  });
});
