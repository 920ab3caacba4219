import { describe, expect, it } from 'vitest';
import { chromiumEntry, genericEntry, OPENED_TLS, type Told } from '../../test/har.ts';
import type { Reason, Verdict } from './context.ts';
import { shortKeepAlive } from './short-keep-alive.ts';
import { found, placesOf, savedOver } from './test/case.ts';

type Builder = (told: Told) => unknown;
/** One request after another, each on a new connection, each beginning `pause` ms after the one before had ended (all take 49.5 ms). */
const polled = (pauses: readonly number[], told: Told = {}, entry: Builder = chromiumEntry): readonly unknown[] => {
  let at = 0;
  return [0, ...pauses].map((pause, n) => entry({ url: `https://api.test/${n}`, id: `${n}`, timings: OPENED_TLS, ...told, at: (at += n === 0 ? 0 : pause + 49.5) }));
};
const idle = (...places: readonly number[]): Readonly<Record<number, Reason | Verdict>> => Object.fromEntries(places.map((place) => [place, 'idle-timeout']));
const count = (pauses: readonly number[], told?: Told, entry?: Builder): number => found(shortKeepAlive, polled(pauses, told, entry), { why: idle(1, 2) }).length;

describe('short-keep-alive', () => {
  it('tells the pauses, what the server says, and what it does not know', () => {
    const [finding] = found(shortKeepAlive, polled([2900.5, 3000.5], { headers: { 'Keep-Alive': 'timeout=1, max=100' } }), { why: idle(1, 2) });
    expect([placesOf(finding!), savedOver(finding!)]).toEqual([[1, 2], [[2952, 2986], [6002, 6036]]]);
    expect(finding!.evidence).toEqual([
      '2 requests came 2.9 s to 3 s after the one before and had to open a connection again: /1 and /2.',
      'The server says that it keeps idle connections for 1 s (Keep-Alive: timeout=1).',
      'That the pause is why the connection was gone is likely, not certain: the browser does not report who closed it.',
    ]);
    expect(finding!.fix.snippet).toBe('keepalive_timeout 75s;');
  });

  it('a certain verdict is told as such; a server that says nothing, too', () => {
    const certain = { reason: 'idle-timeout', confidence: 'certain' } as const;
    expect(found(shortKeepAlive, polled([100_000.5, 100_000.5]), { why: { 1: certain, 2: certain } })[0]).toMatchObject({
      evidence: [expect.stringContaining('100 s after') as string, 'The server does not say how long it keeps idle connections (no Keep-Alive header).'],
      fix: { snippet: 'keepalive_timeout 115s;' },
    });
  });

  it.each([
    [73_999.5, '75s'],
    [74_000.5, '115s'],
    [113_999.5, '115s'],
    [114_000.5, '116s 116s'],
    [120_000.5, '122s 122s'],
  ])('after pauses of %f ms: %s, with time for the way, and told to Firefox where that keeps none so long', (pause, value) => {
    expect(found(shortKeepAlive, polled([pause, pause]), { why: idle(1, 2) })[0]!.fix.snippet).toMatch(new RegExp(`^keepalive_timeout ${value};`));
  });

  it('HTTP/2 has no Keep-Alive header', () => {
    expect(found(shortKeepAlive, polled([200_000.5, 200_000.5], { httpVersion: 'h2' }), { why: idle(1, 2) })[0]!.fix.snippet).toBe('keepalive_timeout 202s;');
  });

  it('what a cache answers ends no pause', () => {
    const cached = [1000, 4000].map((at) => chromiumEntry({ url: 'https://api.test/cached', at, entry: { _fromCache: 'disk' } }));
    const entries = [...polled([2900.5, 2900.5]), ...cached];
    expect(found(shortKeepAlive, entries, { why: idle(1, 2) })[0]!.evidence[0]).toMatch(/^2 requests came 2\.9 s after the one before /);
  });

  it('one pause is no interval, two are', () => {
    expect(found(shortKeepAlive, polled([2900, 2900]), { why: idle(1) })).toEqual([]);
    expect(count([2900, 2900])).toBe(1);
  });

  it.each([
    ['Chromium', 299_000, 301_000, {}, chromiumEntry],
    ['another browser', 114_000, 116_000, {}, genericEntry],
    ['another browser, told a timeout', 299_000, 301_000, { headers: { 'Keep-Alive': 'timeout=5' } }, genericEntry],
    ['another browser over HTTP/2', 169_000, 171_000, { httpVersion: 'h2' }, genericEntry],
    ['HTTP/3', 29_000, 31_000, { httpVersion: 'h3' }, chromiumEntry],
  ] as const)('what %s itself would close, no server can keep', (_name, within, beyond, told, entry) => {
    expect([count([within, within], told, entry), count([beyond, beyond], told, entry)]).toEqual([1, 0]);
  });

  it('what the browser closes just then, no server can keep', () => {
    // 50 ms long.
    const whole = { timings: { ...OPENED_TLS, send: 1 } };
    expect([count([299_999.5, 299_999.5], whole), count([300_000.5, 300_000.5], whole)]).toEqual([1, 0]);
  });

  it('is silent where another request was under way', () => {
    const entries = [...polled([2900, 2900]), chromiumEntry({ url: 'https://api.test/long', at: 1, id: '9', timings: { ...OPENED_TLS, wait: 9000 } })];
    expect(found(shortKeepAlive, entries, { why: idle(1, 2) })).toEqual([]);
  });
});
