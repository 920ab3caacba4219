import { describe, expect, it } from 'vitest';
import { chromiumEntry, OPENED, REUSED, ZERO } from '../test/har.ts';
import { analyseEntries, only, openingOf } from '../test/read.ts';
import { brokenInvariants } from '../test/invariants.ts';

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

  it('is left alone where nothing says that it is late, or whose it is', () => {
    const inTime = { ...OPENED, blocked: 1.5, wait: 31, _blocked_queueing: 0 };
    expect(datesOf(asked, preflight(95, { timings: inTime }))).toEqual([95]);
    expect(datesOf(asked, preflight(95, { entry: { _resourceType: 'fetch' } }))).toEqual([95]);
    expect(datesOf(asked, preflight(95, { url: 'http://shop.test:8080/b.js' }))).toEqual([95]);
    // Nobody is told of a preflight a second late.
    expect(datesOf(asked, preflight(1031))).toEqual([1031]);
  });
});
