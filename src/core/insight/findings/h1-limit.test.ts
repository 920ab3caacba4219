import { describe, expect, it } from 'vitest';
import { chromiumEntry, OPENED_TLS, REUSED } from '../../test/har.ts';
import { h1Limit } from './h1-limit.ts';
import { found, h2, placesOf, savedOver, theDocument, type Case } from './test/case.ts';

const holders = [0, 1, 2, 3, 4, 5];
const busy = holders.map((n) => chromiumEntry({ url: `https://shop.test/${n}`, id: `${n}`, timings: { ...REUSED, wait: 500 } }));
const waiting = (ms: number, at = 0): unknown => chromiumEntry({ url: 'https://shop.test/late', at, id: '0', timings: { ...REUSED, blocked: ms } });
const told: Case = { stalls: { 6: holders } };

describe('h1-limit', () => {
  it('names who waited, and counts waits at the same time once', () => {
    const [finding] = found(h1Limit, [...busy, waiting(300), waiting(250, 100)], { stalls: { 6: holders, 7: holders } });
    expect([placesOf(finding!), savedOver(finding!), finding!.savingMs!.upTo, finding!.origin]).toEqual([[6, 7], [[0, 350]], 350, 'https://shop.test']);
    expect(finding!.evidence).toEqual(['2 requests waited while 6 connections to https://shop.test were busy: /late.', 'For 350 ms of the clock at least one waited; the longest wait was 300 ms.']);
  });

  it('spares the handshakes of the connections beside the first as well', () => {
    const opening = (n: number, at: number): unknown => chromiumEntry({ url: `https://shop.test/${n}`, at, id: `${n}`, timings: { ...OPENED_TLS, wait: 500 } });
    const entries = [opening(0, 0), ...holders.slice(1).map((n) => opening(n, 100)), waiting(300, 200)];
    const verdicts = Object.fromEntries(holders.slice(1).map((n) => [n, 'parallel' as const]));
    const [finding] = found(h1Limit, entries, { ...told, why: verdicts });
    expect([placesOf(finding!), savedOver(finding!), finding!.connections]).toEqual([[6, 1, 2, 3, 4, 5], [[102, 136], [200, 500]], ['0', '1', '2', '3', '4', '5']]);
    expect(finding!.evidence[2]).toBe('5 requests had opened a connection because those before were busy, which HTTP/2 spares as well: /1, /2, /3 and 2 more.');
    expect(finding!.confidence).toBe('likely');
  });

  it('saves nothing until the first connection is ready: over HTTP/2 all would have waited for that', () => {
    // Ready at 36 ms.
    const opening = chromiumEntry({ url: 'https://shop.test/0', id: '0', timings: { ...OPENED_TLS, wait: 500 } });
    const [finding] = found(h1Limit, [opening, ...busy.slice(1), waiting(300)], told);
    expect(savedOver(finding!)).toEqual([[36, 300]]);
    expect(finding!.evidence[1]).toBe('For 300 ms of the clock at least one waited; the longest wait was 300 ms.');
    expect(found(h1Limit, [opening, ...busy.slice(1), waiting(135)], told)).toEqual([]);
  });

  it.each([
    [99, 0],
    [100, 1],
  ])('a wait of %i ms: %i findings', (ms, findings) => {
    expect(found(h1Limit, [...busy, waiting(ms)], told).length).toBe(findings);
  });

  it('is silent where fewer than six held it up, or nobody knows who', () => {
    expect(found(h1Limit, [...busy, waiting(300)], { stalls: { 6: [0, 1, 2, 3, 4, 4] } })).toEqual([]);
    expect(found(h1Limit, [...busy, waiting(300)])).toEqual([]);
    expect(found(h1Limit, [...busy, waiting(300)], { ...told, guessed: true })).toEqual([]);
  });

  it('is silent over HTTP/2, which has no such limit', () => {
    expect(found(h1Limit, [...busy, h2({ url: 'https://shop.test/late', id: '7', timings: { ...REUSED, blocked: 300 } })], told)).toEqual([]);
  });

  it('says that HTTP/2 needs TLS, and whose server it is', () => {
    const plain = [...busy, waiting(300)].map((entry) => JSON.parse(JSON.stringify(entry).replaceAll('https://shop', 'http://shop')) as unknown);
    expect(found(h1Limit, plain, told)[0]!.fix.text).toMatch(/^Serve the origin over HTTPS/);
    const elsewhere = [...busy, waiting(300), theDocument({ url: 'https://page.test/' })];
    expect(found(h1Limit, elsewhere, { ...told, load: 900, page: 'https://page.test/' })[0]!.fix.text).toMatch(/^This server is of another site/);
  });
});
