import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../../e2e/playground/fixture.ts';
import type { Analysis } from '../../model/analysis.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { only } from '../../test/read.ts';
import { coldWarm, type Distribution } from './cold-warm.ts';

const url = 'https://shop.example/';
type Told = Parameters<typeof aRequest>[0];
const analysisOf = (...told: Omit<Told, 'url' | 'at'>[]): Analysis => anAnalysis(told.map((one, index) => aRequest({ url, at: index * 1000, ...one })));
const ms = ({ percentiles }: Distribution): readonly number[] | null => percentiles && [percentiles.p50.ms, percentiles.p95.ms, percentiles.p99.ms].map((time) => Math.round(time * 10) / 10);

describe('cold and warm', () => {
  it('are told apart, counted from the setup on, stalls left out', () => {
    const waits = [10, 20, 30, 40, 50];
    const { cold, warm, origin, protocol } = only(coldWarm(analysisOf(...waits.map((wait, index) => ({ conn: index, stalled: 300, tcp: 20, tls: 30, wait, receive: 5 })), ...waits.map((wait) => ({ conn: 1, stalled: 300, wait, receive: 5 })))));
    expect([origin, protocol]).toEqual(['https://shop.example', 'h2']);
    // 50 of setup, 0.3 of sending, then the wait; and 5 of receiving.
    expect([ms(cold.firstByte), ms(cold.total)]).toEqual([[80.3, 100.3, 100.3], [85.3, 105.3, 105.3]]);
    expect([ms(warm.firstByte), ms(warm.total)]).toEqual([[30.3, 50.3, 50.3], [35.3, 55.3, 55.3]]);
  });

  it('of fewer than five requests say nothing but their number', () => {
    const four = Array.from({ length: 4 }, () => ({ conn: 1 }));
    expect(only(coldWarm(analysisOf(...four))).warm.firstByte).toMatchObject({ n: 4, percentiles: null });
    expect(only(coldWarm(analysisOf(...four, { conn: 1 }))).warm.firstByte.percentiles).not.toBeNull();
  });

  it('name the request behind each figure', () => {
    const analysis = analysisOf({ conn: 1 }, { conn: 1, wait: 90 }, { conn: 1 }, { conn: 1 }, { conn: 1 });
    expect(only(coldWarm(analysis)).warm.firstByte.percentiles?.p95.request).toBe(analysis.requests[1]?.id);
  });

  it.each([
    ['opened earlier', { conn: 1, opening: 'opened-earlier' as const }],
    ['unknown', { unknown: 'no-id' as const }],
    ['a failure', { conn: 1, status: 0 }],
    ['a WebSocket', { conn: 1, protocol: 'wss' as const }],
    ['an event stream', { conn: 1, contentType: 'Text/Event-Stream; charset=utf-8' }],
  ])('leave out what is %s', (_name, told) => {
    expect(coldWarm(analysisOf(told))).toEqual([]);
  });

  it('keep protocols of one origin apart, and a running request out of the totals', () => {
    const both = coldWarm(analysisOf({ conn: 1, running: true }, { conn: 2, protocol: 'h3' }));
    expect(both.map(({ protocol, warm }) => [protocol, warm.firstByte.n, warm.total.n])).toEqual([['h2', 1, 0], ['h3', 1, 1]]);
  });

  it('have no total of an answer that broke off', () => {
    const { warm } = only(coldWarm(anAnalysis([{ ...aRequest({ url, at: 0, conn: 1 }), error: 'net::ERR_ABORTED' }])));
    expect([warm.firstByte.n, warm.total.n]).toEqual([1, 0]);
  });

  it('in any recording are in order, and as many as were compared', () => {
    inAnyRecording((analysis) => {
      const all = coldWarm(analysis);
      for (const { cold, warm } of all) {
        for (const { n, percentiles } of [cold.firstByte, cold.total, warm.firstByte, warm.total]) {
          expect(percentiles === null).toBe(n < 5);
          if (percentiles === null) continue;
          expect(percentiles.p50.ms).toBeLessThanOrEqual(percentiles.p95.ms);
          expect(percentiles.p95.ms).toBeLessThanOrEqual(percentiles.p99.ms);
          expect(percentiles.p50.ms).toBeGreaterThanOrEqual(0);
        }
      }
      expect(all.reduce((sum, { cold }) => sum + cold.total.n, 0)).toBeLessThanOrEqual(analysis.totals.new);
      expect(all.reduce((sum, { warm }) => sum + warm.total.n, 0)).toBeLessThanOrEqual(analysis.totals.reused);
    });
  });
});
