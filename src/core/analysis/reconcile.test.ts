import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHarEntries } from '../capture/har.ts';
import { chromiumEntry, firefoxEntry, REUSED, socketEntry, ZERO } from '../test/har.ts';
import { heard, only } from '../test/read.ts';
import { hiddenTiming, navigationTiming, newTiming, reusedTiming, timingBatch, webRecord } from '../test/timing.ts';
import { analyse } from './analyse.ts';
import { reconcile, type Heard, type Joined } from './reconcile.ts';

const joinedOf = (what: Parameters<typeof heard>[0]): readonly Joined[] => reconcile(heard(what));
/** Which sources each request has, and when each says that it began. */
const told = (joined: readonly Joined[]): unknown[] => joined.map(({ har, timing, web }) => ({ ...(har && { har: har.start - ZERO }), ...(timing && { timing: timing.start - ZERO }), ...(web && { web: web.start - ZERO }) }));

describe('what three sources say of one request is one request', () => {
  it('within the clocks\' tolerance', () => {
    expect(told(joinedOf({ har: [chromiumEntry({ at: 5 })], timing: [timingBatch([newTiming({ startTime: 1 })])], web: [webRecord({ at: 7 })] }))).toEqual([{ har: 5, timing: 1, web: 7 }]);
  });

  it('repeated URLs pair off one to one, in order', () => {
    const at = [0, 30, 60];
    const har = at.map((ms) => chromiumEntry({ at: ms }));
    const entries = at.map((ms) => reusedTiming({ startTime: ms + 2 }));
    const web = at.map((ms, index) => webRecord({ requestId: `${index}`, at: ms + 3, until: ms + 15 }));
    expect(told(joinedOf({ har, timing: [timingBatch(entries)], web }))).toEqual(at.map((ms) => ({ har: ms, timing: ms + 2, web: ms + 3 })));
  });

  it('though webRequest hears of the first when the second is nearer', () => {
    const web = [webRecord({ requestId: '1', at: 15, until: 20 }), webRecord({ requestId: '2', at: 35, until: 45 })];
    expect(told(joinedOf({ har: [chromiumEntry(), chromiumEntry({ at: 28 })], web }))).toEqual([{ har: 0, web: 15 }, { har: 28, web: 35 }]);
  });

  it('and close repeats take one each, though both lie nearer to the first', () => {
    const entries = [reusedTiming({ startTime: 1 }), reusedTiming({ startTime: 2 })];
    expect(told(joinedOf({ har: [chromiumEntry(), chromiumEntry({ at: 5 })], timing: [timingBatch(entries)] }))).toEqual([{ har: 0, timing: 1 }, { har: 5, timing: 2 }]);
  });

  it('Firefox dates a queued request in HAR when it leaves the queue, long after Resource Timing', () => {
    const timing = [timingBatch([reusedTiming({ startTime: 0, requestStart: 289, responseStart: 295, responseEnd: 300 })])];
    expect(told(joinedOf({ har: [firefoxEntry({ at: 289 })], timing, web: [webRecord({ at: 1, until: 301 })] }))).toEqual([{ har: 289, timing: 0, web: 1 }]);
  });

  it('another method is another request: a preflight does not take the place of what it asks for', () => {
    const [preflight, post] = joinedOf({ har: [chromiumEntry({ method: 'OPTIONS' }), chromiumEntry({ method: 'POST', at: 2 })], web: [webRecord({ method: 'POST' })] });
    expect([preflight?.web, post?.web?.method]).toEqual([null, 'POST']);
  });

  it('Resource Timing, which has none of preflights, tells of the request, though its preflight is dated nearer to that', () => {
    const [request, preflight] = joinedOf({ har: [chromiumEntry(), chromiumEntry({ method: 'OPTIONS', at: 1, entry: { _resourceType: 'preflight' } })], timing: [timingBatch([reusedTiming({ startTime: 0.9 })])] });
    expect([request?.timing?.start, preflight?.timing]).toEqual([ZERO + 0.9, null]);
  });

  it('Resource Timing\'s one entry for a redirect chain describes no hop', () => {
    const hops = [chromiumEntry({ status: 302, redirectTo: 'http://shop.test:8080/b.js' }), chromiumEntry({ url: 'http://shop.test:8080/b.js', at: 20 })];
    const chain = reusedTiming({ redirectStart: 1, redirectEnd: 20, fetchStart: 20, requestStart: 21, responseStart: 30, responseEnd: 33 });
    expect(told(joinedOf({ har: hops, timing: [timingBatch([chain])] }))).toEqual([{ har: 0 }, { har: 20 }]);
  });

  it('an undated entry (a refused WebSocket) goes with the web request of its URL, and is shown at its time', () => {
    const refused = socketEntry({ method: '', status: 0, httpVersion: '', entry: { startedDateTime: '1969-12-31T23:59:59.000Z' } });
    const all = heard({ har: [chromiumEntry(), refused], web: [webRecord({ url: 'ws://live.test:8080/feed', type: 'websocket', at: 400, until: 410, status: undefined, error: 'net::ERR_CONNECTION_REFUSED' })] });
    const request = analyse(all).requests.find(({ url }) => url.startsWith('ws:'));
    expect(request).toMatchObject({ start: ZERO + 400, end: ZERO + 410, resourceType: 'script', problems: [] });
    expect(all.har.length).toBe(analyse(all).requests.length);
  });
});

it('the log\'s headers are told; those of webRequest where it has none', () => {
  const headersOf = (headers: Readonly<Record<string, string>>): unknown => {
    const web = [webRecord({ headers: [{ name: 'Keep-Alive', value: 'timeout=9' }] })];
    return only(analyse(heard({ har: [chromiumEntry({ headers })], web })).requests).headers;
  };
  expect(headersOf({ Connection: 'close' })).toEqual({ connection: 'close' });
  expect(headersOf({})).toEqual({ 'keep-alive': 'timeout=9' });
});

it('what runs in the log has ended where Resource Timing has an entry of it, by the log\'s own clock', () => {
  const url = 'http://shop.test:8080/a.js';
  const har = readHarEntries([chromiumEntry({ url, at: 3, timings: REUSED })], { keyPrefix: 'open', open: true });
  const timed = (entry: ReturnType<typeof reusedTiming>): Heard => ({ ...heard({ timing: [timingBatch([entry])] }), har });
  expect(only(analyse({ har, timing: [], web: [] }).requests).end).toBeNull();
  for (const timing of [reusedTiming({ responseEnd: 400 }), hiddenTiming({ responseEnd: 400 })]) {
    const { end, phases } = only(analyse(timed(timing)).requests);
    // The log says that it began at 3, was blocked for 2, sent in 0.5 and waited for 10.
    expect([end, phases.receive]).toEqual([ZERO + 403, { state: 'measured', start: ZERO + 15.5, end: ZERO + 403 }]);
  }
});

describe('what one source tells twice is one request', () => {
  it('a frame\'s document: in the parent and in the frame itself', () => {
    const url = 'http://shop.test:8080/frame';
    const inParent = timingBatch([reusedTiming({ name: url, initiatorType: 'iframe', startTime: 100 })]);
    const itself = timingBatch([navigationTiming({ name: url })], { document: 'd2', url, top: false, at: 101 });
    expect(only(joinedOf({ timing: [inParent, itself] })).timing?.initiatorType).toBe('iframe');
  });

  it('a leftover close to a HAR entry of its URL: two elements that share one answer', () => {
    expect(told(joinedOf({ har: [chromiumEntry()], timing: [timingBatch([newTiming(), reusedTiming({ startTime: 500 })])] }))).toEqual([{ har: 0, timing: 0 }]);
  });

  it('but not a reload: Firefox drops the HAR entry of a page that is left at once, and webRequest and Resource Timing stand in', () => {
    const url = 'http://shop.test:8080/next';
    const visit = { timing: timingBatch([navigationTiming({ name: url })], { document: 'd1', url, at: 0 }), web: webRecord({ requestId: '1', url, at: 1, until: 30 }) };
    const reload = { timing: timingBatch([navigationTiming({ name: url })], { document: 'd2', url, at: 600 }), web: webRecord({ requestId: '2', url, at: 601, until: 630 }) };
    const times = told(joinedOf({ har: [firefoxEntry({ url, at: 602 })], timing: [visit.timing, reload.timing], web: [visit.web, reload.web] }));
    expect(times).toEqual([{ har: 602, timing: 600, web: 601 }, { timing: 0, web: 1 }]);
  });

  it('nor a request that the network answered, beside the next page’s entry from the cache', () => {
    // Neither an address nor a connection: Firefox's entry of what a cache answered.
    const cached = firefoxEntry({ at: 400, ip: null, connection: null });
    expect(only(heard({ har: [cached] }).har).noConnection).toBe('cache-or-service-worker');
    expect(told(joinedOf({ har: [cached], web: [webRecord({ at: 1, until: 20, ip: '127.0.0.1' })] }))).toEqual([{ har: 400 }, { web: 1 }]);
  });

  it('but not one far from it: it was fetched before DevTools was opened', () => {
    expect(told(joinedOf({ har: [chromiumEntry({ at: 5000 })], timing: [timingBatch([newTiming()])] }))).toEqual([{ har: 5000 }, { timing: 0 }]);
  });

  it('in Firefox, what was cut off in the queue: it has ended for Resource Timing before webRequest hears of it', () => {
    const never = reusedTiming({ startTime: 1, requestStart: 1, responseStart: 1, responseEnd: 1, responseStatus: 0, transferSize: 0 });
    const web = [webRecord({ at: 120, until: 193, status: undefined, ip: null, error: 'NS_BINDING_ABORTED' })];
    expect(told(joinedOf({ timing: [timingBatch([never])], web }))).toEqual([{ timing: 1, web: 120 }]);
    expect(told(joinedOf({ timing: [timingBatch([reusedTiming()])], web }))).toEqual([{ timing: 0 }, { web: 120 }]);
  });

  it('Resource Timing does not tell either what a 304 came over: its protocol is the stored answer\'s as well', () => {
    const [confirmed] = analyse(heard({ har: [chromiumEntry({ status: 304, httpVersion: 'h2', timings: REUSED })], timing: [timingBatch([reusedTiming({ nextHopProtocol: 'h2' })])] })).requests;
    expect(confirmed).toMatchObject({ protocol: null, observations: [{ source: 'har' }, { source: 'resource-timing' }] });
  });

  it('webRequest tells no status of what ended with an error: a stream that was answered and then left looks the same', () => {
    const [left] = analyse(heard({ web: [webRecord({ until: 1800, type: 'xmlhttprequest', status: undefined, error: 'net::ERR_FAILED' })] })).requests;
    expect(left).toMatchObject({ status: null, error: 'net::ERR_FAILED', origination: { opening: 'unknown', reason: 'no-timings' } });
  });

  it('without HAR, Resource Timing and webRequest are joined; a beacon stays alone', () => {
    const web = [webRecord(), webRecord({ requestId: '8', url: 'http://shop.test:8080/beacon', type: 'ping', at: 300 })];
    expect(told(joinedOf({ timing: [timingBatch([newTiming()])], web }))).toEqual([{ timing: 0, web: 1 }, { web: 300 }]);
  });
});

/** A page's life in three voices: few URLs, so that they repeat, and few moments, so that they collide. */
const anyHeard: fc.Arbitrary<Heard> = fc
  .array(fc.record({ path: fc.constantFrom('a', 'b'), at: fc.integer({ min: 0, max: 60 }), har: fc.boolean(), timing: fc.constantFrom('new', 'reused', 'hidden', 'none'), web: fc.boolean(), id: fc.constantFrom('1', '2', null) }), { maxLength: 14 })
  .map((requests) => {
    const url = (path: string): string => `http://shop.test:8080/${path}`;
    const entry = { new: newTiming, reused: reusedTiming, hidden: hiddenTiming };
    return heard({
      har: requests.filter(({ har }) => har).map(({ path, at, id }) => chromiumEntry({ url: url(path), at, id, timings: REUSED })),
      timing: [timingBatch(requests.flatMap(({ path, at, timing }) => (timing === 'none' ? [] : [entry[timing]({ name: url(path), startTime: at })])))],
      web: requests.flatMap(({ path, at, web }, index) => (web ? [webRecord({ requestId: `${index}`, url: url(path), at: at + 1, until: at + 17 })] : [])),
    });
  });

const shuffled = ({ har, timing, web }: Heard): fc.Arbitrary<Heard> => {
  const order = <T>(items: readonly T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray([...items], { minLength: items.length });
  return fc.record({ har: order(har), timing: order(timing), web: order(web) });
};

describe('in any recording', () => {
  it('the order of arrival changes nothing', () => {
    fc.assert(
      fc.property(anyHeard.chain((all) => fc.tuple(fc.constant(all), shuffled(all))), ([all, other]) => {
        expect(analyse(other)).toEqual(analyse(all));
      }),
      { numRuns: 300 },
    );
  });

  it('every HAR entry is one request, and no observation is in two', () => {
    fc.assert(
      fc.property(anyHeard, (all) => {
        const joined = reconcile(all);
        for (const source of ['har', 'timing', 'web'] as const) {
          const used = joined.flatMap((request) => request[source] ?? []);
          expect(new Set(used).size).toBe(used.length);
        }
        expect(joined.filter(({ har }) => har !== null).length).toBe(all.har.length);
      }),
    );
  });
});
