import { describe, expect, it } from 'vitest';
import { chromiumEntry, harFile, OPENED_TLS, REUSED, ZERO } from '../test/har.ts';
import { analyseEntries, analyseFile, heard } from '../test/read.ts';
import { navigationTiming, newTiming, timingBatch } from '../test/timing.ts';
import { analyse, NOTHING_HEARD } from './analyse.ts';
import { peakConcurrency } from './concurrency.ts';

const page = [
  chromiumEntry({ url: 'https://a.test/', httpVersion: 'h2', timings: OPENED_TLS }),
  chromiumEntry({ url: 'https://b.test/1', httpVersion: 'h2', at: 60, timings: { ...REUSED, blocked: 40 } }),
  chromiumEntry({ url: 'https://b.test/2', httpVersion: 'h2', at: 70, entry: { _fromCache: 'memory' } }),
];

describe('totals', () => {
  it('count what used a connection, and sum what it cost', () => {
    expect(analyseEntries(...page).totals).toEqual({ requests: 3, connections: 1, new: 1, openedEarlier: 0, reused: 1, none: 1, unknown: 0, reuseRatio: 0.5, setupMs: 34, stalledMs: 42, byProtocol: { h2: 2 } });
  });

  it('a shared connection counts for each origin that it served, once for the page', () => {
    const { origins, totals } = analyseEntries(...page);
    expect(origins.map(({ origin, totals: own, protocols }) => [origin, own.connections, own.requests, protocols])).toEqual([['https://a.test', 1, 1, ['h2']], ['https://b.test', 1, 2, ['h2']]]);
    expect(totals.connections).toBe(1);
  });

  it('nothing heard: no ratio, no span, no basis', () => {
    expect(analyse(NOTHING_HEARD)).toMatchObject({ totals: { requests: 0, reuseRatio: null }, span: null, basis: 'none', pages: [], origins: [] });
  });
});

describe('peakConcurrency', () => {
  it.each([
    [0, []],
    [1, [[0, 10], [10, 20]]],
    [2, [[0, 11], [10, 20]]],
    [3, [[0, 100], [10, 20], [12, Infinity], [30, 40]]],
  ])('is %i of %j', (peak, intervals) => {
    expect(peakConcurrency(intervals.map(([start = 0, end = 0]) => ({ start, end })))).toBe(peak);
  });
});

describe('pages', () => {
  it('are a file\'s own; a request belongs to the last that began before it', () => {
    const at = (ms: number): string => new Date(ZERO + ms).toISOString();
    const pages = [{ id: 'p1', title: 'http://shop.test/', startedDateTime: at(0) }, { id: 'p2', title: 'http://shop.test/2', startedDateTime: at(1000) }];
    const { requests } = analyseFile(harFile([chromiumEntry({ at: 5 }), chromiumEntry({ at: 995 }), chromiumEntry({ at: 1500 })], pages));
    expect(requests.map((request) => request.page)).toEqual(['p1', 'p2', 'p2']);
  });

  it('of a live recording are its top documents, with their milestones', () => {
    const top = timingBatch([navigationTiming({ domContentLoadedEventEnd: 90, loadEventEnd: 0 }), newTiming({ startTime: 40 })]);
    const frame = timingBatch([navigationTiming({ name: 'http://shop.test:8080/frame' })], { document: 'd2', top: false, at: 2000 });
    const { pages, requests } = analyse(heard({ timing: [frame, top] }));
    expect(pages).toMatchObject([{ url: 'http://shop.test:8080/', start: ZERO, contentLoaded: ZERO + 90, load: null }]);
    expect(new Set(requests.map((request) => request.page))).toEqual(new Set([pages[0]?.id]));
  });
});

it('the span reaches from the first start to the last known end', () => {
  expect(analyseEntries(...page).span).toEqual({ start: ZERO, end: expect.closeTo(ZERO + 113.5, 3) as number });
});

it('requests of the same ms keep the order in which the browser told them', () => {
  const { requests } = analyseEntries(...Array.from({ length: 12 }, (_, index) => chromiumEntry({ url: `http://shop.test/${index}` })));
  expect(requests.map(({ url }) => url.slice('http://shop.test/'.length))).toEqual(Array.from({ length: 12 }, (_, index) => `${index}`));
});
