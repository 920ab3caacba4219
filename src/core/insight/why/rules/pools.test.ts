import { describe, expect, it } from 'vitest';
import { analyse } from '../../../analysis/analyse.ts';
import type { Analysis } from '../../../model/analysis.ts';
import { harFile, ZERO } from '../../../test/har.ts';
import { analyseFile, heard } from '../../../test/read.ts';
import { navigationTiming, newTiming, reusedTiming, timingBatch } from '../../../test/timing.ts';
import { PAGE, ruledOutOf, stepEntry, verdictOf, visit, whyOf, type Step } from '../../../test/visit.ts';

const HOST = { Host: 'a.test', Referer: 'https://page.test/' };
const IMAGE = { sent: HOST, entry: { _resourceType: 'image' } };
const FONT = { sent: { ...HOST, Origin: 'https://page.test' }, entry: { _resourceType: 'font' } };
/** Of which nobody can tell. */
const FETCH = { sent: { ...HOST, Origin: 'https://page.test' }, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' }, entry: { _resourceType: 'fetch' } };
const to = (path: string, at: number, on: number, more: Partial<Step> = {}): Step => ({ url: `http://a.test/${path}`, at, on, ...more });
const opening = { opens: true } as const;
const PAGE_ITSELF: Step = { url: 'https://page.test/', at: 0, on: 9, opens: true, entry: { _resourceType: 'document' } };

describe('credentials', () => {
  const image = to('image', 0, 1, { ...opening, ...IMAGE });

  it('are the reason where the headers show both', () => {
    const why = whyOf(visit(image, to('font', 100, 2, { ...opening, ...FONT })), '/font');
    expect(why).toMatchObject({ reason: 'credentials', confidence: 'certain', ruledOut: [], costMs: 25, others: [{ connection: '1', why: 'is for requests with credentials' }] });
    expect(why.evidence[0]).toBe('This request was made without credentials: fonts of another origin are asked without credentials.');
    expect(why.fix).toContain('<link rel="preconnect" href="http://a.test" crossorigin>');
  });

  it('quotes what the URL standard lets stand in a host', () => {
    const strange = (step: Step): Step => ({ ...step, url: step.url.replace('a.test', 'a"b&c.test') });
    expect(whyOf(visit(...[image, to('font', 100, 2, { ...opening, ...FONT })].map(strange)), '/font').fix).toContain('`<link rel="preconnect" href="http://a&quot;b&amp;c.test" crossorigin>`');
  });

  it('are nothing that the page can change where the browser withholds them', () => {
    const withheld = to('withheld', 100, 2, { ...opening, ...IMAGE, sent: { ...HOST, 'Sec-Fetch-Storage-Access': 'none' } });
    expect(whyOf(visit(image, withheld), '/withheld')).toMatchObject({ reason: 'credentials', fix: expect.stringMatching(/^Nothing in the page: the browser withholds third-party cookies here/) as string });
  });

  it('are so while the other connection is in use, too', () => {
    expect(verdictOf(visit({ ...image, wait: 500 }, to('font', 100, 2, { ...opening, ...FONT })), '/font')).toBe('credentials certain');
  });

  it('also of a connection that somebody else opened', () => {
    expect(verdictOf(visit(image, to('font', 100, 2, FONT)), '/font')).toBe('credentials certain');
  });

  it('explain only the first connection of a pool: the next is for another reason', () => {
    const fonts = [to('font1', 100, 2, { ...opening, ...FONT }), to('font2', 110, 3, { ...opening, ...FONT })];
    const why = whyOf(visit(image, ...fonts), '/font2');
    expect([why.reason, why.confidence, why.evidence[0], why.evidence[1]]).toEqual(['parallel', 'certain', expect.stringMatching(/^The connection of its pool that the recording shows was in use: #2/), '#1 is of another pool.']);
  });

  it('are not the reason when the other connection was gone anyway; nor is its loss: the request could not have used it', () => {
    const font = to('font', 6000, 2, { ...opening, ...FONT });
    const closed = whyOf(visit(PAGE_ITSELF, { ...image, headers: { Connection: 'close' } }, font), '/font');
    expect([closed.reason, closed.confidence, closed.fix]).toEqual(['first-contact', 'certain', null]);
    expect(closed.evidence[0]).toBe('#1 was of another pool, and closed by then: of the pool of this request the recording shows no earlier connection to http://a.test, so it could not have carried it in any case.');
    const expired = whyOf(visit(PAGE_ITSELF, { ...image, headers: { 'Keep-Alive': 'timeout=5' } }, font), '/font');
    expect([expired.reason, expired.confidence, expired.evidence[0]]).toEqual(['first-contact', 'likely', expect.stringMatching(/^#1 was of another pool, and by then likely closed:/)]);
  });

  it('what its own pool lost explains it all the same', () => {
    const fonts = [to('font1', 100, 2, { ...opening, ...FONT, headers: { Connection: 'close' } }), to('font2', 200, 3, { ...opening, ...FONT })];
    expect(verdictOf(visit({ ...image, headers: { Connection: 'close' } }, ...fonts), '/font2')).toBe('server-close certain');
  });

  it('are a guess where the other connection had been idle for so long that it may have been closed, unless it was used again', () => {
    const later = (gap: number, ...more: readonly Step[]): ReturnType<typeof whyOf> => whyOf(visit(image, to('font', 40 + gap, 2, { ...opening, ...FONT }), ...more), '/font');
    expect([later(4999), later(5000), later(5000, to('again', 6000, 1, IMAGE))].map(({ confidence }) => confidence)).toEqual(['certain', 'guess', 'certain']);
    expect(later(60_000).reason).toBe('credentials');
    expect(later(60_000).evidence.at(-1)).toBe('#1 had been idle for 60 s and may have been closed: then this one was needed in any case.');
  });

  it('nor surely where its last answer broke off: over HTTP/1 that takes the connection along', () => {
    const why = whyOf(visit({ ...image, response: { _error: 'net::ERR_ABORTED' } }, to('font', 100, 2, { ...opening, ...FONT })), '/font');
    expect([why.reason, why.confidence, why.evidence.at(-1)]).toEqual(['credentials', 'guess', 'The last request on #1, /image, broke off with net::ERR_ABORTED, which may have taken the connection with it: then this one was needed in any case.']);
  });

  it('are told by a connection that was there, not by one that was gone', () => {
    const gone = to('gone', 400, 2, { ...opening, ...IMAGE, wait: 80, headers: { Connection: 'close' } });
    expect(whyOf(visit({ ...image, wait: 430 }, gone, to('font', 560, 3, { ...opening, ...FONT })), '/font').evidence[1]).toContain('#1 serves requests with credentials');
  });

  it('are likely where that is how such requests are made', () => {
    const own = (path: string, at: number, on: number, type: string): Step => ({ url: `https://page.test/${path}`, at, on, opens: true, sent: { Host: 'page.test', 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': type } });
    const why = whyOf(visit(own('api', 0, 1, 'empty'), own('app.webmanifest', 100, 2, 'manifest')), '/app.webmanifest');
    expect([why.reason, why.confidence, why.fix]).toEqual(['credentials', 'likely', '`<link rel="manifest" crossorigin="use-credentials">` lets it share the connection of the page.']);
    expect(verdictOf(visit(own('api', 0, 1, 'empty'), own('app.webmanifest', 6000, 2, 'manifest')), '/app.webmanifest')).toBe('credentials guess');
  });

  it('of a preflight are nothing that the page could change', () => {
    const preflight = { ...opening, method: 'OPTIONS', sent: { ...HOST, Origin: 'https://page.test' }, entry: { _resourceType: 'preflight' } };
    const why = whyOf(visit(image, to('api', 100, 2, preflight)), '/api');
    expect([why.reason, why.fix]).toEqual(['credentials', expect.stringMatching(/^A preflight never carries credentials/)]);
    expect(whyOf(visit(to('1', 0, 1, { ...opening, ...FETCH }), to('api', 100, 2, preflight), to('3', 200, 1, FETCH)), '/api').fix).toBe(why.fix);
  });

  describe('by elimination', () => {
    const first = to('1', 0, 1, { ...opening, ...FETCH });
    const second = to('2', 100, 2, { ...opening, ...FETCH });

    it('are likely when another of the same page was free and was used again', () => {
      const why = whyOf(visit(first, second, to('3', 200, 1, FETCH)), '/2');
      expect([why.reason, why.confidence]).toEqual(['credentials', 'likely']);
      expect(why.evidence[0]).toBe('#1 was there and idle for 60 ms; it was used again later, but not for this request.');
    });

    it('are a guess where the other was opened for another host: it may have answered 421', () => {
      const h2 = (host: string, path: string, at: number, on: number, more: Partial<Step> = {}): Step => ({ ...FETCH, url: `https://${host}/${path}`, at, on, httpVersion: 'h2', sent: { ...FETCH.sent, Host: host }, ...more });
      const why = whyOf(visit(h2('a.test', '1', 0, 1, opening), h2('b.test', 'x', 60, 1), h2('b.test', '2', 100, 2, opening), h2('b.test', '3', 200, 1)), '/2');
      expect([why.reason, why.confidence]).toEqual(['credentials', 'guess']);
      expect(why.evidence).toContain('Or its server answered 421: #1 was opened for https://a.test, and browsers repeat such a request without a word.');
    });

    it('are a guess when nothing shows that it was still there', () => {
      expect(verdictOf(visit(first, second), '/2')).toBe('credentials guess');
    });

    it('but not of one more of a kind that shares connections', () => {
      const [repeat, later] = [50, 500].map((at) => to('3', at, at === 50 ? 1 : 2, FETCH)) as [Step, Step];
      expect(verdictOf(visit(first, repeat, second), '/2')).toBe('unknown guess');
      expect(ruledOutOf(whyOf(visit(first, repeat, second), '/2'))).toContain('credentials: requests that were made alike had shared a connection before.');
      expect(verdictOf(visit(first, second, later), '/2')).toBe('credentials guess');
    });

    it('but no more when a server with the shortest known timeout, 2 s, may have closed it', () => {
      const after = (gap: number): string => verdictOf(visit(first, to('2', 40 + gap, 2, { ...opening, ...FETCH })), '/2');
      expect([after(1999), after(2000)]).toEqual(['credentials guess', 'idle-timeout guess']);
    });

    it('are silent when both were asked alike', () => {
      const why = whyOf(visit({ ...first, ...IMAGE }, { ...second, ...IMAGE }, to('3', 200, 1, IMAGE)), '/2');
      expect(why.reason).toBe('unknown');
      expect(ruledOutOf(why)).toContain('credentials: the headers show that both were asked alike.');
    });

    it('are no guess where a request that nobody names may have taken it along', () => {
      const left = { url: first.url, at: 50, on: null, status: 0, httpVersion: '', response: { _error: 'net::ERR_ABORTED' } } as const;
      expect(verdictOf(visit(first, left, second), '/2')).toBe('unknown guess');
    });

    it('are no guess where its last answer broke off, or the network changed', () => {
      const broke = { ...first, httpVersion: 'h2', url: 'https://a.test/1', wait: 30, response: { _error: 'net::ERR_TIMED_OUT' } };
      expect(whyOf(visit(broke, { ...second, httpVersion: 'h2', url: 'https://a.test/2' }), '/2').reason).not.toBe('credentials');
      const changed: Step = { url: 'https://else.test/gone', at: 50, on: null, status: 0, httpVersion: '', response: { _error: 'net::ERR_NETWORK_CHANGED' } };
      expect([whyOf(visit(first, second), '/2').reason, whyOf(visit(first, changed, second), '/2').reason]).toEqual(['credentials', 'unknown']);
    });

    it('of a seventh counts only what is in use for more than 10 ms more, and where none was free', () => {
      const six = (until: number, ...more: readonly Step[]): string => verdictOf(visit(...more, ...Array.from({ length: 6 }, (_, i) => to(`p${i}`, i * 10, i + 1, { ...opening, ...FETCH, wait: until - 30 - i * 10 })), to('seventh', 100, 7, { ...opening, ...FETCH })), '/seventh');
      expect([six(111), six(110)]).toEqual(['credentials guess', 'unknown guess']);
      expect(six(900, to('shared', 2, 8, { ...opening, ...FETCH }), to('too', 70, 8, FETCH))).toBe('unknown guess');
    });

    it('are a guess for a seventh connection in use at once, and silent for a sixth', () => {
      const six = Array.from({ length: 6 }, (_, i) => to(`p${i}`, i * 10, i + 1, { ...opening, ...FETCH, wait: 900 }));
      expect(verdictOf(visit(...six), '/p5')).toBe('parallel likely');
      expect(verdictOf(visit(...six, to('seventh', 100, 7, { ...opening, ...FETCH })), '/seventh')).toBe('credentials guess');
    });
  });

  it('are likely, and no other site certain, where one that is presumed alike belongs to a page of another', () => {
    const post = (path: string, at: number, on: number, pageref: string, site: string): Step => to(path, at, on, { ...opening, method: 'POST', pageref, sent: { Host: 'a.test', Referer: `${site}/`, Origin: site }, headers: { 'Access-Control-Allow-Origin': '*' }, entry: { _resourceType: 'fetch' } });
    const pages = [{ ...PAGE, id: 'page_1' }, { ...PAGE, id: 'page_2', title: 'https://other.test/', startedDateTime: new Date(ZERO + 4900).toISOString() }];
    const steps = [post('p1', 100, 2, 'page_1', 'https://page.test'), to('j1', 5000, 5, { ...opening, ...IMAGE, pageref: 'page_2', sent: { Host: 'a.test', Referer: 'https://other.test/' }, wait: 300 }), post('g1', 5100, 6, 'page_2', 'https://other.test')];
    expect(verdictOf(analyseFile(harFile(steps.map(stepEntry), pages)), '/g1')).toBe('credentials likely');
  });

  it('of estimated connections nobody eliminates anything', () => {
    const timing = [newTiming(), newTiming({ startTime: 100, name: 'http://shop.test:8080/2' }), reusedTiming({ startTime: 200, name: 'http://shop.test:8080/3' })];
    expect(verdictOf(analyse(heard({ timing: [timingBatch([navigationTiming({ name: 'http://page.test/' })], { document: 'd0' }), timingBatch(timing)] })), '/2')).toBe('unknown guess');
  });
});

describe('partition', () => {
  const secFetch = (site: string, mode: string, dest: string): Step['sent'] => ({ Host: 'a.test', 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest, Referer: 'https://page.test/' });
  const secure = (path: string, at: number, on: number, sent: Step['sent']): Step => ({ url: `https://a.test/${path}`, at, on, opens: true, sent: sent ?? {} });
  const byPage = secure('image', 0, 1, secFetch('cross-site', 'no-cors', 'image'));
  const frame = secure('frame', 100, 2, secFetch('cross-site', 'navigate', 'iframe'));

  it('keeps a frame of another site apart from the page', () => {
    const why = whyOf(visit(byPage, frame), '/frame');
    expect([why.reason, why.confidence, why.fix]).toEqual(['partition', 'certain', null]);
    expect(why.evidence).toEqual(['This request was made by or for a frame of another site, #1 by the page of https://page.test itself.', expect.stringMatching(/^Browsers keep connections apart by the site of the page/)]);
    expect(whyOf(visit(frame, { ...byPage, at: 200 }), '/image').evidence[0]).toBe('This request was made by the page of https://page.test itself, #2 by or for a frame of another site.');
  });

  it('comes before credentials: a change of these would not help', () => {
    const anonymous = secure('font', 200, 3, { ...secFetch('cross-site', 'cors', 'font'), Origin: 'https://page.test' });
    const why = whyOf(visit(frame, anonymous), '/font');
    expect(why.reason).toBe('partition');
    expect(why.evidence.at(-1)).toContain('keeps them apart as well');
  });

  it('keeps pages of two sites apart', () => {
    const other = { id: 'page_2', title: 'https://other.test/', startedDateTime: new Date(ZERO + 500).toISOString(), pageTimings: {} };
    const entries = [byPage, { ...byPage, url: 'https://a.test/again', at: 600, on: 2, sent: { ...byPage.sent, Referer: 'https://other.test/' } }];
    const why = whyOf(analyseFile(harFile(entries.map(stepEntry), [PAGE, other])), '/again');
    expect([why.reason, why.confidence]).toEqual(['partition', 'certain']);
    expect(why.evidence[0]).toBe('This request belongs to a page of https://other.test, #1 to one of https://page.test.');
  });

  it('is a guess where the other page was left so long ago that its connection may have been closed', () => {
    const other = { id: 'page_2', title: 'https://other.test/', startedDateTime: new Date(ZERO + 3_600_000).toISOString(), pageTimings: {} };
    const entries = [byPage, { ...byPage, url: 'https://a.test/again', at: 3_600_100, on: 2, sent: { ...byPage.sent, Referer: 'https://other.test/' } }].map((step) => ({ ...step, httpVersion: 'h2' }));
    const why = whyOf(analyseFile(harFile(entries.map(stepEntry), [PAGE, other])), '/again');
    expect([why.reason, why.confidence, why.evidence.at(-1)]).toEqual(['partition', 'guess', '#1 had been idle for 3600 s and may have been closed: then this one was needed in any case.']);
  });

  it('is silent between two pages of one site', () => {
    const next = { id: 'page_2', title: 'https://www.page.test/', startedDateTime: new Date(ZERO + 500).toISOString(), pageTimings: {} };
    const entries = [byPage, { ...byPage, url: 'https://a.test/again', at: 600, on: 2 }];
    expect(whyOf(analyseFile(harFile(entries.map(stepEntry), [PAGE, next])), '/again').reason).not.toBe('partition');
  });

  it('is not why another protocol is spoken with what the page itself was given', () => {
    const h2 = { httpVersion: 'h2' };
    expect(verdictOf(visit(byPage, { ...frame, ...h2 }, { ...secure('2', 200, 3, byPage.sent), ...h2 }), '/2')).toBe('protocol-upgrade guess');
  });

  it('is not ruled out by one of the own where others are of another', () => {
    const { ruledOut } = whyOf(visit(byPage, frame, secure('2', 300, 3, byPage.sent)), '/2');
    expect(ruledOut.filter(({ reason }) => reason === 'partition')).toEqual([]);
    expect(ruledOutOf(whyOf(visit(byPage, secure('2', 300, 3, byPage.sent)), '/2'))).toContain('partition: the same page asked for both.');
  });

  it('is a guess for a document of which nothing tells whether it was for a frame', () => {
    const plain = (path: string, at: number, on: number, type: string, more: Partial<Step> = {}): Step => ({ url: `http://a.test/${path}`, at, on, sent: HOST, entry: { _resourceType: type }, ...more });
    const fetched = plain('1', 0, 1, 'fetch', opening);
    const why = whyOf(visit(fetched, plain('download', 100, 2, 'document')), '/download');
    expect([why.reason, why.confidence]).toEqual(['partition', 'guess']);
    expect(why.evidence[0]).toBe('This request was made for a document of another site, in a frame or for a page of its own (nothing tells which), #1 by the page of https://page.test itself.');
    expect(verdictOf(visit(plain('download', 10, 1, 'document', { ...opening, wait: 300 }), plain('2', 100, 2, 'fetch', opening)), '/2')).toBe('partition guess');
  });

  it('is not said where the other connection served both pages', () => {
    const page = (url: string, at: number, on: number, more: Partial<Step> = {}): Step => ({ url, at, on, opens: true, entry: { _resourceType: 'document' }, ...more });
    const hop = page('http://page.test/', 0, 10, { status: 301, redirectTo: 'https://page.test/' });
    const fetched = (path: string, at: number, on: number): Step => ({ url: `http://page.test/${path}`, at, on, entry: { _resourceType: 'fetch' } });
    const why = whyOf(visit(hop, page('https://page.test/', 60, 20, { httpVersion: 'h2' }), fetched('b', 200, 10), { ...fetched('c', 400, 11), ...opening }), '/c');
    expect(why.reason).not.toBe('partition');
  });

  it('names no page that was only fetched ahead, nor by a later one that was answered from that', () => {
    const document = { ...secFetch('none', 'navigate', 'document'), Referer: 'https://page.test/' };
    const prefetch: Step = { ...secure('next', 100, 1, document), entry: { _resourceType: 'prefetch' } };
    const fetched = secure('data', 300, 2, { ...secFetch('cross-site', 'cors', 'empty'), Origin: 'https://page.test' });
    const next = { ...PAGE, id: 'page_2', title: 'https://a.test/next', startedDateTime: new Date(ZERO + 1000).toISOString() };
    const answered: Step = { ...secure('next', 1000, 1, document), opens: undefined as never, pageref: 'page_2', entry: { _resourceType: 'document' } };
    const own = { ...PAGE, startedDateTime: new Date(ZERO).toISOString() };
    const evidenceOf = (...steps: readonly Step[]): string => whyOf(analyseFile(harFile(steps.map((step) => stepEntry({ pageref: 'page_1', ...step })), [own, next])), '/data').evidence.join(' ');
    expect(evidenceOf(prefetch, fetched)).toContain('#1 for a document of another site, in a frame or for a page of its own (nothing tells which)');
    expect(evidenceOf(prefetch, fetched, answered)).not.toContain('https://a.test');
  });

  describe('in a Chromium of which nobody knows whether it does so', () => {
    const older = (step: Step): unknown => ({ ...(stepEntry({ ...step, connection: String(step.on) }) as object), _connectionId: undefined });
    const told = (...steps: readonly Step[]): Analysis => analyseFile(harFile(steps.map(older), [PAGE]));
    const later = (path: string, at: number, on: number, step: Step): Step => ({ ...step, url: `https://a.test/${path}`, at, on });

    it('is a guess', () => expect(verdictOf(told(byPage, frame), '/frame')).toBe('partition guess'));

    it('explains one connection with another', () => {
      const why = whyOf(told(byPage, frame, later('2', 300, 3, byPage)), '/2');
      expect([why.reason, why.evidence[0]]).toEqual(['partition', 'This request was made by the page of https://page.test itself, #2 by or for a frame of another site.']);
    });

    it('is not guessed where one of the own was there, free or in use', () => {
      const own = { ...later('again', 250, 1, byPage), opens: undefined as never };
      expect(verdictOf(told(byPage, frame, own, later('2', 400, 3, byPage)), '/2')).toBe('unknown guess');
      expect(verdictOf(told({ ...frame, at: 0, wait: 300 }, { ...byPage, at: 50 }, later('frame2', 100, 3, frame)), '/frame2')).toBe('unknown guess');
    });

    it('is no reason for one that was open before it was needed', () => {
      const h2 = { httpVersion: 'h2' };
      expect(verdictOf(told({ ...byPage, ...h2 }, { ...frame, ...h2, opens: undefined as never }), '/frame')).toBe('speculative guess');
    });
  });

  it('is a guess where another was there, asked alike, and nothing tells which frame asked', () => {
    const css = { ...secFetch('cross-site', 'no-cors', 'image'), Referer: 'https://cdn.test/site.css' };
    expect(verdictOf(visit(byPage, secure('2', 100, 2, css), { ...byPage, url: 'https://a.test/3', at: 200, opens: undefined as never }), '/2')).toBe('partition guess');
  });
});
