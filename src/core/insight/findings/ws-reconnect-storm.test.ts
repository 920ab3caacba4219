import { describe, expect, it } from 'vitest';
import { firefoxEntry, socketEntry } from '../../test/har.ts';
import { found, placesOf } from './test/case.ts';
import { wsReconnectStorm } from './ws-reconnect-storm.ts';

/** Dialled, open for `livesMs` after a handshake of 5 ms, and dialled again after each delay. */
const dialled = (delays: readonly number[], livesMs = 900, status = 101): readonly unknown[] => {
  let at = 0;
  return [0, ...delays].map((delay, n) => {
    at += n === 0 ? 0 : 5 + livesMs + delay;
    return socketEntry({ url: `wss://live.test/feed?try=${n}`, at, status, timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 5, receive: livesMs, _blocked_queueing: -1 } });
  });
};
const ON_A_PAGE = { load: 100 };
const count = (delays: readonly number[], livesMs?: number): number => found(wsReconnectStorm, dialled(delays, livesMs), ON_A_PAGE).length;

describe('ws-reconnect-storm', () => {
  it('the same delay each time', () => {
    const [finding] = found(wsReconnectStorm, dialled([1000, 1010, 990]), ON_A_PAGE);
    expect([placesOf(finding!), finding!.origin, finding!.savingMs]).toEqual([[0, 1, 2, 3], 'wss://live.test', null]);
    expect(finding!.evidence).toEqual([
      '/feed was dialled 4 times in a row, each but the first 990 ms to 1 s after the socket before it had ended: the delays do not grow.',
      '0 of 4 dials never opened.',
      'All were open before they ended; who closed them, and why, is not in the recording. The page may have meant to.',
    ]);
    expect([finding!.severity, finding!.confidence]).toEqual(['low', 'certain']);
  });

  it('is silent where nobody says on which page it was: it may have been several', () => {
    expect(found(wsReconnectStorm, dialled([1000, 1010, 990]))).toEqual([]);
  });

  it('two redials are not yet a storm, three are', () => {
    expect([count([1000, 1000]), count([1000, 1000, 1000])]).toEqual([0, 1]);
  });

  it('at once each time, whatever the ratio of such short times', () => {
    expect(count([2, 30, 90])).toBe(1);
  });

  it('a fixed timer in a busy browser: up to 99 ms apart, or up to half of it', () => {
    expect([count([150, 249, 160]), count([150, 251, 160]), count([1000, 1499, 1000]), count([1000, 1501, 1000])]).toEqual([1, 0, 1, 0]);
  });

  it.each([
    ['a doubling backoff', [500, 1000, 2000, 4000]],
    ['one that grows half as fast', [1000, 1500, 2250]],
    ['one that is still short', [50, 100, 190]],
    ['a backoff whose beginning hardly grows', [540, 550, 740, 1020, 1470]],
    ['a backoff that has reached its limit', [1000, 2000, 4000, 4000, 4000]],
    ['long delays', [5000, 5000, 5000]],
  ])('is silent on %s', (_name, delays) => {
    expect(count(delays)).toBe(0);
  });

  it('5 s is long enough, 4.9 s is not', () => {
    expect([count([4990, 4990, 4990]), count([5000, 5000, 5000])]).toEqual([1, 0]);
  });

  it('is silent where each lived for a minute', () => {
    expect([count([1000, 1000, 1000], 59_000), count([1000, 1000, 1000], 60_000)]).toEqual([1, 0]);
  });

  it('is silent where the ends are not known', () => {
    expect(found(wsReconnectStorm, [0, 1000, 2000, 3000].map((at) => firefoxEntry({ url: 'ws://live.test/feed', at, status: 101 })), ON_A_PAGE)).toEqual([]);
  });

  it('counts those that never opened', () => {
    const refused = dialled([1000, 1000, 1000], 0, 503);
    const [finding] = found(wsReconnectStorm, refused, ON_A_PAGE);
    expect([finding!.severity, ...finding!.evidence.slice(1)]).toEqual(['high', '4 of 4 dials never opened.']);
  });
});
