import { describe, expect, it } from 'vitest';
import { analyse } from '../../analysis/analyse.ts';
import { siteOf } from '../../base/url.ts';
import { ZERO, type Told } from '../../test/har.ts';
import { heard } from '../../test/read.ts';
import { reusedTiming, timingBatch } from '../../test/timing.ts';
import { requestTo, visit } from '../../test/visit.ts';
import type { Request } from '../../model/request.ts';
import { apartByPlace, placeOf, placeOfAll, type PageFacts, type Place } from './place.ts';
import { poolsOf } from './pools.ts';

const PAGE: PageFacts = { site: 'https://page.test', documentAt: ZERO, isCredentialless: false };
const place = (request: Request, page: PageFacts | null = PAGE): Place => placeOf(request, page, siteOf);

function inFrame(told: Told & { readonly type?: string }, page: PageFacts | null = PAGE): boolean | null {
  const { type = 'fetch', ...rest } = told;
  return place(requestTo(visit({ at: 10, url: 'https://a.test/x', on: 1, opens: true, entry: { _resourceType: type }, ...rest }), '/x'), page).inCrossSiteFrame;
}

const HOST = { Host: 'a.test' };
const secFetch = (site: string, mode = 'cors', dest = 'empty'): Record<string, string> => ({ ...HOST, 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest });

describe('asked by a frame of another site', () => {
  it.each<readonly [boolean | null, string, Told & { readonly type?: string }]>([
    [true, 'its own document', { sent: secFetch('cross-site', 'navigate', 'iframe') }],
    [false, 'the document of a frame of the same site', { url: 'https://b.page.test/x', sent: secFetch('same-site', 'navigate', 'iframe') }],
    [null, 'a document after that of the page, over plain HTTP: it may be a download', { url: 'http://a.test/x', sent: HOST, type: 'document' }],
    [false, 'the same of the own site', { url: 'https://page.test/x', sent: HOST, type: 'document' }],
    [true, 'a frame, says webRequest', { url: 'http://a.test/x', sent: HOST, type: 'sub_frame' }],
    [true, 'a frame that came before the document', { at: 0, url: 'http://a.test/x', sent: HOST, type: 'sub_frame' }],
    [true, 'of its own origin, says the browser', { sent: secFetch('same-origin') }],
    [true, 'of its own site, says the browser', { sent: secFetch('same-site') }],
    [false, 'of the own origin of the page', { url: 'https://page.test/x', sent: secFetch('same-origin') }],
    [false, 'the page says who it is', { sent: { ...secFetch('cross-site'), Origin: 'https://page.test' } }],
    [true, 'the frame says who it is', { sent: { ...secFetch('cross-site'), Origin: 'https://frame.test' } }],
    [null, 'an origin that is kept secret', { sent: { ...HOST, Origin: 'null' } }],
    [false, 'referred by the page', { sent: { ...HOST, Referer: 'https://page.test/' } }],
    [null, 'referred by another: a frame, or a style sheet', { sent: { ...HOST, Referer: 'https://cdn.test/site.css' } }],
    [null, 'no headers', {}],
  ])('%s: %s', (expected, _what, told) => expect(inFrame(told)).toBe(expected));

  it('the page itself is of the site that it goes to, at each hop', () => {
    const hop = visit({ at: 0, url: 'https://short.test/x', on: 1, opens: true, sent: secFetch('none', 'navigate', 'document') });
    expect(place(requestTo(hop, '/x'))).toEqual({ topSite: 'https://short.test', inCrossSiteFrame: false });
    const plain = visit({ at: 0, url: 'http://short.test/x', on: 1, opens: true, sent: HOST, entry: { _resourceType: 'document' } });
    expect(place(requestTo(plain, '/x'))).toEqual({ topSite: 'http://short.test', inCrossSiteFrame: false });
  });

  it('is told best by Resource Timing, which is of one document', () => {
    const live = (batch: { readonly top: boolean; readonly url: string }, initiatorType = 'img'): boolean | null => place(analyse(heard({ timing: [timingBatch([reusedTiming({ name: 'https://a.test/x', initiatorType })], batch)] })).requests[0]!).inCrossSiteFrame;
    expect(live({ top: true, url: 'https://page.test/' })).toBe(false);
    expect(live({ top: false, url: 'https://frame.test/' })).toBe(true);
    expect(live({ top: false, url: 'https://b.page.test/' })).toBe(false);
    expect(live({ top: false, url: 'about:blank' })).toBeNull();
    expect(live({ top: true, url: 'about:blank' })).toBe(false);
    // A frame's own document is told by the page that has it.
    expect(live({ top: true, url: 'https://page.test/' }, 'iframe')).toBe(true);
  });

  it('nothing is known without a page, or one whose address is none', () => {
    expect([null, { ...PAGE, site: '' }].map((page) => inFrame({ sent: secFetch('same-origin') }, page))).toEqual([null, null]);
  });
});

describe('the pool of a connection', () => {
  const ofConnection = (...dests: readonly string[]): unknown => {
    const analysis = visit(...dests.map((dest, n) => ({ at: n * 100, url: `https://page.test/${n}`, on: 1, ...(n === 0 ? { opens: true as const } : {}), sent: secFetch('same-origin', 'cors', dest) })));
    return poolsOf(analysis).ofConnection(analysis.connections[0]!).credentials?.sure;
  };

  it('is told by the request that proves it, whichever of them that is', () => {
    expect([ofConnection('empty'), ofConnection('image'), ofConnection('empty', 'image'), ofConnection('image', 'empty')]).toEqual([false, true, true, true]);
  });

  it('is told by a header that is missing, where some other request has it', () => {
    const asked = (more: Readonly<Record<string, string>>): unknown => {
      const analysis = visit(
        { at: 0, url: 'https://a.test/x', on: 1, opens: true, sent: secFetch('cross-site'), headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' }, entry: { _resourceType: 'fetch' } },
        { at: 100, url: 'https://b.test/y', on: 2, opens: true, sent: { ...secFetch('cross-site'), ...more }, entry: { _resourceType: 'fetch' } },
      );
      return poolsOf(analysis).ofConnection(analysis.connections[0]!).credentials?.pool;
    };
    expect([asked({ 'Sec-Fetch-Storage-Access': 'active' }), asked({})]).toEqual(['without', undefined]);
  });
});

describe('the place of a connection', () => {
  const page: Place = { topSite: 'https://page.test', inCrossSiteFrame: false };
  const frame: Place = { ...page, inCrossSiteFrame: true };
  const unsure: Place = { ...page, inCrossSiteFrame: null };
  const foreign: Place = { ...unsure, isForeignDocument: true };
  const untold: Place = { topSite: null, inCrossSiteFrame: null };

  it.each<readonly [string, Place, readonly Place[]]>([
    ['is told by those that know', page, [untold, unsure, page]],
    ['is told by none', untold, [untold]],
    ['is not told where page and frame contradict each other', unsure, [page, frame]],
    ['is that of a document of another site', foreign, [foreign, unsure]],
    ['is that of the frame that shows itself', frame, [foreign, frame]],
    ['is not the page, which would contradict the document', unsure, [foreign, page]],
    ['is not told where pages of two sites used it', untold, [page, { ...page, topSite: 'http://page.test' }]],
  ])('%s', (_what, expected, places) => expect(placeOfAll(places)).toEqual(expected));
});

describe('two places', () => {
  const page: Place = { topSite: 'https://page.test', inCrossSiteFrame: false };
  const frame: Place = { ...page, inCrossSiteFrame: true };
  const elsewhere: Place = { topSite: 'https://other.test', inCrossSiteFrame: false };
  const unsure: Place = { ...page, inCrossSiteFrame: null };
  const foreign: Place = { ...unsure, isForeignDocument: true };

  it.each([
    ['same', page, page, 'chromium'],
    ['apart', page, frame, 'chromium'],
    ['presumed-apart', page, frame, 'older-chromium'],
    ['same', page, frame, 'firefox'],
    ['apart', page, elsewhere, 'firefox'],
    ['presumed-apart', page, elsewhere, null],
    ['unknown', page, unsure, 'chromium'],
    ['same', page, unsure, 'firefox'],
    ['presumed-apart', page, foreign, 'chromium'],
    ['unknown', frame, foreign, 'chromium'],
    ['unknown', elsewhere, foreign, 'chromium'],
    ['unknown', page, foreign, 'firefox'],
    ['unknown', page, { topSite: null, inCrossSiteFrame: null }, 'chromium'],
  ] as const)('are %s', (expected, a, b, browser) => expect(apartByPlace(a, b, browser)).toBe(expected));
});
