import { describe, expect, it } from 'vitest';
import { firefoxEntry, type Timings } from '../test/har.ts';
import { heard } from '../test/read.ts';
import { navigationTiming, reusedTiming, timingBatch, type TimingEntry } from '../test/timing.ts';
import { analyse } from './analyse.ts';
import { draftOf, type Draft } from './draft.ts';
import { isUrgent, spareOf } from './page-load.ts';
import { pagesFromTiming, withSites } from './pages.ts';
import { reconcile, type Heard } from './reconcile.ts';

const PAGE = 'https://a.test/';
/** Two pictures that need two connections, 1 asked for before 2. */
const PICTURES = [{ name: '1', at: 400 }, { name: '2', at: 412 }];

interface Told {
  /** How the connect of the page's connection began, TCP ended and TLS ended, ms after the load was asked for. */
  readonly connected?: readonly [from: number, tcp: number, tls: number];
  /** What the log has of the page; 50 ms after the load was asked for. */
  readonly logged?: Timings;
  readonly page?: string;
  readonly sources?: 'both' | 'timing' | 'har';
  readonly ip?: string;
  /** Only the first picture is there. */
  readonly isOne?: boolean;
  /** The page is another page's frame. */
  readonly isFrame?: boolean;
  readonly isRedirected?: boolean;
}

const LOGGED: Timings = { blocked: 20, dns: 0, connect: 0, ssl: 0, send: 0, wait: 42, receive: 0 };

function heardOf({ connected: [from, tcp, tls] = [1, 40, 80], logged = LOGGED, page = PAGE, sources = 'both', ip = '203.0.113.2', isOne = false, isFrame = false, isRedirected = false }: Told): Heard {
  const asked = PICTURES.slice(0, isOne ? 1 : 2);
  const har = [
    firefoxEntry({ url: page, ip, at: 50, response: { bodySize: 500 }, timings: logged, sent: { Host: 'a.test', 'Sec-Fetch-Dest': isFrame ? 'iframe' : 'document' } }),
    ...asked.map(({ name, at }) => firefoxEntry({ url: `${page}${name}`, ip, at, timings: { ...LOGGED, blocked: 0 }, sent: { Host: 'a.test', 'Sec-Fetch-Dest': 'image' } })),
  ];
  const setUp: TimingEntry = { domainLookupStart: from, domainLookupEnd: from, connectStart: from, secureConnectionStart: page === PAGE ? tcp : 0, connectEnd: tls, requestStart: tls, responseStart: tls + 40, responseEnd: tls + 42, ...(isRedirected && { redirectStart: 0, redirectEnd: 1, fetchStart: 1 }) };
  const pictures = asked.map(({ name, at }) => reusedTiming({ name: `${page}${name}`, initiatorType: 'img', startTime: at, requestStart: at, responseStart: at + 42, responseEnd: at + 42 }));
  const timing = timingBatch([navigationTiming({ name: page, ...setUp }), ...pictures], { document: 'd1', url: page, top: !isFrame });
  const told = heard({ har: sources === 'timing' ? [] : har, timing: sources === 'har' ? [] : [timing] });
  return { ...told, timing: told.timing.map((one) => ({ ...one, browser: 'firefox' })) };
}

/** Of the connections what each carried; "" is the page. */
const carried = (told: Told): readonly (readonly string[])[] => analyse(heardOf(told)).connections.map(({ requests }) => requests.map(({ url }) => url.slice((told.page ?? PAGE).length)));

/** How likely the page has a second connection. */
const spare = (told: Told): number => spareOf(pageOf(told));

function pageOf(told: Told): Draft {
  const all = heardOf(told);
  const drafts = reconcile(all).map((joined) => draftOf(joined, withSites(pagesFromTiming(all.timing))));
  return drafts.find(({ facts }) => facts.url === (told.page ?? PAGE))!;
}

const ITS_OWN_LAST = [['', '2'], ['1']];
const ITS_OWN_FIRST = [['', '1'], ['2']];

describe('the connection of a page over TLS in Firefox', () => {
  it('was begun with the load, and one more with the request: what comes next is on that', () => {
    expect(carried({})).toEqual(ITS_OWN_LAST);
  });

  it('goes first, if TCP had not connected when the request was made', () => {
    expect(carried({ connected: [1, 70, 120] })).toEqual(ITS_OWN_FIRST);
  });

  it('goes first, if the request began it', () => {
    expect(carried({ connected: [54, 97, 147], logged: { ...LOGGED, blocked: 70, connect: 43, ssl: 50 } })).toEqual(ITS_OWN_FIRST);
  });

  it('also after a redirect, of which the log dates the connect otherwise', () => {
    expect([40, 70].map((tcp) => isUrgent(pageOf({ isRedirected: true, connected: [1, tcp, 120] })))).toEqual([true, false]);
  });

  it('by the times of the page alone', () => {
    expect([carried({ sources: 'timing' }), carried({ sources: 'timing', connected: [1, 80, 120] })]).toEqual([ITS_OWN_LAST, ITS_OWN_FIRST]);
  });

  it('by the log alone, if the answer came from afar', () => {
    expect(carried({ sources: 'har' })).toEqual(ITS_OWN_LAST);
    expect([42, 5].map((wait) => carried({ sources: 'har', isOne: true, logged: { ...LOGGED, wait } }))).toEqual([[[''], ['1']], [['', '1']]]);
    expect(carried({ sources: 'har', logged: { ...LOGGED, connect: 43, ssl: 50 } })).toEqual(ITS_OWN_FIRST);
    expect(carried({ sources: 'har', logged: { ...LOGGED, blocked: 90, wait: 80 } })).toEqual(ITS_OWN_FIRST);
  });

  it('is not spared, if it is a frame’s', () => {
    expect(carried({ isFrame: true })).toEqual(ITS_OWN_FIRST);
    expect(carried({ isFrame: true, sources: 'har' })).toEqual(ITS_OWN_FIRST);
  });
});

describe('what follows a page in Firefox is on the second connection', () => {
  it('if the connect began with the load, and not if it was ready before', () => {
    expect([1, 12, 14].map((from) => carried({ isOne: true, connected: [from, 40, 80] }))).toEqual([[[''], ['1']], [[''], ['1']], [['', '1']]]);
  });

  it('by the times of the page alone, if it began at once', () => {
    expect([1, 5, 6].map((from) => spare({ sources: 'timing', connected: [from, 40, 80] }))).toEqual([0.95, 0.95, 0.3]);
  });

  it('if the request began a connect of its own long after the load; it did so soon where a link was followed', () => {
    const logged = { ...LOGGED, blocked: 70, connect: 43, ssl: 50 };
    expect([54, 26, 19].map((from) => spare({ connected: [from, from + 43, from + 93], logged }))).toEqual([0.95, 0.95, 0.05]);
    expect(spare({ sources: 'har', logged })).toBe(0.3);
  });

  it('and not after a redirect', () => {
    expect([spare({}), spare({ isRedirected: true })]).toEqual([0.95, 0]);
  });

  it('which there is none of in a private network', () => {
    expect(carried({ isOne: true, ip: '192.168.1.9' })).toEqual([['', '1']]);
  });

  it('over TLS only: there is none over plain HTTP', () => {
    expect(carried({ isOne: true, page: 'http://a.test/', connected: [1, 0, 40] })).toEqual([['', '1']]);
    expect(carried({ isOne: true, page: 'http://a.test/', connected: [54, 0, 97], logged: { ...LOGGED, connect: 43 } })).toEqual([['', '1']]);
  });
});
