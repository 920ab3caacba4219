import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRequest } from '../../../../e2e/playground/fixture.ts';
import type { Request } from '../../model/request.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { slowStart } from './slow-start.ts';

const cold = (transferSize: number | null, told: Partial<Parameters<typeof aRequest>[0]> = {}): Request => ({ ...aRequest({ url: 'https://shop.example/', at: 0, conn: 1, tcp: 20, tls: 20, ...told }), transferSize });

describe('slow start', () => {
  // Windows of 14,600: 14,600 then 43,800 then 102,200 bytes have been sent.
  it.each([
    [1, 0],
    [14_600, 0],
    [14_601, 1],
    [43_800, 1],
    [43_801, 2],
    [102_200, 2],
    [102_201, 3],
  ])('%i bytes take %i more round trips', (bytes, extraRoundTrips) => {
    expect(slowStart(cold(bytes), 40)).toEqual({ value: { bytes, firstFlightBytes: 14_600, extraRoundTrips, extraMs: extraRoundTrips * 40 }, because: null });
  });

  it('QUIC begins with ten datagrams', () => {
    expect(slowStart(cold(12_000, { protocol: 'h3' }), null).value).toMatchObject({ firstFlightBytes: 12_000, extraRoundTrips: 0, extraMs: null });
    expect(slowStart(cold(12_001, { protocol: 'h3' }), null).value).toMatchObject({ extraRoundTrips: 1, extraMs: null });
  });

  it.each([
    ['not-cold', { ...cold(50_000), ...aRequest({ url: 'https://shop.example/', at: 0, conn: 1 }) }],
    ['no-size', cold(null)],
    ['no-size', cold(0)],
    ['unfinished', cold(50_000, { running: true })],
  ] as const)('is not said: %s', (because, request) => {
    expect(slowStart(request, 40)).toEqual({ value: null, because });
  });

  it('more bytes never take fewer round trips', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e6 }), (bytes, more) => {
        expect(slowStart(cold(bytes + more), null).value!.extraRoundTrips).toBeGreaterThanOrEqual(slowStart(cold(bytes), null).value!.extraRoundTrips);
      }),
    );
  });

  it('of any request of any recording is a figure or a reason', () => {
    inAnyRecording(({ requests }) => {
      for (const request of requests) {
        const { value, because } = slowStart(request, 10);
        expect(value === null).toBe(because !== null);
      }
    });
  });
});
