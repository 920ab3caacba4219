import { describe, expect, it } from 'vitest';
import { chromiumEntry, OPENED_TLS, REUSED } from '../../test/har.ts';
import { insightOf } from '../insight.ts';
import type { Reason } from './context.ts';
import type { Finding } from './finding.ts';
import { findingsOf } from './findings-of.ts';
import { totalSaving } from './findings.ts';
import { aCase, allFound, h2, h2New, sentWith, theDocument } from './test/case.ts';

const image = h2New({ url: 'https://cdn.test/a.png', at: 100, id: '2' });
const fetched = h2New({ url: 'https://cdn.test/data', at: 150, id: '3' });
const refused = h2({ url: 'https://img.test/a', at: 160, id: '4', status: 421 });
/** Another host on the connection: what is refused there may be spared. */
const shared = (id: string): unknown => h2({ url: 'https://z.test/', at: 900, id });

describe('what all rules find', () => {
  it('begins with what would save most', () => {
    const found = allFound(aCase([theDocument(), image, fetched, refused, shared('4')], { load: 900, why: { 2: 'credentials' } }));
    expect(found.map(({ rule, savingMs }) => [rule, savingMs?.upTo])).toEqual([['two-credential-pools', 34], ['misdirected', 15.5]]);
  });

  it('the more severe first, where nobody can say how much', () => {
    const dial = (n: number): unknown => chromiumEntry({ url: 'wss://live.test/feed', at: n * 2000, id: null, status: 503, timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 5, receive: 0 } });
    const hinted = theDocument({ headers: { Link: '<https://never.test>; rel=preconnect' } });
    const found = allFound(aCase([hinted, ...[0, 1, 2, 3, 9].map(dial), h2({ url: 'https://shop.test/a', at: 20_000, id: '1' })], { load: 100 }));
    expect(found.map(({ rule, savingMs }) => [rule, savingMs])).toEqual([['ws-reconnect-storm', null], ['unused-preconnect', null]]);
  });

  it('by name, then by origin, where that is all that differs', () => {
    const refusals = ['b', 'a', 'c'].map((host, n) => h2({ url: `https://${host}.test/`, at: n * 100, id: host, status: 421 }));
    expect(allFound(aCase(refusals)).map(({ origin }) => origin)).toEqual(['https://a.test', 'https://b.test', 'https://c.test']);
    const stream = chromiumEntry({ url: 'https://shop.test/', id: '1', timings: { ...OPENED_TLS, wait: 0 }, status: 421, headers: { Connection: 'close' } });
    const again = (n: number): unknown => chromiumEntry({ url: 'https://shop.test/', at: n * 100, id: `${n + 1}`, timings: OPENED_TLS });
    const preflight = (n: number): unknown => chromiumEntry({ url: 'https://shop.test/', at: n * 100, id: `${n + 1}`, timings: OPENED_TLS, method: 'OPTIONS', entry: { _resourceType: 'preflight' } });
    const rules = allFound(aCase([stream, preflight(1), preflight(2), shared('1')])).map(({ rule, savingMs }) => [rule, savingMs?.upTo]);
    expect(rules).toEqual([['preflight-on-cold-connection', 95], ['misdirected', 39.5]]);
    const pools = allFound(aCase([again(0), again(1), h2({ url: 'https://x.test/', at: 500, id: '9', status: 421, timings: { ...REUSED, wait: 28.5 } }), shared('9')], { why: { 1: 'credentials' } }));
    // Both would save 34 ms, and both are of medium severity.
    expect(pools.map(({ rule, savingMs }) => [rule, savingMs?.upTo])).toEqual([['misdirected', 34], ['two-credential-pools', 34]]);
  });

  it('has nothing to say of nothing', () => {
    expect(allFound(aCase([]))).toEqual([]);
  });
});

describe('totalSaving', () => {
  const saving = (...over: readonly (readonly [number, number])[]): Finding => ({ savingMs: { upTo: 0, over } }) as unknown as Finding;

  it('counts once what two would save at the same time', () => {
    expect(totalSaving([saving([0, 100]), saving([50, 120], [200, 210])])).toBe(130);
  });

  it('is nothing where nothing is saved', () => {
    expect(totalSaving([{ savingMs: null } as unknown as Finding])).toBe(0);
    expect(totalSaving([])).toBe(0);
  });
});

describe('a page that uses its connections well', () => {
  const ANYONE = { 'Access-Control-Allow-Origin': '*' };
  const CORS = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', origin: 'https://shop.test' };
  const font = sentWith(h2({ url: 'https://fonts.test/a.woff2', at: 80, id: '2', headers: ANYONE, entry: { _resourceType: 'font', _priority: 'VeryHigh' } }), CORS);
  const asked = (entry: Record<string, unknown>, mode: string): unknown => sentWith(entry, { 'sec-fetch-mode': mode, 'sec-fetch-site': 'same-origin', referer: 'https://shop.test/' });
  const pageWith = (headers: Readonly<Record<string, string>>): readonly unknown[] => [
    sentWith(theDocument({ headers: { Link: '<https://fonts.test>; rel=preconnect; crossorigin', 'Server-Timing': 'upstream_connect;dur=0000', ...headers } }), { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' }),
    ...Array.from({ length: 14 }, (_, n) => asked(h2({ url: `https://shop.test/${n}.webp`, at: 60, id: '1', timings: { ...REUSED, blocked: 4, wait: 40 }, entry: { _resourceType: 'image' } }), 'no-cors')),
    font,
  ];
  const good = [
    ...pageWith({ 'Alt-Svc': 'h3=":443"; ma=86400' }),
    // Polls now and then on a connection that is kept, and has moved to HTTP/3.
    ...Array.from({ length: 5 }, (_, n) => h2({ url: `https://shop.test/poll${n}`, at: 2000 + n * 20_000, id: '3', httpVersion: 'h3', timings: n === 0 ? { ...OPENED_TLS, dns: -1 } : REUSED, entry: { _resourceType: 'fetch' } })),
  ];

  const reasonsAndFindings = (entries: readonly unknown[]): readonly [readonly string[], readonly string[]] => {
    const { analysis } = aCase(entries, { load: 900 });
    return [[...insightOf(analysis).why.values()].map(({ reason }) => reason), findingsOf(analysis).map(({ rule }) => rule)];
  };

  it('yields no finding', () => {
    expect(allFound(aCase(good, { load: 900, why: { 0: 'first-contact', 16: 'protocol-upgrade' } }))).toEqual([]);
  });

  it('yields none by the verdicts that it really gets', () => {
    expect(reasonsAndFindings(good)).toEqual([['first-contact', 'protocol-upgrade', 'speculative'], []]);
  });

  it('nor does one origin over HTTP/2 alone, after a pause of minutes', () => {
    const polls = [0, 1, 2].map((n) => asked(h2({ url: `https://shop.test/poll${n}`, at: 3000 + n * 240_000, id: '1', entry: { _resourceType: 'fetch' } }), 'cors'));
    expect(reasonsAndFindings([...pageWith({}), ...polls])).toEqual([['first-contact', 'speculative'], []]);
  });

  it('while the same page with a server that closes has one: the verdicts are real', () => {
    const closing = [0, 1, 2].map((n) => asked(chromiumEntry({ url: `https://api.shop.test/poll${n}`, at: 3000 + n * 1000, id: `c${n}`, timings: OPENED_TLS, headers: { Connection: 'close' }, entry: { _resourceType: 'fetch' } }), 'cors'));
    const [reasons, rules] = reasonsAndFindings([...pageWith({}), ...closing]);
    expect([reasons, rules]).toEqual([['first-contact', 'speculative', 'first-contact', 'server-close', 'server-close'], ['server-closes']]);
  });

  it.each<Reason>(['first-contact', 'parallel', 'protocol-upgrade', 'speculative', 'websocket', 'retry', 'unknown'])('%s is nothing to complain of', (reason) => {
    expect(allFound(aCase(good, { load: 900, why: { 0: reason, 16: reason } }))).toEqual([]);
  });
});
