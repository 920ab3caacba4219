import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../model/analysis.ts';
import { harFile, ZERO } from '../../test/har.ts';
import { analyseFile } from '../../test/read.ts';
import { requestTo, stallFor, stepEntry, verdictOf, visit, whyOf, type Step } from '../../test/visit.ts';
import { insightOf } from '../insight.ts';
import { poolsOf } from './pools.ts';

const HOST = { Host: 'a.test', Referer: 'https://page.test/' };
const CORS = { sent: { ...HOST, Origin: 'https://page.test' }, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' } };
const opening = { opens: true } as const;
const asked = (path: string, at: number, on: number, more: Partial<Step>): Step => ({ url: `http://a.test/${path}`, at, on, ...more });
/** With credentials. An opener is done 40 ms later, others 15. */
const image = (path: string, at: number, on: number, more: Partial<Step> = {}): Step => asked(path, at, on, { sent: HOST, entry: { _resourceType: 'image' }, ...more });
/** Without. */
const font = (path: string, at: number, on: number, more: Partial<Step> = {}): Step => asked(path, at, on, { sent: CORS.sent, entry: { _resourceType: 'font' }, ...more });
/** Nobody can tell. */
const fetched = (path: string, at: number, on: number, more: Partial<Step> = {}): Step => asked(path, at, on, { ...CORS, entry: { _resourceType: 'fetch' }, ...more });

const h2 = (step: Step): Step => ({ ...step, url: step.url.replace('http:', 'https:'), httpVersion: 'h2' });

function madeIn(analysis: Analysis, end: string): string {
  const found = poolsOf(analysis).ofRequest(requestTo(analysis, end)).credentials;
  return found === null ? 'unknown' : `${found.pool} ${found.sure ? 'sure' : 'presumed'}: ${found.because}`;
}
const made = (end: string, ...steps: readonly Step[]): string => madeIn(visit(...steps), end);
/** Without the reason. */
const brief = (said: string): string => said.replace(/:.*/, '');

describe('what no header tells is learnt from where requests went', () => {
  const first = image('i1', 0, 1, opening);
  const apart = [first, fetched('f1', 100, 2, opening), image('i2', 200, 1)];

  it('with credentials, where one of its kind shared a connection with what has them', () => {
    expect(made('/f2', first, fetched('f1', 100, 1), fetched('f2', 110, 2, opening))).toBe('with presumed: requests of its kind shared #1 with others made with credentials');
  });

  it('without, where one opened a connection while one of the others was free', () => {
    expect(made('/f1', ...apart)).toBe('without presumed: requests of its kind opened #2 while #1, which carried requests with credentials, was free');
  });

  it('and so where one of the others did while its own was free', () => {
    expect(made('/f1', fetched('f1', 0, 1, opening), image('i1', 100, 2, opening), fetched('f2', 200, 1))).toBe('without presumed: requests with credentials opened #2 while #1, which carried requests of its kind, was free');
  });

  it('the same of what is made without', () => {
    const fonts = font('t1', 0, 1, opening);
    expect(made('/f1', fonts, fetched('f1', 100, 1))).toMatch(/^without presumed: .* shared #1 with others made without credentials$/);
    expect(made('/f1', fonts, fetched('f1', 100, 2, opening), font('t2', 200, 1))).toMatch(/^with presumed: .* #1, which carried requests without credentials, was free$/);
  });

  it('where it was surely free: an end may be told 10 ms late, and what is given a connection may be sent 10 ms later', () => {
    const between = (at: number, next: number): string => brief(made('/f1', first, fetched('f1', at, 2, opening), image('i2', next, 1)));
    expect([between(50, 200), between(51, 200), between(100, 110), between(100, 111)]).toEqual(['unknown', 'without presumed', 'unknown', 'without presumed']);
  });

  it('of the longest stretch among those that had begun', () => {
    expect(brief(made('/f1', first, image('long', 0, 3, opening), image('s1', 60, 1), image('s2', 150, 1), fetched('f1', 300, 2, opening), image('again', 400, 3)))).toBe('without presumed');
  });

  it('without, where there were more in use at once than one pool holds, and not of its kind alone', () => {
    const images = (count: number): readonly Step[] => Array.from({ length: count }, (_, i) => image(`i${i}`, 10 * i, 1 + i, { ...opening, wait: 500 }));
    const fetches = (count: number, at = 100): readonly Step[] => Array.from({ length: count }, (_, i) => fetched(`f${i}`, at + 10 * i, 11 + i, { ...opening, wait: 500 }));
    expect(made('/f0', ...images(3), ...fetches(4))).toBe('without presumed: when #14 was opened, 7 connections were in use for requests of its kind and requests with credentials, and one pool holds no more than 6');
    expect([made('/f0', ...images(3), ...fetches(3)), made('/f0', ...images(3), ...fetches(4, 600)), made('/f0', image('i', 0, 1, opening), ...fetches(7)), made('/f0', ...images(7), ...fetches(1))]).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(made('/f0', ...[...images(3), ...fetches(4)].map(h2))).toBe('unknown');
    // The first image ends at 530, the last fetch() begins 30 ms after the first.
    expect([399, 400].map((at) => brief(made('/f0', ...images(3), ...fetches(4, at))))).toEqual(['without presumed', 'unknown']);
  });

  it('nothing of the rest from one that shows by its own headers how it was made', () => {
    const shown = (headers: Readonly<Record<string, string>>): string => brief(made('/f2', fetched('f1', 0, 1, { ...opening, sent: { ...CORS.sent, ...headers } }), fetched('f2', 1000, 2, opening)));
    expect([shown({}), shown({ Cookie: 'a=b' }), shown({ 'Sec-Fetch-Storage-Access': 'active' })]).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('nothing where what it opened one beside was never used again', () => {
    expect(made('/f1', first, fetched('f1', 100, 2, opening))).toBe('unknown');
  });

  it('nothing where some went one way and some the other', () => {
    expect(made('/f1', ...apart, fetched('f2', 300, 1))).toBe('unknown');
  });

  it('nothing from a page of another place', () => {
    const framed = { sent: { ...CORS.sent, Origin: 'https://frame.test' } };
    expect(made('/f1', first, fetched('f1', 100, 2, { ...opening, ...framed }), image('i2', 200, 1))).toBe('unknown');
  });

  it('nothing of a connection that was opened for another host: it may have answered 421', () => {
    const imageOf = (host: string): Partial<Step> => ({ url: `https://${host}/x`, httpVersion: 'h2', entry: { _resourceType: 'image' }, sent: { Host: host, Referer: 'https://page.test/' } });
    const shared = [image('', 0, 1, { ...opening, ...imageOf('b.test') }), image('', 50, 1, imageOf('a.test'))];
    const f1 = fetched('', 100, 2, { ...opening, url: 'https://a.test/f1', httpVersion: 'h2' });
    expect(made('/f1', ...shared, f1, image('', 200, 1, imageOf('a.test')))).toBe('unknown');
  });

  it('over HTTP/2 a connection is free while it is there', () => {
    expect(brief(made('/f1', ...[image('i1', 0, 1, { ...opening, wait: 500 }), fetched('f1', 100, 2, opening), image('i2', 200, 1)].map(h2)))).toBe('without presumed');
  });

  it('nothing from what another origin was asked on its connection', () => {
    const ofB: Partial<Step> = { url: 'https://b.test/fb', httpVersion: 'h2', sent: { ...CORS.sent, Host: 'b.test' } };
    expect(made('/f1', h2(first), fetched('', 50, 1, ofB), h2(fetched('f1', 100, 2, opening)))).toBe('unknown');
  });

  it('nothing where the other protocol is the reason', () => {
    expect(made('/f1', h2(first), { ...h2(fetched('f1', 100, 2, opening)), httpVersion: 'h3' }, h2(image('i2', 200, 1)))).toBe('unknown');
  });

  it('nothing from one that failed, whose end may be told 100 ms late, nor from one whose end is not told', () => {
    const images = [0, 1, 2].map((i) => image(`i${i}`, 10 * i, 1 + i, { ...opening, wait: 500 }));
    const aborted = fetched('f2', 120, 13, { ...opening, wait: 45, response: { _error: 'net::ERR_ABORTED' } });
    const fetches = [fetched('f0', 100, 11, { ...opening, wait: 500 }), fetched('f1', 110, 12, { ...opening, wait: 500 })];
    expect(made('/f0', ...images, ...fetches, aborted, fetched('f3', 170, 20, { ...opening, wait: 500 }))).toBe('unknown');
    const unread = [0, 1, 2].map((i) => fetched(`f${i}`, i, 11 + i, { ...opening, timings: { blocked: 0, dns: 5, connect: 20, ssl: -1, send: 0, wait: 10, receive: 20_000 }, response: { _error: 'net::ERR_ABORTED' } }));
    const later = [0, 1, 2, 3].map((i) => image(`i${i}`, 10_000 + i, 1 + i, { ...opening, wait: 500 }));
    expect(made('/f0', ...unread, ...later, fetched('late', 10_100, 30, opening))).toBe('unknown');
  });

  describe('of pages that follow each other', () => {
    const pageOf = (id: string, url: string, at: number): unknown => ({ id, title: url, startedDateTime: new Date(ZERO + at).toISOString(), pageTimings: {} });
    const [one, two] = [{ pageref: 'page_1' }, { pageref: 'page_2' }];

    it('what one does says nothing of the other, of another site', () => {
      const other = { ...two, sent: { Host: 'a.test', Referer: 'https://other.test/' } };
      const steps = [image('i1', 0, 1, { ...opening, ...one }), fetched('f1', 100, 2, { ...opening, ...one }), image('i2', 200, 1, one), image('j1', 5000, 5, { ...opening, wait: 300, ...other }), fetched('g1', 5100, 6, { ...opening, ...two, sent: { ...other.sent, Origin: 'https://other.test' } })];
      const both = analyseFile(harFile(steps.map(stepEntry), [pageOf('page_1', 'https://page.test/', 0), pageOf('page_2', 'https://other.test/', 4900)]));
      expect([brief(madeIn(both, '/f1')), madeIn(both, '/g1'), verdictOf(both, '/g1')]).toEqual(['without presumed', 'unknown', 'parallel likely']);
    });

    it('nor of what a document asks its own origin', () => {
      const [www, own] = [{ Host: 'a.page.test', Referer: 'http://www.page.test/' }, { Host: 'a.page.test', Referer: 'http://a.page.test/' }];
      const at = (path: string, step: Step): Step => ({ ...step, url: `http://a.page.test/${path}` });
      const steps = [
        at('j1', image('', 0, 1, { ...opening, wait: 300, sent: own, ...one })),
        at('own', asked('', 100, 2, { ...opening, sent: own, entry: { _resourceType: 'fetch' }, ...one })),
        at('i1', image('', 5000, 1, { sent: www, ...two })),
        at('f1', fetched('', 5100, 3, { ...opening, sent: { ...www, Origin: 'http://www.page.test' }, ...two })),
        at('i2', image('', 5200, 1, { sent: www, ...two })),
      ];
      const both = analyseFile(harFile(steps.map(stepEntry), [pageOf('page_1', 'http://a.page.test/', -10), pageOf('page_2', 'http://www.page.test/', 4900)]));
      expect([brief(madeIn(both, '/f1')), brief(madeIn(both, '/own')), verdictOf(both, '/own')]).toEqual(['without presumed', 'with presumed', 'parallel likely']);
    });
  });

  it('nothing of what is made in ways of its own, nor of estimated connections', () => {
    const preflight = { method: 'OPTIONS', sent: { ...CORS.sent, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }, entry: { _resourceType: 'preflight' } };
    expect(made('/p', first, fetched('f1', 100, 1), asked('p', 200, 1, preflight))).toBe('without presumed: a CORS preflight carries no credentials');
    const unnamed = visit(...apart.map((step) => ({ ...step, on: null })));
    expect([madeIn(unnamed, '/f1'), unnamed.basis]).toEqual(['unknown', 'inferred']);
  });

  it('what the page asked of its own origin without credentials is not taken to have them', () => {
    const own = (step: Step, type: string): Step => ({ ...step, url: step.url.replace('http://a.test', 'https://page.test'), sent: { Host: 'page.test', 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': type === 'empty' ? 'cors' : 'no-cors', 'Sec-Fetch-Dest': type } });
    expect(brief(made('/f1', own(apart[0]!, 'image'), own(apart[1]!, 'empty')))).toBe('with presumed');
    expect(brief(made('/f1', own(apart[0]!, 'image'), own(apart[1]!, 'empty'), own(apart[2]!, 'image')))).toBe('without presumed');
  });

  describe('and so, said to be likely,', () => {
    it('credentials are the reason for the first of its pool, and all in use for the next', () => {
      const steps = [first, fetched('f1', 20, 2, { ...opening, wait: 500 }), fetched('f2', 100, 3, opening), image('i2', 200, 1)];
      const why = whyOf(visit(...steps), '/f1');
      expect([why.reason, why.confidence, why.evidence[0]]).toEqual(['credentials', 'likely', 'This request was presumably made without credentials: requests of its kind opened #3 while #1, which carried requests with credentials, was free.']);
      const next = whyOf(visit(...steps), '/f2');
      expect([next.reason, next.confidence, next.evidence[1]]).toEqual(['parallel', 'likely', '#1 seems to be of another pool.']);
    });

    it('so is a verdict on others, where what was free is of another pool only by that', () => {
      const busy = image('busy', 210, 1, { wait: 500 });
      expect(verdictOf(visit(...apart, busy, image('i3', 400, 3, opening), fetched('f2', 600, 2)), '/i3')).toBe('parallel likely');
      expect(verdictOf(visit(first, busy, image('i3', 400, 3, opening)), '/i3')).toBe('parallel certain');
    });

    it('one of another pool that is the reason for one is there for the next of its own', () => {
      const steps = [image('i1', 0, 1, { ...opening, wait: 300 }), fetched('f1', 20, 2, { ...opening, wait: 300 }), image('i2', 40, 3, { ...opening, wait: 300 }), image('i3', 500, 1), fetched('f2', 420, 4, opening), image('i4', 600, 1)];
      expect([verdictOf(visit(...steps), '/f1'), whyOf(visit(...steps), '/i2').reason]).toEqual(['credentials likely', 'parallel']);
      expect(JSON.stringify([...insightOf(visit(...steps)).why.values()])).not.toContain('another partition');
    });

    it('what waits is not held up by connections of the other pool', () => {
      const six = Array.from({ length: 6 }, (_, i) => image(`p${i}`, 1000, 10 + i, { ...opening, wait: 900 }));
      expect(stallFor(visit(first, ...six, image('late', 1100, 10, { stalled: 840 })), '/late').why).toBe('slots');
      expect(stallFor(visit(...apart, ...six, fetched('late', 1100, 2, { stalled: 840 })), '/late').why).toBe('unknown');
    });
  });
});
