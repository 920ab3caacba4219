import { describe, expect, it } from 'vitest';
import { OPENED_TLS, REUSED, type Told } from '../../test/har.ts';
import { coldTailLatency } from './cold-tail-latency.ts';
import { found, h2, placesOf } from './test/case.ts';

/** To the first byte: 34.5 ms more than told, all but 10.5 of it in setup. */
const cold = (n: number, ms: number, told: Told = {}): unknown => h2({ url: `https://api.test/cold${n}`, at: n * 1000, id: `c${n}`, timings: { ...OPENED_TLS, connect: 20 + ms }, ...told });
/** To the first byte: 10.5 ms. */
const warm = (n: number, told: Told = {}): unknown => h2({ url: `https://api.test/warm${n}`, at: n * 1000 + 500, id: 'c0', timings: REUSED, ...told });
const mixed = (colds: number, warms: number, ms: number): readonly unknown[] => [...Array.from({ length: colds }, (_, n) => cold(n, ms)), ...Array.from({ length: warms }, (_, n) => warm(n))];

describe('cold-tail-latency', () => {
  it('tells both, and what the later handshakes cost', () => {
    const [finding] = found(coldTailLatency, mixed(5, 5, 200));
    expect([placesOf(finding!), finding!.savingMs!.upTo]).toEqual([[0, 1, 2, 3, 4], 4 * 224]);
    expect(finding!.evidence[0]).toBe('To the first byte, not counting waits for a slot: half of 5 requests on new connections took 235 ms and more, 95 % of 5 on reused ones 11 ms at most.');
    expect(finding!.evidence[1]).toBe('Half of the requests on new connections spent 224 ms and more of that in setup.');
  });

  it('counts nothing while the first handshake ran', () => {
    const atOnce = [0, 1, 2, 3, 4].map((n) => cold(n, 200, { at: n * 2 }));
    // The first is ready at 226 ms, the last at 234.
    expect(found(coldTailLatency, [...atOnce, ...mixed(0, 5, 0)])[0]!.savingMs!.upTo).toBe(8);
  });

  it.each([
    [75.5, 0],
    [76, 1],
  ])('100 ms apart or not: %f', (wait, findings) => {
    expect(found(coldTailLatency, mixed(5, 5, wait)).length).toBe(findings);
  });

  it('is silent with four on either side', () => {
    expect(found(coldTailLatency, mixed(4, 5, 200))).toEqual([]);
    expect(found(coldTailLatency, mixed(5, 4, 200))).toEqual([]);
  });

  it('is silent where reused ones are as slow now and then', () => {
    expect(found(coldTailLatency, [...mixed(5, 5, 200), warm(9, { timings: { ...REUSED, wait: 300 } })])).toEqual([]);
  });

  it('goes by the median, not by the slowest or the quickest', () => {
    const waits = (...colds: readonly number[]): number => found(coldTailLatency, [...colds.map((ms, n) => cold(n, ms)), ...mixed(0, 5, 0)]).length;
    expect([waits(10, 10, 200, 200, 900), waits(10, 10, 10, 200, 900)]).toEqual([1, 0]);
  });

  it('is silent where the server takes its time, as with long polls, and setup is less than half of it', () => {
    const polls = (connect: number): number => found(coldTailLatency, [...Array.from({ length: 5 }, (_, n) => cold(n, 0, { timings: { ...OPENED_TLS, connect, wait: 224 } })), ...mixed(0, 5, 0)]).length;
    // 214 ms more than the setup itself.
    expect([polls(20), polls(209), polls(210)]).toEqual([0, 0, 1]);
  });

  it('names no event stream', () => {
    const stream = cold(7, 200, { url: 'https://api.test/stream', headers: { 'Content-Type': 'text/event-stream' } });
    const [finding] = found(coldTailLatency, [...mixed(5, 5, 200), stream]);
    expect(finding!.evidence.join()).not.toContain('/stream');
  });

  it('leaves out event streams', () => {
    const streams = Array.from({ length: 5 }, (_, n) => cold(n, 200, { headers: { 'Content-Type': 'text/event-stream' } }));
    expect(found(coldTailLatency, [...streams, ...mixed(0, 5, 0)])).toEqual([]);
  });

  it('does not count waits for a slot', () => {
    const stalled = Array.from({ length: 5 }, (_, n) => cold(n, 10, { timings: { ...OPENED_TLS, blocked: 500 } }));
    expect(found(coldTailLatency, [...stalled, ...mixed(0, 5, 0)])).toEqual([]);
  });
});
