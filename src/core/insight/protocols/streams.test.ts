import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis, ZERO } from '../../../../e2e/playground/fixture.ts';
import { instant } from '../../base/units.ts';
import type { Request } from '../../model/request.ts';
import { only } from '../../test/read.ts';
import { writtenAt } from './moments.ts';
import { streamsOf, type Streams } from './streams.ts';

const url = 'https://shop.test/';
const streams = (requests: readonly Request[]): Streams | null => streamsOf(only(anAnalysis(requests).connections));
/** 0.3 ms of sending, then `ms` of waiting. */
const stream = (at: number, ms: number, more = {}): Request => aRequest({ url, at, conn: 1, wait: ms - 0.3, receive: 0, ...more });

describe('streams over time', () => {
  it('rise and fall; what ends as another begins does not overlap it', () => {
    const found = streams([stream(0, 10), stream(5, 10), stream(10, 10)])!;
    expect(found.over.map(({ at, open }) => [Math.round(at - ZERO), open])).toEqual([[0, 1], [5, 2], [10, 2], [15, 1], [20, 0]]);
    expect([found.peak, Math.round(found.peakAt - ZERO)]).toEqual([2, 5]);
  });

  it('begin when the request is sent, not when it began to wait', () => {
    expect(streams([stream(0, 10, { tcp: 20, tls: 30 })])!.over[0]).toEqual({ at: ZERO + 50, open: 1 });
  });

  it('one that runs stays open', () => {
    expect(streams([stream(0, 10), stream(2, 3, { running: true })])!.over.at(-1)!.open).toBe(1);
  });

  it('one of no length was a stream all the same, at its time', () => {
    const flash = stream(7, 0.3);
    const found = streams([{ ...flash, end: instant(writtenAt(flash)) }])!;
    expect([found.over, found.peak, Math.round(found.peakAt - ZERO)]).toEqual([[], 1, 7]);
  });

  it('count the priorities that the browser told', () => {
    expect([...streams([stream(0, 1), stream(0, 1)])!.priorities]).toEqual([['Low', 2]]);
    // A name that every object has; a file may say anything.
    expect([...streams([{ ...stream(0, 1), priority: 'constructor' }])!.priorities]).toEqual([['constructor', 1]]);
  });

  it('are not for connections that carry one request at a time', () => {
    expect(streams([stream(0, 10, { protocol: 'http/1.1' })])).toBeNull();
  });
});

describe('the gain over six connections of HTTP/1.1', () => {
  const together = (n: number): Streams['gain'] => streams(Array.from({ length: n }, () => stream(0, 100)))!.gain;

  it('is none for six at once', () => {
    expect(together(6)).toEqual({ queued: 0, longestWaitMs: 0, laterMs: 0 });
  });

  it.each([
    [7, 1, 100],
    [14, 8, 200],
  ])('for %i at once: %i would have waited, the last for %i ms', (n, queued, ms) => {
    const gain = together(n);
    expect([gain.queued, Math.round(gain.longestWaitMs), Math.round(gain.laterMs)]).toEqual([queued, ms, ms]);
  });

  it('leaves out what runs without end', () => {
    expect(streams(Array.from({ length: 9 }, () => stream(0, 100, { running: true })))!.gain).toEqual({ queued: 0, longestWaitMs: 0, laterMs: 0 });
  });
});
