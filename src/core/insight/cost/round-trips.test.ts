import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { chromiumEntry, OPENED_TLS } from '../../test/har.ts';
import { analyseEntries } from '../../test/read.ts';
import { roundTrips, type RoundTrips } from './round-trips.ts';

type Told = Partial<Parameters<typeof aRequest>[0]> & { readonly address?: string | null };
const of = (...told: Told[]): readonly RoundTrips[] =>
  roundTrips(anAnalysis(told.map(({ address = '192.0.2.7', ...one }, index) => ({ ...aRequest({ url: 'https://shop.example/', at: index * 1000, conn: index, ...one }), remoteAddress: address }))));
const first = (...told: Told[]): RoundTrips => of(...told)[0]!;

describe('the round-trip time', () => {
  it('is the shortest TCP connect to the address, surer with three', () => {
    expect(first({ tcp: 42, tls: 44 }).rtt.value).toEqual({ ms: 42, connects: 1, confidence: 'low' });
    expect(first({ tcp: 42, tls: 44 }, { tcp: 40, tls: 44 }).rtt.value).toEqual({ ms: 40, connects: 2, confidence: 'low' });
    expect(first({ tcp: 42, tls: 44 }, { tcp: 40, tls: 44 }, { tcp: 60 }).rtt.value).toEqual({ ms: 40, connects: 3, confidence: 'medium' });
  });

  it('of another address is another, and where nobody tells one the origin stands for it', () => {
    expect(of({ tcp: 42 }, { tcp: 10, address: '192.0.2.8' }).map(({ rtt }) => rtt.value?.ms)).toEqual([42, 10]);
    expect(of({ tcp: 42, address: null }, { tcp: 10, address: null, url: 'https://cdn.example/' }, { tcp: 30, address: null }).map(({ rtt }) => rtt.value?.ms)).toEqual([30, 10, 30]);
  });

  it.each<[string, Told]>([
    ['no-tcp-connect', { opening: 'opened-earlier' }],
    ['no-tcp-connect', { protocol: 'h3', tls: 30 }],
    ['below-clock', { tcp: 0, tls: 5 }],
    ['maybe-retransmitted', { tcp: 1000, tls: 40 }],
  ])('is not said: %s', (because, told) => {
    expect(first(told).rtt).toEqual({ value: null, because });
  });

  it('just below a second is one', () => {
    expect(first({ tcp: 999 }).rtt.value?.ms).toBe(999);
  });
});

describe('round trips of TLS', () => {
  it.each([
    [29, null],
    [30, 1],
    [59.9, 1],
    [60, null],
    [69.9, null],
    [70, 2],
    [109.9, 2],
    [110, null],
  ])('%f ms over 40 ms are %s', (tls, trips) => {
    expect(first({ tcp: 40, tls }).tls.value?.roundTrips ?? null).toBe(trips);
  });

  it('says that it does not know in between', () => {
    expect(first({ tcp: 40, tls: 65 }).tls).toEqual({ value: null, because: 'in-between' });
  });

  it('is surer from 40 ms and three connects on', () => {
    const three = (tcp: number): RoundTrips => first({ tcp, tls: tcp }, { tcp }, { tcp });
    expect([first({ tcp: 40, tls: 40 }), three(40), three(39)].map(({ tls }) => tls.value?.confidence)).toEqual(['low', 'medium', 'low']);
  });

  it.each<[string, Told]>([
    ['quic', { protocol: 'h3', tls: 30 }],
    ['cleartext', { tcp: 40, url: 'http://shop.example/', protocol: 'http/1.1' }],
    ['no-tls', { opening: 'opened-earlier' }],
    ['no-rtt', { tcp: 0, tls: 30 }],
    ['rtt-too-short', { tcp: 19.9, tls: 20 }],
  ])('is not said: %s', (because, told) => {
    expect(first(told).tls).toEqual({ value: null, because });
  });

  it('is not said of a way through a proxy, of which TCP tells the first part', () => {
    const tls = (port: string): RoundTrips['tls'] => roundTrips(analyseEntries(chromiumEntry({ url: 'https://shop.test/', connection: port, timings: { ...OPENED_TLS, connect: 90, ssl: 60 } })))[0]!.tls;
    expect([tls('3128').because, tls('443').value?.roundTrips]).toEqual(['through-proxy', 2]);
  });

  it('are said from 20 ms on', () => {
    expect(first({ tcp: 20, tls: 21 }).tls.value).toEqual({ roundTrips: 1, ratio: 1.05, confidence: 'low' });
  });
});

it('of any recording there is a figure or a reason for every connection', () => {
  inAnyRecording((analysis) => {
    const all = roundTrips(analysis);
    expect(all.map(({ connection }) => connection)).toEqual(analysis.connections.map(({ id }) => id));
    for (const { rtt, tls } of all) {
      expect([rtt.value === null, tls.value === null]).toEqual([rtt.because !== null, tls.because !== null]);
      if (rtt.value !== null) expect(rtt.value.ms).toBeGreaterThan(0);
    }
  });
});
