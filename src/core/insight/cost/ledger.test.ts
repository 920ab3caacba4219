import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../../e2e/playground/fixture.ts';
import type { Analysis } from '../../model/analysis.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { setupLedger, type SetupCost, type SetupLedger } from './ledger.ts';

const [shop, cdn] = ['https://shop.example/', 'https://cdn.example/'];

/** Two connections set up at the same time, one a little later, and requests that reuse them. */
const three = anAnalysis([
  aRequest({ url: shop, at: 0, conn: 1, dns: 10, tcp: 20, tls: 30 }),
  aRequest({ url: shop, at: 20, conn: 2, tcp: 20, tls: 30 }),
  aRequest({ url: cdn, at: 200, conn: 3, protocol: 'h3', tls: 25 }),
  aRequest({ url: cdn, at: 300, conn: 1 }),
  aRequest({ url: shop, at: 310, conn: 2 }),
]);

/** Of which nothing could have been avoided. */
const ledgerOf = (analysis: Analysis): SetupLedger => setupLedger(analysis, () => false);
const sums = ({ dns, tcp, tls, all }: SetupCost): readonly number[] => [dns.sumMs, tcp.sumMs, tls.sumMs, all.sumMs];
const clocks = ({ dns, tcp, tls, all }: SetupCost): readonly number[] => [dns.clockMs, tcp.clockMs, tls.clockMs, all.clockMs];
const originsOf = (ledger: SetupLedger): unknown => Object.fromEntries(ledger.origins.map(({ origin, cost }) => [origin, cost.all.sumMs]));

describe('the setup ledger', () => {
  it('adds each step up, and counts on the clock what overlaps once', () => {
    const { total } = ledgerOf(three);
    expect(total.requests).toBe(3);
    expect(sums(total)).toEqual([10, 40, 85, 135]);
    // TCP 10 to 40; TLS 30 to 70 and 200 to 225; everything 0 to 70 and 200 to 225.
    expect(clocks(total)).toEqual([10, 30, 65, 95]);
  });

  it('charges a connection to the origin that opened it, not to those that it was coalesced with', () => {
    const ledger = ledgerOf(three);
    expect(originsOf(ledger)).toEqual({ 'https://shop.example': 110, 'https://cdn.example': 25 });
    expect(ledger.connections).toEqual([
      { connection: '1', origin: 'https://shop.example', request: three.requests[0]?.id, dnsMs: 10, tcpMs: 20, tlsMs: 30, totalMs: 60, isAvoidable: false },
      { connection: '2', origin: 'https://shop.example', request: three.requests[1]?.id, dnsMs: 0, tcpMs: 20, tlsMs: 30, totalMs: 50, isAvoidable: false },
      { connection: '3', origin: 'https://cdn.example', request: three.requests[2]?.id, dnsMs: 0, tcpMs: 0, tlsMs: 25, totalMs: 25, isAvoidable: false },
    ]);
  });

  it('a setup of a request that was carried by another connection is beside them', () => {
    const raced = anAnalysis([aRequest({ url: shop, at: 0, conn: 1, tcp: 20, tls: 30 }), aRequest({ url: cdn, at: 60, conn: 1, opening: 'reused', tcp: 21 })]);
    const ledger = ledgerOf(raced);
    expect([ledger.total.all.sumMs, ledger.connections.map(({ totalMs }) => totalMs), ledger.beside.all.sumMs]).toEqual([71, [50], 21]);
    expect(originsOf(ledger)).toEqual({ 'https://shop.example': 50, 'https://cdn.example': 21 });
  });

  it('a connection that somebody else opened is not charged with what its first request waited for', () => {
    const ledger = ledgerOf(anAnalysis([aRequest({ url: shop, at: 0, conn: 1, opening: 'opened-earlier', dns: 4 })]));
    expect([ledger.connections, ledger.unseen, ledger.beside.dns.sumMs]).toEqual([[], 1, 4]);
  });

  it('says how many connections it knows no setup of, and charges nothing to what used none', () => {
    const ledger = ledgerOf(anAnalysis([aRequest({ url: shop, at: 0, conn: 1, opening: 'opened-earlier' }), aRequest({ url: shop, at: 5, none: 'memory-cache', dns: 4, tcp: 20 })]));
    expect([ledger.unseen, ledger.total.requests, ledger.total.all.sumMs, ledger.connections]).toEqual([1, 0, 0, []]);
  });

  it('knows a setup that took no time: that is not the same as an unknown one', () => {
    const ledger = ledgerOf(anAnalysis([aRequest({ url: shop, at: 0, conn: 1, tcp: 0 })]));
    expect([ledger.unseen, ledger.total.requests, ledger.connections.map(({ totalMs }) => totalMs)]).toEqual([0, 1, [0]]);
  });

  it('keeps pages apart', () => {
    const two = anAnalysis([aRequest({ url: shop, at: 0, conn: 1, tcp: 20 }), { ...aRequest({ url: shop, at: 10, conn: 2, tcp: 30 }), page: 'page_2' }]);
    expect(ledgerOf(two).pages.map(({ page, cost }) => [page, cost.all.sumMs])).toEqual([['page_1', 20], ['page_2', 30]]);
  });
});

describe('the avoidable part', () => {
  it('is said by nobody unless somebody judged', () => {
    expect(ledgerOf(three).total.avoidable).toEqual({ requests: 0, sumMs: 0, clockMs: 0 });
  });

  it('on the clock is the time in which nothing else was set up', () => {
    const second = three.requests[1];
    const ledger = setupLedger(three, (request) => request === second);
    // 20 to 70, of which 0 to 60 would have passed anyway.
    expect(ledger.total.avoidable).toEqual({ requests: 1, sumMs: 50, clockMs: 10 });
    expect(ledger.connections.map(({ isAvoidable }) => isAvoidable)).toEqual([false, true, false]);
    expect(ledger.origins.map(({ cost }) => cost.avoidable.sumMs)).toEqual([50, 0]);
  });

  it('of everything is everything', () => {
    const { total } = setupLedger(three, () => true);
    expect(total.avoidable).toEqual({ requests: 3, ...total.all });
  });
});

describe('in any recording', () => {
  it('origins, pages, and connections with what is beside them each add up to the total, and that is the total of the panel', () => {
    inAnyRecording((analysis) => {
      const ledger = setupLedger(analysis, ({ start }) => start % 2 === 0);
      const sum = (costs: readonly SetupCost[], of: (cost: SetupCost) => number): number => costs.reduce((all, cost) => all + of(cost), 0);
      for (const of of [({ all }: SetupCost) => all.sumMs, ({ requests }: SetupCost) => requests, ({ dns }: SetupCost) => dns.sumMs, ({ avoidable }: SetupCost) => avoidable.sumMs]) {
        expect(sum(ledger.origins.map(({ cost }) => cost), of)).toBeCloseTo(of(ledger.total), 6);
        expect(sum(ledger.pages.map(({ cost }) => cost), of)).toBeCloseTo(of(ledger.total), 6);
      }
      expect(ledger.connections.reduce((all, { totalMs }) => all + totalMs, 0) + ledger.beside.all.sumMs).toBeCloseTo(ledger.total.all.sumMs, 6);
      expect(ledger.total.all.sumMs).toBeCloseTo(analysis.totals.setupMs, 6);
      expect(ledger.connections.length + ledger.unseen).toBe(analysis.connections.length);
    });
  });

  it('the clock never exceeds the sum nor the recording, and the avoidable part never the whole', () => {
    inAnyRecording((analysis) => {
      const { total, origins, pages } = setupLedger(analysis, ({ start }) => start % 3 === 0);
      const length = analysis.span ? analysis.span.end - analysis.span.start : 0;
      for (const { all, dns, tcp, tls, avoidable } of [total, ...origins.map(({ cost }) => cost), ...pages.map(({ cost }) => cost)]) {
        for (const { sumMs, clockMs } of [all, dns, tcp, tls]) {
          expect(clockMs).toBeLessThanOrEqual(sumMs + 1e-6);
          expect(clockMs).toBeLessThanOrEqual(length + 1e-6);
          expect(clockMs).toBeGreaterThanOrEqual(0);
        }
        expect(avoidable.clockMs).toBeGreaterThanOrEqual(-1e-6);
        expect(avoidable.clockMs).toBeLessThanOrEqual(avoidable.sumMs + 1e-6);
        expect(avoidable.sumMs).toBeLessThanOrEqual(all.sumMs + 1e-6);
      }
    });
  });
});
