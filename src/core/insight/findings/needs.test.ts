import { describe, expect, it } from 'vitest';
import { chromiumEntry, harFile, OPENED, OPENED_TLS, REUSED, socketEntry, ZERO, type Told } from '../../test/har.ts';
import { analyseFile } from '../../test/read.ts';
import { findingsOf } from './findings-of.ts';
import { lackOf, type Need } from './needs.ts';
import { RULES } from './rules.ts';
import { h2, h2New, PAGE, sentWith, theDocument } from './test/case.ts';

type Part = Readonly<Record<string, unknown>>;
type Entry = Part & { readonly request: Part; readonly response: Part; readonly timings: Part };

const NAVIGATED = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' };
const BY_PAGE = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site', referer: PAGE, cookie: 'a=b' };
const BY_FRAME = { ...BY_PAGE, 'sec-fetch-site': 'same-origin', referer: 'https://cdn.test/' };
const CORS = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', origin: 'https://shop.test' };

const document = (headers: Readonly<Record<string, string>> = {}): unknown => sentWith(theDocument({ headers }), NAVIGATED);
const times = (n: number, of: (n: number) => unknown): readonly unknown[] => Array.from({ length: n }, (_, index) => of(index));
const image = (host: string, n: number, told: Told = {}): Record<string, unknown> => h2New({ url: `https://${host}/${n}.png`, at: 100 + n * 100, id: `${host} ${n}`, entry: { _resourceType: 'image' }, ...told });
const alone = (told: Told): unknown => chromiumEntry({ timings: OPENED, ...told });

/** By rule: what it finds something in, by the verdicts that this really gets. */
const FOUND_IN: Readonly<Record<string, readonly unknown[]>> = {
  'h1-limit': times(18, (n) => alone({ url: `http://shop.test/${n}`, at: Math.min(n, 1), id: `${n % 6}`, timings: { ...(n < 6 ? OPENED : REUSED), blocked: Math.floor(n / 6) * 110, wait: 90 } })),
  'server-closes': times(3, (n) => alone({ url: `http://shop.test/${n}`, at: n * 1000, id: `${n}`, headers: { Connection: 'close' } })),
  'short-keep-alive': times(3, (n) => alone({ url: `http://shop.test/${n}`, at: n * 8000, id: `${n}`, headers: { 'Keep-Alive': 'timeout=5' } })),
  'app-timeout-below-proxy': [0, 3000, 3100, 6100, 6200].map((at, n) => h2({ url: 'https://shop.test/', at, id: '1', status: n % 2 === 0 ? 200 : 502 })),
  'preconnect-wrong-socket': [document({ Link: '<https://cdn.test>; rel=preconnect; crossorigin' }), sentWith(image('cdn.test', 1), BY_PAGE)],
  'unused-preconnect': [document({ Link: '<https://cdn.test>; rel=preconnect' }), h2({ url: 'https://shop.test/late', at: 20_000, id: '1' })],
  'missing-preconnect': [document(), h2New({ url: 'https://cdn.test/a.js', at: 500, id: '2', timings: { ...OPENED_TLS, connect: 96 }, entry: { _priority: 'High' } })],
  'two-credential-pools': [document(), sentWith(image('cdn.test', 1), BY_PAGE), sentWith(image('cdn.test', 2, { headers: { 'Access-Control-Allow-Origin': '*' }, entry: { _resourceType: 'font' } }), CORS)],
  'origins-contacted-once': [document(), ...times(5, (n) => image(`cdn${'abcde'[n]}.test`, 0))],
  'sharding-on-h2': ['img1.shop.test', 'img2.shop.test'].flatMap((host) => [image(host, 1), h2({ url: `https://${host}/2.png`, at: 400, id: `${host} 1` })]),
  'could-coalesce': [h2New({ url: 'https://www.shop.test/', id: '1' }), h2New({ url: 'https://img.shop.test/', at: 100, id: '2' }), h2New({ url: 'https://ads.test/', at: 100, id: '3', ip: '192.0.2.9' })],
  misdirected: [h2({ url: 'https://shop.test/', id: '1', status: 421 })],
  'goaway-mid-page': [h2New({ url: 'https://shop.test/', id: '1' }), h2({ url: 'https://shop.test/slow', at: 60, id: '1', timings: { ...REUSED, wait: 600 } }), h2New({ url: 'https://shop.test/after', at: 200, id: '2' })].map((entry) => sentWith(entry, { ...BY_PAGE, 'sec-fetch-site': 'same-origin' })),
  'h1-origin-on-h2-page': [document(), ...times(6, (n) => image('cdn.test', n, { httpVersion: 'http/1.1' }))],
  'h3-offered-unused': [document({ 'Alt-Svc': 'h3=":443"; ma=86400' }), ...times(3, (n) => h2({ url: `https://shop.test/${n}`, at: 2000, id: '1' }))],
  'quic-fallback': [h2({ url: 'https://shop.test/', httpVersion: 'h3', id: '1' }), h2({ url: 'https://shop.test/x', at: 100, id: null, status: 0, response: { _error: 'net::ERR_QUIC_PROTOCOL_ERROR' } }), h2New({ url: 'https://shop.test/y', at: 200, id: '2' })],
  'sse-eats-slots': [
    ...times(6, (n) => alone({ url: `http://shop.test/events${n}`, id: `${n}`, timings: { ...OPENED, receive: 800 }, headers: { 'Content-Type': 'text/event-stream' } })),
    alone({ url: 'http://shop.test/late', at: 100, id: '2', timings: { ...REUSED, blocked: 750 } }),
  ],
  'ws-reconnect-storm': [document(), ...times(4, (n) => socketEntry({ url: 'wss://live.test/feed', at: 100 + n * 1905 }))],
  'preflight-on-cold-connection': [sentWith(h2New({ url: 'https://cdn.test/', method: 'OPTIONS', entry: { _resourceType: 'preflight' } }), { 'access-control-request-method': 'PUT' })],
  'redirect-opens-connection': [document(), h2({ url: 'https://shop.test/go', at: 100, id: '1', status: 302, redirectTo: 'https://cdn.test/0.png' }), image('cdn.test', 0, { at: 116 })],
  'cold-tail-latency': times(5, (n) => [h2New({ url: 'https://shop.test/cold', at: n * 1000, id: `${n}`, timings: { ...OPENED_TLS, connect: 220 } }), h2({ url: 'https://shop.test/warm', at: n * 1000 + 500, id: '0' })]).flat(),
  'upstream-opened-anew': times(5, (n) => h2({ url: `https://shop.test/${n}`, at: n * 20, id: '1', headers: { 'Server-Timing': 'cdn-upstream-connect;dur=69' } })),
  'third-party-pools': [document(), sentWith(image('cdn.test', 1), BY_PAGE), sentWith(image('cdn.test', 2), BY_FRAME)],
};

interface Hiding {
  /** Where these are not told. */
  readonly needs: readonly Need[];
  readonly entry: (entry: Entry) => Part;
  readonly pages?: readonly unknown[];
}

const page = (onLoad: number): unknown => ({ id: 'page_1', title: PAGE, startedDateTime: new Date(ZERO).toISOString(), pageTimings: { onLoad } });
const without = (name: string) => (part: Part): Part => Object.fromEntries(Object.entries(part).filter(([key]) => key !== name));

const HIDDEN: Readonly<Record<string, Hiding>> = {
  'the protocol': { needs: ['protocol'], entry: (entry) => ({ ...entry, request: { ...entry.request, httpVersion: '' }, response: { ...entry.response, httpVersion: '' } }) },
  'the wait for a connection': { needs: ['wait'], entry: (entry) => ({ ...entry, timings: without('blocked')(without('_blocked_queueing')(entry.timings)) }) },
  'headers of answers': { needs: ['headers', 'links'], entry: (entry) => ({ ...entry, response: { ...entry.response, headers: [] } }) },
  'headers of requests': { needs: ['asked'], entry: (entry) => ({ ...entry, request: { ...entry.request, headers: [] } }) },
  'the type': { needs: ['type'], entry: without('_resourceType') },
  'the address': { needs: ['address'], entry: without('serverIPAddress') },
  'the load event': { needs: ['load'], entry: (entry) => entry, pages: [page(-1)] },
  pages: { needs: ['page', 'load'], entry: without('pageref'), pages: [] },
};

const analysed = (rule: string, { entry, pages = [page(3000)] }: Omit<Hiding, 'needs'>) => analyseFile(harFile(FOUND_IN[rule]!.map((told) => entry(told as Entry)), pages));
const finds = (rule: string, hiding: Omit<Hiding, 'needs'>): boolean => findingsOf(analysed(rule, hiding)).some((finding) => finding.rule === rule);

describe.each(RULES)('$id', ({ id, needs = [] }) => {
  it('finds something where all is told', () => {
    expect(finds(id, { entry: (entry) => entry })).toBe(true);
  });

  it.each(Object.keys(HIDDEN))('%s: needs it, and says so, or finds as much without', (fact) => {
    const hiding = HIDDEN[fact]!;
    const isNeeded = needs.some((need) => hiding.needs.includes(need));
    expect([finds(id, hiding), lackOf(needs, analysed(id, hiding)).all !== null]).toEqual([!isNeeded, isNeeded]);
  });
});
