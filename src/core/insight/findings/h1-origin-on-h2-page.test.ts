import { describe, expect, it } from 'vitest';
import { chromiumEntry, harFile, OPENED_TLS, REUSED, ZERO, type Told } from '../../test/har.ts';
import { analyseFile } from '../../test/read.ts';
import { h1OriginOnH2Page } from './h1-origin-on-h2-page.ts';
import type { Context } from './context.ts';
import { aCase, found, placesOf, savedOver, theDocument } from './test/case.ts';

const file = (n: number, told: Told = {}): unknown =>
  chromiumEntry({ url: `https://img.shop.test/${n}.png`, at: 100 + n * 100, id: `${n < 2 ? n : 0}`, timings: n < 2 ? OPENED_TLS : REUSED, entry: { _resourceType: 'image' }, ...told });
const files = (n: number, told?: Told): readonly unknown[] => Array.from({ length: n }, (_, index) => file(index, told));
const count = (entries: readonly unknown[], document = theDocument({ id: '100' })): number => found(h1OriginOnH2Page, [document, ...entries], { load: 5000 }).length;

describe('h1-origin-on-h2-page', () => {
  it('counts the handshakes after the first, and waits for a slot', () => {
    const stalled = file(6, { timings: { ...REUSED, blocked: 80 } });
    const [finding] = found(h1OriginOnH2Page, [theDocument({ id: '100' }), ...files(6), stalled], { load: 5000, stalls: { 7: [1, 2, 3, 4, 5, 6] } });
    expect([placesOf(finding!), savedOver(finding!), finding!.origin]).toEqual([[1, 2, 3, 4, 5, 6, 7], [[202, 236], [700, 780]], 'https://img.shop.test']);
    expect(finding!.evidence).toEqual(['7 static files of https://img.shop.test came over HTTP/1.1 on 2 connections, while the page itself came over HTTP/2 or 3.']);
  });

  it('counts nothing until the first is ready: over HTTP/2 all would have waited for that', () => {
    const atOnce = Array.from({ length: 6 }, (_, n) => file(n, { at: 100 + n * 2, id: `${n}`, timings: OPENED_TLS }));
    const stalled = file(6, { at: 100, timings: { ...REUSED, blocked: 80 } });
    const [finding] = found(h1OriginOnH2Page, [theDocument({ id: '100' }), ...atOnce, stalled], { load: 5000, stalls: { 7: [1, 2, 3, 4, 5, 6] } });
    expect(savedOver(finding!)).toEqual([[136, 180]]);
    const api = file(7, { at: 70, id: '70', timings: OPENED_TLS, entry: { _resourceType: 'fetch' } });
    expect(savedOver(found(h1OriginOnH2Page, [theDocument({ id: '100' }), ...atOnce, api], { load: 5000 })[0]!)).toEqual([[106, 146]]);
  });

  it('does not count waits for anything but a slot, or that may have been', () => {
    const entries = [theDocument({ id: '100' }), ...files(6), file(6, { timings: { ...REUSED, blocked: 80 } })];
    const context = aCase(entries, { load: 5000 });
    const scheduled: Context = { ...context, stalls: new Map([['har:7', { why: 'scheduler', confidence: 'likely', holders: [] }]]) };
    for (const told of [context, scheduled, aCase(entries, { load: 5000, stalls: { 7: [1, 2, 3, 4, 5, 6] }, guessed: true })]) expect(savedOver(h1OriginOnH2Page.find(told)[0]!)).toEqual([[202, 236]]);
  });

  it('counts no connections where nobody names them', () => {
    const unnamed = Array.from({ length: 6 }, (_, n) => file(n, { id: null, connection: null }));
    for (const some of [unnamed, [...files(6), ...unnamed]]) expect(found(h1OriginOnH2Page, [theDocument({ id: '100' }), ...some], { load: 5000 })[0]!.evidence[0]).toContain('came over HTTP/1.1, while');
  });

  it('names the versions of HTTP/1 that it saw', () => {
    const some = [...files(5), ...files(6, { httpVersion: 'HTTP/1.0' }).slice(5)];
    expect(found(h1OriginOnH2Page, [theDocument({ id: '100' }), ...some], { load: 5000 })[0]!.evidence[0]).toContain('came over HTTP/1.1 and HTTP/1.0 on');
  });

  it('five need no HTTP/2, six do', () => {
    expect([count(files(5)), count(files(6))]).toEqual([0, 1]);
  });

  it.each([
    ['fetches', { entry: { _resourceType: 'fetch' } }],
    ['what came from a cache', { entry: { _resourceType: 'image', _fromCache: 'memory' } }],
    ['HTTP/2', { httpVersion: 'h2' }],
  ])('does not count %s', (_name, told) => {
    expect(count(files(6, told))).toBe(0);
  });

  it('is silent where one of the pages that ask is on HTTP/1.1 itself', () => {
    const pages = [0, 1000].map((ms, n) => ({ id: `p${n}`, title: `https://shop.test/${n}`, startedDateTime: new Date(ZERO + ms).toISOString(), pageTimings: {} }));
    const visits = (second: Told): readonly unknown[] => [theDocument({ url: 'https://shop.test/0', id: '100' }), ...files(6), theDocument({ url: 'https://shop.test/1', id: '101', at: 1001, ...second }), ...[10, 11, 12].map((n) => file(n))];
    const on = (second: Told): number => h1OriginOnH2Page.find({ analysis: analyseFile(harFile(visits(second), pages)), why: new Map(), stalls: new Map() }).length;
    expect([on({}), on({ httpVersion: 'http/1.1' })]).toEqual([1, 0]);
  });

  it('does not count what failed', () => {
    expect(count(files(6, { status: 0, response: { _error: 'net::ERR_ABORTED' } }))).toBe(0);
  });

  it('is silent on plain http, on a developer\'s machine, and on pages that are on HTTP/1.1 themselves', () => {
    const at = (origin: string): readonly unknown[] => Array.from({ length: 6 }, (_, n) => file(n, { url: `${origin}/${n}.png` }));
    expect([count(at('http://img.shop.test')), count(at('https://localhost:8443')), count(at('https://127.0.0.1')), count(at('https://img.shop.test'))]).toEqual([0, 0, 0, 1]);
    expect(count(files(6), theDocument({ id: '100', httpVersion: 'http/1.1' }))).toBe(0);
    expect(found(h1OriginOnH2Page, files(6), { load: 5000 })).toEqual([]);
  });
});
