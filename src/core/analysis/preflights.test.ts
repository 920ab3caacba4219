import { describe, expect, it } from 'vitest';
import { lengthOf } from '../model/phase.ts';
import { chromiumEntry, firefoxEntry, OPENED, REUSED, ZERO } from '../test/har.ts';
import { brokenInvariants } from '../test/invariants.ts';
import { analyseEntries, heard, only, openingOf } from '../test/read.ts';
import { reusedTiming, timingBatch, webRecord } from '../test/timing.ts';
import { analyse } from './analyse.ts';

/** Blocked for 90 ms, 60 of which its preflight took; over at 103.5. */
const asked = chromiumEntry({ timings: { ...REUSED, blocked: 90 } });
/** Connects for 24 ms and is answered after 34.5 more. */
const preflight = (at: number, more: Parameters<typeof chromiumEntry>[0] = {}): unknown =>
  chromiumEntry({ method: 'OPTIONS', at, timings: { ...OPENED, blocked: 0.5, wait: 31, receive: 3, _blocked_queueing: -1 }, entry: { _resourceType: 'preflight' }, ...more });

describe('a preflight that is dated late', () => {
  it('was answered before its request was sent: it opened the connection, and the request reused it', () => {
    const analysis = analyseEntries(asked, preflight(95));
    const [first, second] = analysis.requests;
    expect([first!.method, openingOf(first!), second!.method, openingOf(second!)]).toEqual(['GET', 'reused', 'OPTIONS', 'new']);
    expect(only(analysis.connections).requests.map(({ method }) => method)).toEqual(['OPTIONS', 'GET']);
    // 60 ms from its beginning to its end, at which the request was sent.
    expect([second!.start - ZERO, second!.end! - ZERO]).toEqual([30, 90]);
    expect(second!.problems).toMatchObject([{ code: 'dated-late', message: expect.stringContaining('answered 65.0 ms after') }]);
    expect(brokenInvariants(analysis)).toEqual([]);
  });

  const datesOf = (...entries: readonly unknown[]): readonly number[] => analyseEntries(...entries).requests.filter(({ method }) => method === 'OPTIONS').map(({ start }) => start - ZERO);

  it('stays where it is while it ends in time, by the clocks of two processes', () => {
    expect(datesOf(asked, preflight(25))).toEqual([25]);
    const by = (ms: number): readonly number[] => datesOf(asked, preflight(30, { timings: { ...OPENED, blocked: 0.5, wait: 31 + ms, receive: 3, _blocked_queueing: -1 } }));
    expect([by(0.9), by(1.25)]).toEqual([[30], [28.75]]);
  });

  it('belongs to the last request before it that waited as long, and each has one', () => {
    const again = chromiumEntry({ at: 200, timings: { ...REUSED, blocked: 90 } });
    expect(datesOf(asked, again, preflight(40), preflight(240))).toEqual([30, 230]);
    const unasked = chromiumEntry({ at: 80, timings: REUSED });
    expect(datesOf(asked, unasked, preflight(95))).toEqual([30]);
    const later = chromiumEntry({ at: 100, timings: { ...REUSED, blocked: 90 } });
    expect(datesOf(asked, later, preflight(95))).toEqual([30]);
  });

  it('does not belong to what the page asked before, where the request itself failed or still runs', () => {
    const failed = chromiumEntry({ at: 92, status: 0, id: null, httpVersion: '', response: { _error: 'net::ERR_FAILED' } });
    expect(datesOf(asked, failed, preflight(95))).toEqual([95]);
  });

  it('belongs to no request of another method than it names', () => {
    expect(datesOf(asked, preflight(95, { sent: { 'Access-Control-Request-Method': 'PUT' } }))).toEqual([95]);
    expect(datesOf(asked, preflight(95, { sent: { 'Access-Control-Request-Method': 'GET' } }))).toEqual([30]);
  });

  it('opened its connection, though others on it were done by its date', () => {
    const other = chromiumEntry({ url: 'http://shop.test:8080/other.js', at: 60, timings: REUSED });
    const lanes = (at: number): unknown => analyseEntries(other, preflight(at)).connections.map(({ id, requests }) => [id, requests.map(openingOf)]);
    expect(lanes(95)).toEqual([['58', ['new', 'reused']]]);
    // By then the id may have been given again.
    expect(lanes(1500)).toEqual([['58', ['opened-earlier']], ['58 (2)', ['new']]]);
  });

  it('is left alone where nothing says that it is late, or whose it is', () => {
    const inTime = { ...OPENED, blocked: 1.5, wait: 31, _blocked_queueing: 0 };
    expect(datesOf(asked, preflight(95, { timings: inTime }))).toEqual([95]);
    expect(datesOf(asked, preflight(95, { entry: { _resourceType: 'fetch' } }))).toEqual([95]);
    expect(datesOf(asked, preflight(95, { url: 'http://shop.test:8080/b.js' }))).toEqual([95]);
    // Nobody is told of a preflight a second late.
    expect(datesOf(asked, preflight(1031))).toEqual([1031]);
  });
});

/** As Firefox 153 told of a POST that was sent on: dated 142 ms before its preflight, which connected first, and timed from when it was sent. */
describe('a request that is dated before its preflight', () => {
  const url = 'https://api.test/redir';
  const none = { blocked: -1, dns: 0, connect: 0, ssl: 0, send: 0, receive: 0 };
  const post = firefoxEntry({ url, method: 'POST', at: 0, status: 307, redirectTo: 'https://api.test/data', timings: { ...none, wait: 3 } });
  const options = firefoxEntry({ url, method: 'OPTIONS', at: 142, status: 204, timings: { ...none, wait: 7 }, sent: { 'Access-Control-Request-Method': 'POST' } });
  const goesOn = webRecord({ url, method: 'POST', at: -1, until: 311, status: 307 });
  const shown = (what: Parameters<typeof heard>[0]): unknown => {
    const analysis = analyse(heard(what));
    expect(brokenInvariants(analysis)).toEqual([]);
    return only(analysis.connections).requests.map((request) => [request.method, openingOf(request), request.start - ZERO, request.stalled, request.end! - ZERO, lengthOf(request.phases.wait), request.problems.map(({ code }) => code)]);
  };

  it('was sent when that was answered: the preflight was first on the connection', () => {
    expect(shown({ har: [post, options], web: [goesOn] })).toEqual([
      ['OPTIONS', 'opened-earlier', 142, null, 149, 7, []],
      ['POST', 'reused', 0, 149, 152, 3, ['dated-early']],
    ]);
  });

  it('and waited until then, where it says that it waited', () => {
    const waited = firefoxEntry({ url, method: 'POST', at: 138, timings: { ...none, blocked: 2, wait: 8 } });
    expect(only(analyseEntries(waited, options).requests.filter(({ method }) => method === 'POST'))).toMatchObject({ stalled: 11, end: ZERO + 157 });
  });

  it('stays where it is if it was over when the preflight began: that may be of one that failed, which Firefox does not log', () => {
    expect(shown({ har: [post, options] })).toMatchObject([['POST', 'opened-earlier', 0, null, 3, 3, []], ['OPTIONS', 'reused', 142, null, 149, 7, []]]);
  });

  it('has the times of Resource Timing, where that has its own', () => {
    const got = firefoxEntry({ url, method: 'POST', at: 130, timings: { ...none, wait: 30 } });
    const timing = [timingBatch([reusedTiming({ name: url, startTime: 120, fetchStart: 120, requestStart: 155, responseStart: 180, responseEnd: 185 })])];
    expect(shown({ har: [got, options], timing })).toMatchObject([['OPTIONS', 'opened-earlier', 142, null, 149, 7, []], ['POST', 'reused', 120, 35, 185, 25, []]]);
  });
});
