import { describe, expect, it } from 'vitest';
import { analyse } from '../../../analysis/analyse.ts';
import { readHarEntries } from '../../../capture/har.ts';
import type { Analysis } from '../../../model/analysis.ts';
import { firefoxEntry, harFile, ZERO } from '../../../test/har.ts';
import { inAnyRecording } from '../../../test/any-recording.ts';
import { analyseEntries, analyseFile, heard } from '../../../test/read.ts';
import { navigationTiming, newTiming, reusedTiming, timingBatch } from '../../../test/timing.ts';
import { PAGE, ruledOutOf, stepEntry, verdictOf, visit, whyOf, type Step } from '../../../test/visit.ts';
import { whyNew } from '../why.ts';

const SENT = { Host: 'a.test', Referer: 'https://page.test/' };
const to = (path: string, at: number, on: number | null, more: Partial<Step> = {}): Step => ({ url: `http://a.test/${path}`, at, on, sent: SENT, entry: { _resourceType: 'image' }, ...more });
const opening = { opens: true } as const;
const secure = (host: string, path: string, at: number, on: number | null, more: Partial<Step> = {}): Step => ({ url: `https://${host}/${path}`, at, on, httpVersion: 'h2', sent: { Host: host, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image', Referer: 'https://page.test/' }, ...more });

/** At another address than all others. */
const DOCUMENT: Step = { url: 'https://page.test/', at: 0, on: 99, ip: '127.0.0.99', entry: { _resourceType: 'document' }, ...opening };

describe('first-contact', () => {
  it('is certain, and tells what the setup took', () => {
    expect(whyOf(visit(DOCUMENT, to('1', 0, 1, opening)), '/1')).toMatchObject({ confidence: 'certain', reason: 'first-contact', evidence: ['No earlier request of the recording went to http://a.test.', 'Its setup took 25 ms (DNS 5 ms, TCP 20 ms).'], costMs: 25, fix: null, ruledOut: [], others: [] });
  });

  it('is likely where one that is older by its number is first used later: others had been there', () => {
    const why = whyOf(visit(DOCUMENT, to('1', 0, 7, opening), to('2', 10, 3)), '/1');
    expect([why.reason, why.confidence, why.evidence[1]]).toEqual(['first-contact', 'likely', '#3, first used 10 ms later, has the lower number, and so is older: another tab had opened it, or the browser ahead of need. Why this request was not sent on it, nothing tells.']);
  });

  it('does not tell of a setup that took no time that the browser could measure', () => {
    const start = 10;
    const at = { startTime: start, domainLookupStart: start + 1, domainLookupEnd: start + 1, connectStart: start + 1, connectEnd: start + 1, requestStart: start + 1 };
    const [why] = whyNew(analyse(heard({ timing: [timingBatch([newTiming(at)])] }))).values();
    expect([why?.reason, why?.evidence]).toEqual(['first-contact', ['No earlier request of the recording went to http://shop.test:8080.']]);
  });

  it('is likely where an answer had asked to connect ahead: what came of that is not seen', () => {
    const page = (link: string): Step => ({ url: 'https://page.test/', at: 0, on: 9, httpVersion: 'h2', ...opening, headers: { Link: link } });
    const why = whyOf(visit(page('<http://a.test>; rel=preconnect; crossorigin'), to('1', 100, 1, opening)), '/1');
    expect([why.reason, why.confidence, why.evidence[1]]).toEqual(['first-contact', 'likely', 'An answer 65 ms before asked to connect to it ahead (`Link: rel=preconnect` with `crossorigin`). Whether that was done, and why this request did not use it, is not told.']);
    expect(verdictOf(visit(page('<http://other.test>; rel=preconnect'), to('1', 100, 1, opening)), '/1')).toBe('first-contact certain');
  });

  it('is likely where the page or its document is not known: the recording may have begun in the middle of it', () => {
    expect(verdictOf(analyseEntries(stepEntry(to('1', 0, 1, opening))), '/1')).toBe('first-contact likely');
    expect(verdictOf(visit(to('1', 0, 1, opening)), '/1')).toBe('first-contact likely');
  });

  it('is likely where one that nobody saw being opened may have been there, for another kind of request', () => {
    const later = (more: Partial<Step> = {}): ReturnType<typeof whyOf> => whyOf(visit(DOCUMENT, to('1', 100, 1, opening), to('2', 150, 2, more)), '/1');
    const fetched = later({ entry: { _resourceType: 'fetch' } });
    expect([fetched.confidence, fetched.evidence[1]]).toEqual(['likely', '#2, first used 50 ms later, had been opened by nothing that the recording shows: it may have been there already, for requests of another kind.']);
    // Asked alike, this request would have used it.
    expect([later(), later({ entry: { _resourceType: 'fetch' }, ...opening })].map(({ confidence }) => confidence)).toEqual(['certain', 'certain']);
  });

  describe('of a connection that had been begun before its first request came, as Chromium shows it', () => {
    const cut = (queued = 2.5): Partial<Step> => ({ opens: true, timings: { blocked: 2.5, dns: 0, connect: 20, ssl: -1, send: 0, wait: 10, receive: 5, _blocked_queueing: queued } });

    it('how long its setup took nobody tells', () => {
      expect(whyOf(visit(DOCUMENT, to('1', 0, 1, cut())), '/1').evidence[1]).toBe('Its setup took 20 ms or more: it had been begun before this request came, for another or ahead of need.');
      expect(whyOf(visit(DOCUMENT, to('1', 0, 1, cut(2))), '/1').evidence[1]).toBe('Its setup took 20 ms (DNS 0 ms, TCP 20 ms).');
    });

    it('the one before it is likely to be the first only: for 250 ms it may have been there', () => {
      const first = (later: number, more = cut()): ReturnType<typeof whyOf> => whyOf(visit(DOCUMENT, to('1', 100, 1, opening), to('2', 97 + later, 2, { ...more, entry: { _resourceType: 'fetch' } })), '/1');
      expect([first(250).confidence, first(251).confidence, first(250, cut(2)).confidence]).toEqual(['likely', 'certain', 'certain']);
      expect(first(50).evidence[1]).toBe('#2, first asked for 50 ms later, had been begun before that, by nothing that the recording shows: it may have been there already, for requests of another kind.');
    });

    it('since when it was there nobody tells', () => {
      const beside = (queued: number): string => whyOf(visit(DOCUMENT, to('1', 47, 1, cut(queued)), to('2', 100, 2)), '/2').evidence[0]!;
      expect(beside(2.5)).toMatch(/#1, had been opened 51 ms or more before\.$/);
      expect(beside(2)).toMatch(/#1, had been opened 51 ms before\.$/);
    });
  });

  it('is not, after a request of which nobody knows the connection', () => {
    const why = whyOf(visit(to('worker.js', 0, null), to('1', 100, 1, opening)), '/1');
    expect([why.reason, why.evidence[0]]).toEqual(['unknown', 'An earlier request to this origin may have used a connection that nobody names.']);
  });

  it('is, after one that came to no connection, and says so', () => {
    const why = whyOf(visit(DOCUMENT, to('x', 0, null, { status: 0, httpVersion: '', response: { _error: 'net::ERR_NAME_NOT_RESOLVED' } }), to('1', 100, 1, opening), to('y', 101, null, { status: 0, httpVersion: '', response: { _error: 'net::ERR_NAME_NOT_RESOLVED' } })), '/1');
    expect([why.reason, why.confidence, why.evidence[0]]).toEqual(['first-contact', 'certain', 'No earlier request of the recording had a connection to http://a.test; 1 failed before it had one.']);
  });

  it('of another run of the browser: its numbers begin again', () => {
    const pages = (at: number, ...steps: readonly Step[]): Analysis => analyseFile(harFile(steps.map(stepEntry), [PAGE, { ...PAGE, id: 'page_2', startedDateTime: new Date(ZERO + at).toISOString() }]));
    const steps = (id: number, at: number): readonly Step[] => [to('1', 0, 500, opening), to('2', at, id, opening), to('3', at + 100, 700, opening)];
    const run = (id: number, at: number): string => whyOf(pages(at, ...steps(id, at)), '/2').evidence[0] ?? '';
    expect(run(20, 2000)).toContain('seem to be of another run of the browser');
    expect(whyOf(pages(2000, ...steps(20, 2000)), '/2').confidence).toBe('likely');
    expect(run(520, 2000)).not.toContain('another run');
    // Numbered the other way round within a second: opened together. Numbers are given when the name is resolved.
    expect(run(499, 1000)).not.toContain('another run');
    expect(run(499, 1001)).toContain('another run');
    // No page is of two runs…
    expect(whyOf(visit(...steps(20, 2000)), '/2').evidence[0]).not.toContain('another run');
    expect(whyOf(analyseFile(harFile(steps(20, 2000).map(stepEntry))), '/2').evidence[0]).toContain('another run');
    // …and no connection outlives its browser.
    expect(whyOf(pages(2000, ...steps(20, 2000), to('4', 2200, 500)), '/2').evidence[0]).not.toContain('another run');
    const until = (ms: number): boolean => whyOf(pages(2000, ...steps(20, 2000), to('4', ms - 15, 500)), '/2').evidence[0]!.includes('another run');
    expect([until(1999), until(2000)]).toEqual([true, false]);
    const beside = [to('1', 0, 500, { ...opening, httpVersion: 'h2', wait: 2500 }), to('short', 100, 500, { httpVersion: 'h2' })];
    expect(whyOf(pages(2000, ...beside, ...steps(20, 2000).slice(1)), '/2').evidence[0]).not.toContain('another run');
    // Two of one name: a page that was silent for longer than a connection lives, a number that is opened again.
    expect(whyOf(visit(...steps(20, 600_000)), '/2').evidence[0]).toContain('another run');
    expect(whyOf(pages(2000, ...steps(20, 2000), to('4', 2200, 500, opening)), '/2').evidence[0]).toContain('another run');
    const silent = (ms: number, wait = 10): boolean => whyOf(visit(...steps(20, ms).map((step, i) => (i === 0 ? { ...step, wait } : step))), '/2').evidence[0]!.includes('another run');
    expect([silent(300_040), silent(300_041), silent(700_030, 400_000), silent(700_031, 400_000)]).toEqual([false, true, false, true]);
    // It was there when the first request of it was sent, and another had to wait.
    const waiting = to('waiting', 2000, 800, { stalled: 300 });
    expect(whyOf(pages(2000, to('1', 0, 500, opening), waiting, to('opener', 2010, 800, opening), to('2', 2100, 20, opening)), '/2').evidence[0]).not.toContain('another run');
    // However long it was silent, a connection that is used again without a setup is the same.
    expect(whyOf(pages(600_000, ...steps(20, 600_000), to('4', 600_200, 500)), '/2').evidence[0]).not.toContain('another run');
  });
});

describe('not-coalesced', () => {
  const first = secure('a.page.test', '1', 0, 1, opening);
  const second = (more: Partial<Step> = {}): Step => secure('b.page.test', '2', 100, 2, { ...opening, ...more });

  it('is likely for another host of the site at the same address, asked alike', () => {
    const why = whyOf(visit(first, second()), '/2');
    expect([why.reason, why.confidence]).toEqual(['not-coalesced', 'likely']);
    expect(why.evidence[0]).toContain('the same address (127.0.0.1), port, protocol (HTTP/2) and site');
  });

  it.each<readonly [string, Step, Step]>([
    ['another address', first, second({ ip: '127.0.0.2' })],
    ['another port', first, second({ url: 'https://b.page.test:444/2' })],
    ['another protocol', first, second({ httpVersion: 'h3' })],
    ['another site', first, second({ url: 'https://b.other.test/2' })],
    ['no TLS', { ...first, url: 'http://a.page.test/1' }, second({ url: 'http://b.page.test/2' })],
    ['HTTP/1.1', { ...first, httpVersion: 'http/1.1' }, second({ httpVersion: 'http/1.1' })],
    ['asked otherwise', first, second({ sent: { ...second().sent, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'font', Origin: 'https://page.test' } })],
    ['nobody knows how asked', first, second({ sent: {} })],
  ])('is not, with %s', (_what, one, other) => {
    expect(verdictOf(visit(one, other), '/2')).toBe('first-contact likely');
  });

  it('is not where two sites have all one address: that is a proxy\'s', () => {
    const elsewhere = (ip: string): string => verdictOf(visit(first, second(), secure('c.other.test', '3', 0, 3, { ...opening, ip })), '/2');
    expect([elsewhere('127.0.0.1'), elsewhere('127.0.0.2')]).toEqual(['first-contact likely', 'not-coalesced likely']);
  });

  it('is not behind a proxy, whose port the browser names', () => {
    const proxied = { connection: '3128' };
    const why = whyOf(visit({ ...first, ...proxied }, second(proxied)), '/2');
    expect([why.reason, why.evidence.join()]).toEqual(['first-contact', expect.not.stringContaining('same address')]);
  });

  it('is not for what was open before it was needed, nor after a request of which nobody knows the connection', () => {
    expect(verdictOf(visit(DOCUMENT, first, second({ opens: undefined as never })), '/2')).toBe('speculative guess');
    expect(verdictOf(visit(first, secure('b.page.test', 'worker.js', 50, null), second()), '/2')).toBe('unknown guess');
  });

  it('is nobody\'s guess where connections are estimated, and neither is a first contact', () => {
    const opener = (host: string, at: number): unknown => firefoxEntry({ sent: first.sent ?? {}, url: `https://${host}/1`, httpVersion: 'HTTP/2', at, connection: '443', timings: { blocked: 1, dns: 1, connect: 20, ssl: 20, send: 0, wait: 12, receive: 0 } });
    const why = (other: string): string => verdictOf(analyseFile(harFile([opener('a.page.test', 0), opener(other, 100)], [PAGE])), `${other}/1`);
    expect([why('b.page.test'), why('b.other.test')]).toEqual(['unknown guess', 'first-contact likely']);
  });

  it('counts on an idle connection for 5 s', () => {
    const after = (gap: number): string => verdictOf(visit(first, second({ at: 40 + gap })), '/2');
    expect([after(4999), after(5000)]).toEqual(['not-coalesced likely', 'first-contact likely']);
  });

  it('and longer when it was used again', () => {
    expect(verdictOf(visit(first, second({ at: 60_000 }), secure('a.page.test', '3', 70_000, 1)), '/2')).toBe('not-coalesced likely');
  });
});

describe('parallel', () => {
  it('while the others are in use', () => {
    const why = whyOf(visit(to('1', 0, 1, { ...opening, wait: 200 }), to('2', 50, 2, opening)), '/2');
    expect([why.reason, why.confidence]).toEqual(['parallel', 'certain']);
    expect(why.evidence).toEqual(['The connection to the origin that the recording shows was in use: #1, with /1, for 180 ms more.', 'The first of them was free again 180 ms later.']);
    expect(why.others).toEqual([{ connection: '1', why: 'was in use by /1' }]);
  });

  it('is a guess while nobody tells whether what is on the other has ended', () => {
    const running = (more: Partial<Step>): ReturnType<typeof whyOf> => {
      const har = [...readHarEntries([to('2', 3000, 2, opening)].map(stepEntry), { keyPrefix: 'done', open: false }), ...readHarEntries([to('ping', 0, 1, { ...opening, ...more })].map(stepEntry), { keyPrefix: 'open', open: true })];
      return whyOf(analyse({ ...heard({}), har }), '/2');
    };
    const [ping, stream, whole] = [running({}), running({ headers: { 'Content-Type': 'text/event-stream' } }), running({ headers: { 'Content-Length': '85' } })];
    expect([ping, stream, whole].map(({ reason, confidence }) => `${reason} ${confidence}`)).toEqual(['parallel guess', 'parallel likely', 'idle-timeout guess']);
    expect(ping.evidence).toEqual(['The connection to the origin that the recording shows was in use: #1, with /ping.', 'Of /ping on #1 the browser tells of no end, as of every answer that a page does not read to its end; it may have been idle for 3 s, and closed.']);
    expect(ping.costMs).toBeNull();
    expect(stream.evidence[0]).toContain('which still runs');
  });

  it('is certain where what was sent proves that both are of one pool', () => {
    const fetched = { entry: { _resourceType: 'fetch' } };
    const own = (more: Partial<Step>): string => verdictOf(visit(to('1', 0, 1, { ...opening, wait: 200, ...more }), to('2', 50, 2, { ...opening, ...more })), '/2');
    expect([own({}), own(fetched), own({ sent: {} })]).toEqual(['parallel certain', 'parallel likely', 'parallel likely']);
  });

  it('also while one is being opened for somebody else', () => {
    expect(whyOf(visit(to('1', 0, 1, opening), to('2', 10, 2, opening)), '/2')).toMatchObject({ reason: 'parallel', others: [{ why: 'was being opened, ready 15 ms later' }] });
  });

  it('costs what waiting for one would have saved', () => {
    const cost = (wait: number): number | null => whyOf(visit(to('1', 0, 1, { ...opening, wait }), to('2', 50, 2, opening)), '/2').costMs;
    // It has 25 ms of setup; the other is free at 30 + wait ms.
    expect([cost(21), cost(30), cost(45), cost(200)]).toEqual([24, 15, 0, 0]);
  });

  it('counts as in use what was given to an earlier request and is sent within 10 ms', () => {
    const given = (stalled: number): string => verdictOf(visit(to('1', 0, 1, opening), to('a', 100, 1, { stalled }), to('2', 100, 2, opening)), '/2');
    expect([given(10), given(11)]).toEqual(['parallel certain', 'unknown guess']);
  });

  it('and within 100 ms, if that one had asked before', () => {
    const given = (stalled: number): string => verdictOf(visit(to('1', 0, 1, opening), to('a', 99, 1, { stalled }), to('2', 100, 2, opening)), '/2');
    expect([given(101), given(102)]).toEqual(['parallel certain', 'unknown guess']);
  });

  it('is not for a seventh in one pool', () => {
    const six = Array.from({ length: 6 }, (_, i) => to(`p${i}`, i, i + 1, { ...opening, wait: 900 }));
    expect(verdictOf(visit(...six), '/p5')).toBe('parallel certain');
    const why = whyOf(visit(...six, to('seventh', 100, 7, opening)), '/seventh');
    expect(why.reason).toBe('unknown');
    expect(ruledOutOf(why)).toContain('parallel: 6 connections were in use, and browsers open no more than 6 in one pool.');
  });

  it('is, when some of the others may be of another pool', () => {
    const unknown = { sent: { Host: 'a.test', Origin: 'https://page.test' }, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' }, entry: { _resourceType: 'other' } };
    const five = Array.from({ length: 5 }, (_, i) => to(`p${i}`, i, i + 1, { ...opening, wait: 900, ...unknown }));
    const why = whyOf(visit(...five, to('own', 50, 6, { ...opening, wait: 900 }), to('seventh', 100, 7, opening)), '/seventh');
    expect([why.reason, why.confidence, why.evidence[0]]).toEqual(['parallel', 'likely', '6 connections to the origin were in use, more than the 6 of one pool; 1 of them are known to be of this one.']);
  });

  it('is likely where there are connections that nobody names', () => {
    expect(verdictOf(visit(to('worker.js', 0, null), to('1', 10, 1, { ...opening, wait: 200 }), to('2', 50, 2, opening)), '/2')).toBe('parallel likely');
  });

  it('is not while the request that holds the other breaks off, up to 100 ms later: that frees no connection', () => {
    const aborted = (ms: number): ReturnType<typeof whyOf> => whyOf(visit(to('1', 0, 1, { ...opening, wait: 20 + ms, response: { _error: 'net::ERR_ABORTED' } }), to('2', 50, 2, opening)), '/2');
    expect([aborted(100), aborted(101)].map(({ reason, confidence }) => `${reason} ${confidence}`)).toEqual(['unknown guess', 'parallel certain']);
    expect(aborted(100).evidence[0]).toBe('The last request on #1, /1, broke off with net::ERR_ABORTED, which may have taken the connection with it.');
    expect(aborted(101).evidence[1]).toBe('None of them became free in the recording.');
    expect(aborted(101).costMs).toBe(0);
  });

  it('is not of HTTP/2', () => {
    expect(whyOf(visit(secure('a.test', '1', 0, 1, { ...opening, wait: 200 }), secure('a.test', '2', 50, 2, opening)), '/2').reason).not.toBe('parallel');
    // Nor where nobody tells what came of its own: the server is one of HTTP/2 all the same.
    expect(whyOf(visit(secure('a.test', '1', 0, 1, opening), secure('a.test', '2', 10, 2, { ...opening, httpVersion: '' })), '/2').reason).not.toBe('parallel');
  });
});

describe('speculative', () => {
  it('beside the first connection, which the page opened', () => {
    const page: Step = { ...DOCUMENT, sent: { Host: 'page.test' } };
    const why = whyOf(visit(page, { ...to('2', 50, 100), url: 'https://page.test/2' }), '/2');
    expect([why.reason, why.confidence, why.costMs]).toEqual(['speculative', 'likely', 0]);
    // What has the lower number was there before the page: another tab's, perhaps.
    const older = whyOf(visit(page, { ...to('2', 50, 98), url: 'https://page.test/2' }), '/2');
    expect([older.reason, older.confidence, older.evidence[1]]).toEqual(['speculative', 'guess', 'Its number is lower than that of #99, and so it is older: another tab, or a page before, may have opened it.']);
  });

  it('for a request that then got the first one', () => {
    const two = to('2', 300, 2);
    expect(verdictOf(visit(to('1', 0, 1, { ...opening, wait: 200 }), to('waits', 50, 1, { stalled: 185 }), two), '/2')).toBe('speculative likely');
    expect(verdictOf(visit(to('1', 0, 1, { ...opening, wait: 200 }), to('later', 250, 1), two), '/2')).toBe('speculative guess');
  });

  it('is a guess on a page that came after another, which may have opened it', () => {
    const pages = [PAGE, { ...PAGE, id: 'page_2', title: 'https://page.test/two', startedDateTime: new Date(ZERO + 1000).toISOString() }];
    const steps = [DOCUMENT, { ...DOCUMENT, url: 'https://page.test/two', at: 1000, on: 99, opens: undefined as never, pageref: 'page_2' }, to('1', 1100, 1, { ...opening, wait: 200, pageref: 'page_2' }), to('waits', 1150, 1, { stalled: 185, pageref: 'page_2' }), to('2', 1400, 2, { pageref: 'page_2' })];
    expect(verdictOf(analyseFile(harFile(steps.map((step) => stepEntry({ pageref: 'page_1', ...step })), pages)), '/2')).toBe('speculative guess');
  });

  it('is a guess for HTTP/2, which needs no second', () => {
    expect(verdictOf(visit(secure('a.test', '1', 0, 1, opening), secure('a.test', '2', 50, 2)), '/2')).toBe('speculative guess');
  });

  it('is not, when the first was there before the recording as well', () => {
    expect(verdictOf(visit(to('1', 0, 1, { wait: 200 }), to('2', 50, 2)), '/2')).toBe('unknown guess');
  });

  it('is a guess for another origin, when the page came cold; unknown when it did not', () => {
    const page = (cold: boolean): Step => ({ url: 'https://page.test/', at: 0, on: 9, httpVersion: 'h2', ...(cold ? opening : {}) });
    expect(verdictOf(visit(page(true), to('1', 100, 1)), '/1')).toBe('speculative guess');
    expect(verdictOf(visit(page(false), to('1', 100, 1)), '/1')).toBe('unknown guess');
    // What came first is not the page itself.
    expect(verdictOf(visit({ ...page(true), url: 'https://api.test/x' }, to('1', 100, 1)), '/1')).toBe('unknown guess');
  });

  it('of HTTP/2: two at once, before the first could say that one is enough', () => {
    const twice = (at: number): string => verdictOf(visit(secure('a.test', '1', 0, 1, opening), secure('a.test', '2', at, 2, opening)), '/2');
    expect([twice(24), twice(25)]).toEqual(['speculative likely', 'drained likely']);
  });

  it('is not said of estimated connections', () => {
    const timing = [timingBatch([navigationTiming({ name: 'http://page.test/' })]), timingBatch([reusedTiming({ startTime: 100 })], { document: 'd2' })];
    expect(verdictOf(analyse(heard({ timing })), '/a.js')).toBe('unknown guess');
  });
});

describe('unknown', () => {
  it('says what is missing', () => {
    const first = stepEntry({ url: 'http://a.test/1', at: 0, on: 1, opens: true });
    const second = stepEntry({ url: 'http://a.test/2', at: 3000, on: 2, opens: true, headers: {} });
    const third = stepEntry({ url: 'http://a.test/3', at: 9000, on: 1 });
    const why = whyOf(analyseEntries(first, second, third), '/2');
    // The first connection was there; whether in the same pool, nobody can tell.
    expect(why).toMatchObject({ reason: 'credentials', confidence: 'guess' });
    const early = whyOf(analyseFile(harFile([stepEntry(to('1', 0, 1))], [{ ...PAGE, startedDateTime: new Date(ZERO + 5000).toISOString() }])), '/1');
    expect(early).toMatchObject({ reason: 'unknown', confidence: 'guess', evidence: [expect.stringContaining('Nothing tells which'), 'The recording does not say to which page it belongs.'] });
  });

  it('names what Chromium opens ahead of a navigation, for a document', () => {
    const evidenceOf = (resourceType: string): number => whyOf(visit(to('page', 0, 1, { entry: { _resourceType: resourceType } })), '/page').evidence.length;
    expect([evidenceOf('document'), evidenceOf('image')]).toEqual([2, 1]);
  });

  it('says so where nothing that a recording can hold is missing', () => {
    const six = Array.from({ length: 6 }, (_, i) => to(`p${i}`, i, i + 1, { ...opening, wait: 900 }));
    expect(whyOf(visit(...six, to('seventh', 100, 7, opening)), '/seventh').evidence).toEqual(['6 connections to the origin were in use. One may have ended unseen, or belong to a pool that no header tells apart.']);
    const older = whyOf(visit(secure('a.test', '1', 0, 1, opening), secure('a.test', '2', 100, 2, { ...opening, httpVersion: 'http/1.1' })), '/2');
    expect([older.reason, older.evidence]).toEqual(['unknown', ['#1 speaks HTTP/2, this connection HTTP/1.1. What browser and server agreed in its handshake (ALPN) is in no recording.']]);
  });

  it('no verdict is without evidence, in any recording', () => {
    inAnyRecording((analysis) => {
      for (const { evidence } of whyNew(analysis).values()) expect([evidence.length > 0, evidence.join()]).toEqual([true, expect.not.stringMatching(/undefined|NaN|Infinity/)]);
    });
  });

  it('names a connection that went silently', () => {
    const why = whyOf(visit(to('1', 0, 1, opening), to('2', 100, 2, opening)), '/2');
    expect(why.evidence).toEqual(['#1 had been idle for 60 ms, and no request of the recording was answered on it afterwards; nothing in its answers says that it was closed.']);
    expect(why.others).toEqual([{ connection: '1', why: 'idle for 60 ms, and not seen in use again: it may have been gone' }]);
    expect(ruledOutOf(why)).toEqual(['credentials: the headers show that both were asked alike.', 'partition: the same page asked for both.', 'request-cap: #1 had carried 1 request, which is no limit that is known.', 'server-close: no answer on a connection that could be used said that it closes.', 'idle-timeout: #1 had been idle for 60 ms only.', 'parallel: #1 was not in use.']);
  });
});
