import { describe, expect, it } from 'vitest';
import { REUSED, type Told } from '../../test/har.ts';
import type { Finding } from './finding.ts';
import { redirectOpensConnection } from './redirect-opens-connection.ts';
import { found, h2, h2New, placesOf, savedOver, theDocument } from './test/case.ts';

const hop = (told: Told = {}): unknown => h2({ url: 'https://shop.test/go', at: 100, id: '1', status: 302, redirectTo: 'https://cdn.test/a', ...told });
const target = (told: Told = {}): unknown => h2New({ url: 'https://cdn.test/a', at: 116, id: '2', ...told });
const count = (...entries: readonly unknown[]): number => found(redirectOpensConnection, [theDocument(), ...entries], { load: 2000 }).length;

describe('redirect-opens-connection', () => {
  it('the page\'s own redirect, to an origin that had to be connected to', () => {
    const [finding] = found(redirectOpensConnection, [theDocument(), hop({ timings: { ...REUSED, blocked: 40 } }), target({ at: 154 })], { load: 2000 });
    // The wait for a slot is not the redirect's.
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[1, 2], ['1', '2'], [[140, 153.5]]]);
    expect(finding!.evidence).toEqual(['1 redirect from https://shop.test to https://cdn.test had to connect there: /go.', 'Before anything could begin there, 14 ms had gone into being sent on.']);
    // A picture, a script: where its address is written, is not told.
    expect(finding!.fix.snippet).toBeNull();
  });

  it('the way to the page, whoever sends on', () => {
    const entries = [h2New({ url: 'http://short.test/x', id: '7', status: 301, redirectTo: 'https://shop.test/', httpVersion: 'http/1.1' }), theDocument({ at: 50 })];
    const [finding] = found(redirectOpensConnection, entries, { load: 2000 });
    // HSTS of one host says nothing of another.
    expect([finding!.origin, finding!.fix.snippet]).toEqual(['http://short.test', '<a href="https://shop.test/">']);
  });

  it('what sends on itself is not the final address', () => {
    const there = h2New({ url: 'https://shop.test/start', id: '1', status: 302, redirectTo: 'https://login.test/', entry: { _resourceType: 'document' } });
    const back = h2New({ url: 'https://login.test/', at: 50, id: '2', status: 302, redirectTo: 'https://shop.test/', entry: { _resourceType: 'document' } });
    const [finding] = found(redirectOpensConnection, [there, back, theDocument({ at: 100, timings: REUSED })], { load: 2000 });
    expect([finding!.origin, finding!.fix.snippet]).toEqual(['https://shop.test', null]);
  });

  it('from http to https of one host browsers can remember', () => {
    const entries = [h2New({ url: 'http://shop.test/', id: '7', status: 301, redirectTo: 'https://shop.test/', httpVersion: 'http/1.1' }), theDocument({ at: 50 })];
    const [{ fix }] = found(redirectOpensConnection, entries, { load: 2000 }) as [Finding];
    expect([fix.snippet, fix.text.includes('the answers of shop.test over https')]).toEqual(['Strict-Transport-Security: max-age=31536000', true]);
  });

  it.each([
    ['max-age=31536000', true],
    ['max-age=0', false],
  ])('what browsers already remember is not advised: %s', (value, isSaid) => {
    const entries = [h2New({ url: 'http://shop.test/', id: '7', status: 301, redirectTo: 'https://shop.test/', httpVersion: 'http/1.1' }), theDocument({ at: 50, headers: { 'Strict-Transport-Security': value } })];
    const [{ fix }] = found(redirectOpensConnection, entries, { load: 2000 }) as [Finding];
    expect([fix.snippet === null, fix.text.includes('shop.test does send Strict-Transport-Security')]).toEqual([isSaid, isSaid]);
  });

  it.each(['192.0.2.1', '[2001:db8::1]'])('an address is none to remember: %s', (host) => {
    const entries = [h2New({ url: `http://${host}/`, id: '7', status: 301, redirectTo: `https://${host}/`, httpVersion: 'http/1.1' }), theDocument({ url: `https://${host}/`, at: 50 })];
    expect(found(redirectOpensConnection, entries, { load: 2000, page: `https://${host}/` })[0]!.fix.snippet).toBe(`<a href="https://${host}/">`);
  });

  it('once for a pair of origins', () => {
    const [finding, ...others] = found(redirectOpensConnection, [theDocument(), hop(), target(), hop({ url: 'https://shop.test/go2', at: 300, redirectTo: 'https://cdn.test/b' }), target({ url: 'https://cdn.test/b', at: 316, id: '3' })], { load: 2000 });
    expect([placesOf(finding!), others]).toEqual([[1, 3, 2, 4], []]);
  });

  it.each([
    ['one within the origin', [hop({ redirectTo: '/b' }), target({ url: 'https://shop.test/b' })]],
    ['one to a connection that was there', [hop(), target({ timings: REUSED })]],
    ['one of third parties among themselves', [hop({ url: 'https://ads.test/go', id: '5' }), target()]],
    ['the browser\'s own, to https', [hop({ url: 'http://shop.test/go', id: null, connection: null, status: 307 }), target()]],
    ['a later request of the same address', [hop(), target({ at: 1120 })]],
    ['an answer that is no redirect', [hop({ status: 200 }), target()]],
    ['an error', [hop({ status: 400 }), target()]],
    ['an address that is none', [hop({ redirectTo: 'https://' }), target()]],
  ])('is silent on %s', (_name, entries) => {
    expect(count(...entries)).toBe(0);
  });

  it('taken up within a second', () => {
    expect([count(hop(), target({ at: 1115 })), count(hop(), target({ at: 1116 }))]).toEqual([1, 0]);
  });
});
