import { describe, expect, it } from 'vitest';
import { appTimeoutBelowProxy } from './app-timeout-below-proxy.ts';
import { REUSED, type Told } from '../../test/har.ts';
import { found, h2, placesOf } from './test/case.ts';

/** 16 ms long. */
const WHOLE = { ...REUSED, send: 1 };
const at = (ms: number, told: Told = {}): unknown => h2({ url: 'https://api.test/orders', at: ms, id: '1', timings: WHOLE, ...told });
const bad = (ms: number, told: Told = {}): unknown => at(ms, { status: 502, ...told });
const LASTS_MS = 16;

describe('app-timeout-below-proxy', () => {
  it('502 as the first answer after a pause, twice, with good ones before and after', () => {
    const [finding] = found(appTimeoutBelowProxy, [at(0), bad(5000), at(5100), bad(11_000), at(11_100)]);
    expect(placesOf(finding!)).toEqual([1, 3]);
    expect(finding!.savingMs).toBeNull();
    expect(finding!.evidence[0]).toBe('2 requests got 502 at once, each the first after a pause of 5 s and 5.9 s: /orders.');
    expect(finding!.evidence[1]).toBe('What came before and after was answered.');
    expect(finding!.evidence[2]).toContain('a pattern, not a proof');
  });

  it('is silent on one', () => {
    expect(found(appTimeoutBelowProxy, [at(0), bad(5000), at(5100)])).toEqual([]);
  });

  it.each([
    [1999, 0],
    [2000, 1],
  ])('after pauses of %i ms: %i findings', (pause, findings) => {
    const next = LASTS_MS + pause;
    expect(found(appTimeoutBelowProxy, [at(0), bad(next), at(next + 20), bad(2 * next + 20), at(2 * next + 40)]).length).toBe(findings);
  });

  it('is silent where as many are answered after pauses as long: what fails is broken', () => {
    const polled = Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? at(i * 3000, { url: 'https://api.test/ok' }) : bad(i * 3000, { url: 'https://api.test/broken' })));
    expect(found(appTimeoutBelowProxy, polled)).toEqual([]);
    const one = [at(0), bad(5000), at(5100), bad(11_000), at(11_100), at(20_000)];
    expect(found(appTimeoutBelowProxy, one).length).toBe(1);
    expect(found(appTimeoutBelowProxy, [...one, at(30_000)])).toEqual([]);
  });

  it('counts as spared what was answered after a pause as long as the shortest that failed', () => {
    // Pauses of 5 s and 8 s fail; two of 6 s do not.
    const polled = [at(0), bad(5016), at(5100), bad(13_116), at(13_200), at(19_216), at(25_232)];
    expect([found(appTimeoutBelowProxy, polled.slice(0, -1)).length, found(appTimeoutBelowProxy, polled).length]).toEqual([1, 0]);
  });

  it('goes by what the network answered, not by a cache', () => {
    const cached = (ms: number): unknown => at(ms, { url: 'https://api.test/cached', entry: { _fromCache: 'disk' } });
    expect(found(appTimeoutBelowProxy, [at(0), bad(5000), cached(5050), bad(5100), at(5200), bad(11_000), cached(11_050), bad(11_100), at(11_200)])).toEqual([]);
  });

  it('is silent where the server is down, slow, or gives another answer', () => {
    expect(found(appTimeoutBelowProxy, [at(0), bad(5000), bad(5100), bad(11_000), bad(11_100)])).toEqual([]);
    for (const told of [{ status: 500 }, { status: 0, response: { _error: 'net::ERR_CONNECTION_RESET' } }]) expect(found(appTimeoutBelowProxy, [at(0), bad(5000), at(5100, told), bad(11_000), at(11_100)])).toEqual([]);
    const slow = { timings: { ...REUSED, wait: 1000 } };
    expect(found(appTimeoutBelowProxy, [at(0), bad(5000, slow), at(7000), bad(13_000, slow), at(15_000)])).toEqual([]);
    expect(found(appTimeoutBelowProxy, [at(0), at(5000, { status: 503 }), at(5100), at(11_000, { status: 503 }), at(11_100)])).toEqual([]);
  });
});
