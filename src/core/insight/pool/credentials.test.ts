import { describe, expect, it } from 'vitest';
import type { Told } from '../../test/har.ts';
import { requestTo, visit } from '../../test/visit.ts';
import { apartByCredentials, credentialsOf, type AskedWhere, type Credentials } from './credentials.ts';
import { poolsOf } from './pools.ts';

const WHERE: AskedWhere = { browser: 'chromium', tellsStorageAccess: true, topSite: 'https://page.test', isCredentialless: false };
const PLAIN = { Host: 'a.test', Referer: 'https://page.test/' };
const CORS = { ...PLAIN, Origin: 'https://page.test' };
const secFetch = (site: string, mode: string, dest: string): Record<string, string> => ({ ...PLAIN, 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest });

function told(asked: Told & { readonly type?: string }, where: Partial<AskedWhere> = {}): string {
  const { type = 'fetch', ...rest } = asked;
  const analysis = visit({ at: 0, url: 'http://a.test/x', on: 1, opens: true, entry: { _resourceType: type }, ...rest });
  const said = credentialsOf(requestTo(analysis, '/x'), { ...WHERE, ...where });
  return said === null ? 'unknown' : `${said.pool} ${said.sure ? 'sure' : 'presumed'}`;
}

describe('with or without credentials', () => {
  it.each<readonly [string, string, Told & { readonly type?: string }]>([
    ['unknown', 'nothing is known without headers', {}],
    ['with sure', 'a cookie was sent', { sent: { ...CORS, Cookie: 'a' } }],
    ['with sure', 'a document', { sent: PLAIN, type: 'document' }],
    ['with sure', 'a document of https', { url: 'https://a.test/x', sent: secFetch('cross-site', 'navigate', 'iframe'), type: 'document' }],
    ['with sure', 'an image of another origin', { sent: PLAIN, type: 'image' }],
    ['with sure', 'a script of https, same site', { url: 'https://b.page.test/x', sent: secFetch('same-site', 'no-cors', 'script') }],
    ['without sure', 'a font of another origin', { sent: CORS, type: 'font' }],
    ['with sure', 'a font of the own origin', { url: 'https://page.test/x', sent: secFetch('same-origin', 'cors', 'font') }],
    ['with presumed', 'a fetch() to the own origin', { url: 'https://page.test/x', sent: secFetch('same-origin', 'cors', 'empty') }],
    ['with presumed', 'a fetch() to the own origin, of which only the referrer tells', { url: 'https://page.test/x', sent: PLAIN }],
    ['with sure', 'an EventSource of the own origin', { url: 'http://page.test/x', sent: { Host: 'page.test', Referer: 'http://page.test/' }, type: 'eventsource' }],
    ['unknown', 'an EventSource of another, which allows credentials', { sent: CORS, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' }, type: 'eventsource' }],
    ['with presumed', 'a beacon', { sent: PLAIN, type: 'ping', method: 'POST' }],
    ['without presumed', 'a fetch() without CORS', { url: 'https://b.page.test/x', sent: secFetch('same-site', 'no-cors', 'empty') }],
    ['without presumed', 'a manifest, even of the own origin', { url: 'https://page.test/x', sent: secFetch('same-origin', 'cors', 'manifest') }],
    ['without presumed', 'a preflight', { sent: CORS, method: 'OPTIONS', type: 'preflight' }],
    ['without presumed', 'a preflight as Firefox tells of it, which names the storage access of the request that it is for', { sent: { ...CORS, 'Access-Control-Request-Method': 'GET', 'Sec-Fetch-Storage-Access': 'none' }, method: 'OPTIONS', type: 'xmlhttprequest' }],
    ['without sure', 'CORS, and anyone may read the answer', { sent: CORS, headers: { 'Access-Control-Allow-Origin': '*' } }],
    ['without sure', 'CORS, and the answer does not allow credentials', { sent: CORS, headers: { 'Access-Control-Allow-Origin': 'https://page.test' } }],
    ['unknown', 'CORS, and the stored answer is still good: that one was checked', { sent: CORS, status: 304, headers: { 'Access-Control-Allow-Origin': 'https://page.test' } }],
    ['unknown', 'CORS, and the answer allows them', { sent: CORS, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' } }],
    ['unknown', 'CORS that failed: the check may be what failed', { sent: CORS, status: 0, headers: { 'Access-Control-Allow-Origin': '*' }, response: { _error: 'net::ERR_FAILED' } }],
    ['without presumed', 'a POST with an origin need not be CORS', { sent: CORS, method: 'POST', headers: { 'Access-Control-Allow-Origin': '*' } }],
    ['unknown', 'nor need it be none, where the answer allows credentials', { sent: CORS, method: 'POST', headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' } }],
    ['unknown', 'a worker, a report', { sent: PLAIN, type: 'other' }],
  ])('%s: %s', (expected, _what, asked) => expect(told(asked)).toBe(expected));

  describe('by Sec-Fetch-Storage-Access', () => {
    const cors = { url: 'https://a.test/x', sent: secFetch('cross-site', 'cors', 'empty') };
    const active = { ...cors, sent: { ...cors.sent, 'Sec-Fetch-Storage-Access': 'active' } };
    const none = { ...cors, sent: { ...cors.sent, 'Sec-Fetch-Storage-Access': 'none' } };

    it('which only goes with them', () => expect([told(active), told(none, { browser: 'firefox' })]).toEqual(['with sure', 'with sure']));
    it('in Chromium, not granted: third-party cookies are withheld, and that is a pool of its own', () => expect(told(none)).toBe('blocked presumed'));
    it('absent where the browser sends it', () => expect(told(cors)).toBe('without sure'));
    it('absent, and nothing shows that this browser sends it', () => expect(told(cors, { tellsStorageAccess: false })).toBe('unknown'));
    it('absent, and the page is of the same site or not known: it is not sent there', () => {
      expect(told(cors, { topSite: 'https://a.test' })).toBe('unknown');
      expect(told(cors, { topSite: null })).toBe('unknown');
    });
    it('absent over plain HTTP, where it is never sent', () => expect(told({ ...cors, url: 'http://a.test/x' })).toBe('unknown'));
  });
});

describe('of a page that says Cross-Origin-Embedder-Policy: credentialless', () => {
  const asked = (policy: string, sent: Readonly<Record<string, string>>, url = 'https://b.page.test/x', type = 'image'): Credentials | null => {
    const analysis = visit({ at: 0, url: 'https://page.test/', on: 1, opens: true, entry: { _resourceType: 'document' }, headers: { 'Cross-Origin-Embedder-Policy': policy } }, { at: 100, url, on: 2, opens: true, sent, entry: { _resourceType: type } });
    return poolsOf(analysis).ofRequest(requestTo(analysis, '/x')).credentials;
  };
  const image = secFetch('same-site', 'no-cors', 'image');

  it('elements of other origins ask without, as a rule', () => {
    const because = 'its page says `Cross-Origin-Embedder-Policy: credentialless`';
    for (const policy of ['credentialless', 'credentialless; report-to="a"', 'credentialless ;report-to="a"']) expect(asked(policy, image)).toEqual({ pool: 'without', sure: false, because });
    for (const policy of ['require-corp', 'unsafe-none', 'credentialless-not']) expect(asked(policy, image)).toMatchObject({ pool: 'with', sure: true });
  });

  it('but not those of its own, nor what was sent with a cookie, nor what is CORS', () => {
    expect(asked('credentialless', secFetch('same-origin', 'no-cors', 'image'), 'https://page.test/x')?.pool).toBe('with');
    expect(asked('credentialless', { ...image, Cookie: 'a=b' })?.pool).toBe('with');
    expect(asked('credentialless', { ...secFetch('same-site', 'cors', 'empty'), Origin: 'https://page.test' }, 'https://b.page.test/x', 'fetch')).toBeNull();
  });
});

describe('two pools', () => {
  const one = (pool: Credentials['pool'], sure: boolean): Credentials => ({ pool, sure, because: '' });
  it.each([
    ['same', one('with', true), one('with', true)],
    ['presumed-same', one('with', true), one('with', false)],
    ['apart', one('with', true), one('without', true)],
    ['presumed-apart', one('with', false), one('without', true)],
    ['presumed-apart', one('with', true), one('blocked', false)],
    ['unknown', one('with', true), null],
  ])('are %s', (expected, a, b) => {
    expect([apartByCredentials(a, b), apartByCredentials(b, a)]).toEqual([expected, expected]);
  });
});
