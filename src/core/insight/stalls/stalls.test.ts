import { describe, expect, it } from 'vitest';
import { analyse } from '../../analysis/analyse.ts';
import { readHarEntries } from '../../capture/har.ts';
import { genericEntry, ZERO, type Timings } from '../../test/har.ts';
import { analyseEntries, heard } from '../../test/read.ts';
import { requestTo, stallFor, stepEntry, visit, type Step } from '../../test/visit.ts';
import { headOfLineWaste, stallsOf } from './stalls.ts';

const SENT = { Host: 'a.test', Referer: 'https://page.test/' };
const to = (path: string, at: number, on: number | null, more: Partial<Step> = {}): Step => ({ url: `http://a.test/${path}`, at, on, sent: SENT, entry: { _resourceType: 'image' }, ...more });
const opening = { opens: true } as const;
const h2 = (path: string, at: number, on: number | null, more: Partial<Step> = {}): Step => to(path, at, on, { httpVersion: 'h2', ...more, url: `https://a.test/${path}` });
const stallIn = (end: string, ...steps: readonly Step[]): ReturnType<typeof stallFor> => stallFor(visit(...steps), end);
const verdict = (end: string, ...steps: readonly Step[]): string => {
  const { why, confidence } = stallIn(end, ...steps);
  return `${why} ${confidence}`;
};

/** So many openers at 0, each on its own connection, each over at `until`. */
const held = (count: number, until: number, more: Partial<Step> = {}): readonly Step[] => Array.from({ length: count }, (_, i) => to(`p${i}`, 0, i + 1, { ...opening, wait: until - 30, ...more }));

describe('what counts as a stall', () => {
  it('is a wait of 20 ms', () => {
    const stalls = (stalled: number): number => stallsOf(visit(to('1', 0, 1, { stalled }))).size;
    expect([stalls(20), stalls(19)]).toEqual([1, 0]);
  });

  it('of something that used a connection, other than a WebSocket', () => {
    expect(stallsOf(visit(to('cached', 0, null, { stalled: 50, response: { _fetchedViaServiceWorker: true } }))).size).toBe(0);
    // A handshake that is written as a request of HTTP has times that one of the browser's own entries hides.
    expect(stallsOf(visit(to('feed', 0, 1, { stalled: 50, status: 101 }))).size).toBe(0);
  });
});

describe('slots', () => {
  const waits = to('late', 100, 1, { stalled: 400 });

  it('all six in use: who held them, and until when', () => {
    const stall = stallIn('/late', ...held(6, 500), waits);
    expect(stall).toMatchObject({ ms: 400, why: 'slots', confidence: 'certain' });
    expect(stall.evidence).toEqual(['All 6 connections that HTTP/1 may open to http://a.test were in use for 400 ms of the 400 ms that it waited.']);
    expect(stall.holders).toHaveLength(6);
    expect(stall.holders.map(({ until }) => until)).toEqual(Array.from({ length: 6 }, () => ZERO + 500));
  });

  it('not with five', () => {
    expect(verdict('/late', ...held(5, 500), waits)).toBe('unknown guess');
  });

  it('for half of the wait at least; certain for nine tenths', () => {
    // It waits from 100 to 500.
    const until = (at: number): string => verdict('/late', ...held(6, at), to('late', 100, 1, { stalled: 400 }));
    expect([until(460), until(459), until(300), until(299)]).toEqual(['slots certain', 'slots likely', 'slots likely', 'unknown guess']);
  });

  it('is likely where the scheduler says that it held the request back: it does so because of them', () => {
    const stall = stallIn('/late', ...held(6, 500), { ...waits, queued: 390 });
    expect([stall.why, stall.confidence]).toEqual(['slots', 'likely']);
    expect(stall.evidence[1]).toContain("The browser's own scheduler held it back for 390 ms");
  });

  it('does not count who is in another pool', () => {
    const font: Partial<Step> = { sent: { ...SENT, Origin: 'https://page.test' }, entry: { _resourceType: 'font' } };
    expect(verdict('/late', ...held(5, 500), to('font', 0, 6, { ...opening, wait: 470, ...font }), waits)).toBe('unknown guess');
    expect(verdict('/late', ...held(6, 500, font), { ...waits, on: 9 })).toBe('unknown guess');
  });

  it('is likely where nothing tells of one that it is of the same pool', () => {
    const fetched: Partial<Step> = { sent: { ...SENT, Origin: 'https://page.test' }, entry: { _resourceType: 'fetch' }, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' } };
    const stall = stallIn('/late', ...held(5, 500), to('fetched', 0, 6, { ...opening, wait: 470, ...fetched }), waits);
    expect([stall.why, stall.confidence, stall.evidence[0]]).toEqual(['slots', 'likely', '6 connections or more to http://a.test were in use for 400 ms of the 400 ms that it waited. HTTP/1 may open 6 in one pool, and nothing tells whether all were of this one.']);
  });

  it('is a guess where nobody tells whether what held one had ended', () => {
    const aborted = { response: { _error: 'net::ERR_ABORTED' } };
    const stall = stallIn('/late', ...held(5, 500), to('ping', 0, 6, { ...opening, wait: 470, ...aborted }), waits);
    expect([stall.why, stall.confidence]).toEqual(['slots', 'guess']);
    expect(stall.evidence.at(-1)).toBe('Of /ping the browser tells of no end, as of every answer that a page does not read to its end: its connection may have been free.');
  });

  it('is likely where it opened a connection of its own in the end', () => {
    expect(verdict('/late', ...held(6, 500), { ...waits, ...opening, on: 7 })).toBe('slots likely');
  });

  it('is not, where it opened one of its own and six stayed in use: none of them was let go for it', () => {
    // It waits from 100 to 500.
    const until = (...ends: readonly number[]): string => verdict('/late', ...ends.map((end, i) => to(`p${i}`, 0, i + 1, { ...opening, wait: end - 30 })), { ...waits, ...opening, on: 9, queued: 390 });
    expect(until(900, 900, 900, 900, 900, 900)).toBe('scheduler certain');
    expect(until(900, 900, 900, 900, 900, 511)).toBe('scheduler certain');
    expect(until(900, 900, 900, 900, 900, 510)).toBe('slots likely');
  });

  it('an end that is reported after the next one was sent does not hold two slots', () => {
    // p0's end is said to be at 500, but its connection carries the next from 200 on.
    expect(verdict('/late', ...held(5, 500), to('next', 200, 1, { wait: 300 }), to('late', 100, 5, { stalled: 400 }))).toBe('unknown guess');
  });

  it('is not of HTTP/2, whatever else is under way', () => {
    const six = Array.from({ length: 6 }, (_, i) => h2(`p${i}`, i, 1, { ...(i === 0 ? opening : {}), wait: 470 }));
    expect(verdict('/late', ...six, h2('late', 100, 1, { stalled: 400 }))).toBe('unknown guess');
  });
});

describe('pinned', () => {
  const streams = (count: number, more: Partial<Step> = { entry: { _resourceType: 'eventsource' } }): readonly Step[] => Array.from({ length: count }, (_, i) => to(`s${i}`, 0, i + 1, { ...opening, wait: 20_000, ...more }));
  const rest = (count: number): readonly Step[] => Array.from({ length: count }, (_, i) => to(`p${i}`, 0, 10 + i, { ...opening, wait: 470 }));
  const waits = to('late', 100, 10, { stalled: 400 });

  it('when streams hold half of the slots', () => {
    const stall = stallIn('/late', ...streams(3), ...rest(3), waits);
    expect([stall.why, stall.confidence]).toEqual(['pinned', 'certain']);
    expect(stall.evidence[1]).toMatch(/^3 connections were held all the time: .*\/s0 \(a stream of events\)/);
    expect(stall.holders).toHaveLength(6);
    expect(verdict('/late', ...streams(2), ...rest(4), waits)).toBe('slots certain');
  });

  it('from the moment in which the wait begins to that in which it ends', () => {
    const lasting = (at: number, until: number): string => verdict('/late', ...streams(3, { at, wait: until - at - 30, entry: { _resourceType: 'eventsource' } }), ...rest(3), waits);
    expect([lasting(100, 10_100), lasting(101, 10_101), lasting(0, 500), lasting(0, 499)]).toEqual(['pinned certain', 'slots certain', 'pinned certain', 'slots certain']);
  });

  it('told by its content type too', () => {
    expect(verdict('/late', ...streams(3, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } }), ...rest(3), waits)).toBe('pinned certain');
  });

  it('by long polls from 10 s on', () => {
    const polls = (ms: number): string => verdict('/late', ...streams(3, { wait: ms - 30 }), ...rest(3), waits);
    expect([polls(10_000), polls(9_999)]).toEqual(['pinned certain', 'slots certain']);
  });
});

describe('unread-body', () => {
  /** Answered at 30 ms, its body ends so much later. */
  const bodies = (count: number, ms: number, more: Partial<Step> = {}): readonly Step[] => Array.from({ length: count }, (_, i) => to(`b${i}`, 0, i + 1, { ...opening, timings: { blocked: 0, dns: 5, connect: 20, ssl: -1, send: 0, wait: 5, receive: ms }, ...more }));
  const rest = (count: number): readonly Step[] => Array.from({ length: count }, (_, i) => to(`p${i}`, 0, 10 + i, { ...opening, wait: 1970 }));
  const waits = to('late', 100, 10, { stalled: 1900 });

  it('where answers that had begun hold half of the slots: a guess', () => {
    const stall = stallIn('/late', ...bodies(3, 3000), ...rest(3), waits);
    expect([stall.why, stall.confidence, stall.holders.length]).toEqual(['unread-body', 'guess', 6]);
    expect(stall.evidence[1]).toBe('The answers that held 3 of them had begun, and their bodies did not end: /b2 (begun 70 ms before, ended after 3 s), /b1 (begun 70 ms before, ended after 3 s), /b0 (begun 70 ms before, ended after 3 s). Their bodies are not read, or are sent slowly; nothing tells which.');
    expect(verdict('/late', ...bodies(2, 3000), ...rest(4), waits)).toBe('slots certain');
    expect(headOfLineWaste(visit(...bodies(3, 3000), ...rest(3), waits)).size).toBe(1);
  });

  it('from 2 s on, and 50 bytes a ms', () => {
    const told = (ms: number, bytes: number): string => verdict('/late', ...bodies(3, ms, { response: { _transferSize: bytes } }), ...rest(3), { ...waits, stalled: 1850 });
    expect([told(2000, 99_999), told(2000, 100_000), told(1999, 185)]).toEqual(['unread-body guess', 'slots certain', 'slots certain']);
  });

  it('also of one that still runs, if it did so for 2 s when the wait ended', () => {
    const running = (until: number): string => {
      const har = [...readHarEntries([...rest(3), { ...waits, stalled: until - 100 }].map(stepEntry), { keyPrefix: 'done', open: false }), ...readHarEntries(bodies(3, 10).map(stepEntry), { keyPrefix: 'open', open: true })];
      return [...stallsOf(analyse({ ...heard({}), har })).values()].map(({ why, confidence }) => `${why} ${confidence}`).join();
    };
    expect([running(2030), running(2029)]).toEqual(['unread-body guess', 'pinned guess']);
  });

  it('nor of what ends before the wait, or begins in it', () => {
    // The wait begins at 100 and ends at 2100; answered at 30, they end so much later.
    const ending = (ms: number, answered = 5): string => verdict('/late', ...bodies(3, ms, { timings: { blocked: 0, dns: 5, connect: 20, ssl: -1, send: 0, wait: answered, receive: ms } }), ...rest(3), { ...waits, stalled: 2000 });
    expect([ending(2070), ending(2069)]).toEqual(['unread-body guess', 'slots certain']);
    expect([ending(3000, 75), ending(3000, 76)]).toEqual(['unread-body guess', 'slots certain']);
  });

  it('also of long ones; not of streams, nor where the answer came late, as of a long poll', () => {
    expect(verdict('/late', ...bodies(3, 20_000), ...rest(3), waits)).toBe('unread-body guess');
    expect(verdict('/late', ...bodies(3, 20_000, { entry: { _resourceType: 'eventsource' } }), ...rest(3), waits)).toBe('pinned certain');
    expect(verdict('/late', ...bodies(6, 3000).map((step) => ({ ...step, wait: 2000, timings: { ...step.timings, wait: 200 } })), waits)).not.toContain('unread-body');
  });
});

describe('what Chromium says itself', () => {
  it('its scheduler, for half of the wait at least', () => {
    const queued = (ms: number): string => verdict('/1', to('1', 0, 1, { stalled: 100, queued: ms }));
    expect([queued(50), queued(49)]).toEqual(['scheduler certain', 'unknown guess']);
  });

  it('the search for a proxy, likewise', () => {
    const proxied = (ms: number): string => verdict('/1', to('1', 0, 1, { stalled: 100, proxied: ms }));
    expect([proxied(50), proxied(49)]).toEqual(['proxy certain', 'unknown guess']);
  });
});

describe('handshake', () => {
  /** The opener's setup takes 25 ms. */
  const opener = (setup = 200): Step => h2('1', 0, 1, { timings: { blocked: 0, dns: 0, connect: setup, ssl: setup / 2, send: 0, wait: 10, receive: 5 } });

  it('of the connection that it then used', () => {
    const stall = stallIn('/2', opener(), h2('2', 10, 1, { stalled: 190 }));
    expect([stall.why, stall.confidence]).toEqual(['handshake', 'certain']);
    expect(stall.evidence[0]).toBe('#1 was being opened by /1 for 190 ms of the 190 ms that it waited; then it was sent on it.');
    expect(stall.holders).toEqual([{ request: requestTo(visit(opener()), '/1').id, until: ZERO + 200 }]);
  });

  it('for half of the wait at least', () => {
    const from = (at: number): string => verdict('/2', opener(), h2('2', at, 1, { stalled: 100 }));
    expect([from(150), from(151)]).toEqual(['handshake certain', 'unknown guess']);
  });

  it('not when it ended only later than 10 ms after the wait', () => {
    const until = (stalled: number): string => verdict('/2', opener(), h2('2', 10, 1, { stalled }));
    expect([until(180), until(179)]).toEqual(['handshake certain', 'unknown guess']);
  });

  it('likely also for a while after it, until it is used', () => {
    const busy = (send: number, more: Partial<Step> = {}): Step => h2('1', 0, 1, { timings: { blocked: 0, dns: 0, connect: 100, ssl: 50, send, wait: 10, receive: 5 }, ...more });
    const late = h2('2', 90, 1, { stalled: 100 });
    const stall = stallIn('/2', busy(90), late);
    expect([stall.why, stall.confidence, stall.evidence]).toEqual(['handshake', 'likely', ['#1 was being opened by /1, or not yet in use, for 100 ms of the 100 ms that it waited; then it was sent on it.']]);
    expect(stall.holders).toEqual([{ request: requestTo(visit(opener()), '/1').id, until: ZERO + 190 }]);
    // The last is longer than such a while was ever seen.
    expect([39, 40, 100, 101].map((send) => verdict('/2', busy(send), late))).toEqual(['unknown guess', 'handshake likely', 'handshake likely', 'unknown guess']);
    expect(verdict('/2', busy(90, { method: 'POST' }), late)).toBe('unknown guess');
    expect([139, 140].map((at) => verdict('/2', busy(90), late, h2('3', at, 1)))).toEqual(['unknown guess', 'handshake likely']);
    expect(verdict('/2', busy(90), h2('2', 100, 1, { stalled: 90 }))).toBe('unknown guess');
  });

  it('likely where nobody names the connections', () => {
    const bare = (path: string, at: number, timings: Timings): unknown => genericEntry({ url: `https://a.test/${path}`, httpVersion: 'h2', at, timings });
    const analysis = analyseEntries(bare('1', 0, { blocked: 1, dns: 5, connect: 180, ssl: 100, send: 0, wait: 10, receive: 5 }), bare('2', 10, { blocked: 177, dns: -1, connect: -1, ssl: -1, send: 0, wait: 10, receive: 5 }));
    const stall = stallFor(analysis, '/2');
    expect([analysis.connections.length, stall.why, stall.confidence]).toEqual([1, 'handshake', 'likely']);
  });

  it('likely of a setup that had begun before its opener came, up to 250 ms', () => {
    const cut = (at: number, queued = 20.5, dns = 0): Step => h2('1', at, 1, { timings: { blocked: 20.5, dns, connect: 60, ssl: 60, send: 0, wait: 10, receive: 5, _blocked_queueing: queued } });
    const stall = stallIn('/2', cut(100), h2('2', 0, 1, { stalled: 180 }));
    expect([stall.why, stall.confidence, stall.evidence]).toEqual(['handshake', 'likely', ['#1 was being opened, or not yet in use, for up to 180 ms of the 180 ms that it waited; then it was sent on it.']]);
    expect([cut(100, 20.4), cut(100, 20.5, 0.1)].map((one) => verdict('/2', one, h2('2', 0, 1, { stalled: 180 })))).toEqual(['unknown guess', 'unknown guess']);
    // Whole ms, as another tool may have rounded them, show nothing.
    const rounded = h2('1', 100, 1, { timings: { blocked: 20, dns: 0, connect: 60, ssl: 60, send: 0, wait: 10, receive: 5, _blocked_queueing: 20 } });
    expect(verdict('/2', rounded, h2('2', 0, 1, { stalled: 180 }))).toBe('unknown guess');
    const since = (at: number): string => verdict('/2', cut(at), h2('2', 0, 1, { stalled: at + 80 }));
    expect([since(539), since(540)]).toEqual(['handshake likely', 'unknown guess']);
  });

  it('not of HTTP/1, which gives nobody the connection that another waits for', () => {
    expect(verdict('/2', to('1', 0, 1, { timings: opener().timings! }), to('2', 10, 1, { stalled: 190 }))).toBe('unknown guess');
  });
});

describe('stream-limit', () => {
  /** One after another of these ends, 10 ms apart, from 500 on. */
  const many = (count: number, more: Partial<Step> = {}): readonly Step[] => Array.from({ length: count }, (_, i) => h2(`p${i}`, i === 0 ? 0 : 50, 1, { ...(i === 0 ? { ...opening, wait: 470 } : { wait: 445 + i * 10 }), ...more }));
  /** Sent when one of them ended; so many of them are in use until then. */
  const late = (stalled: number, more: Partial<Step> = {}): Step => h2('late', 100, 1, { stalled, ...more });

  it('with a hundred on the connection all the while, until one ended', () => {
    const stall = stallIn('/late', ...many(100), late(400));
    expect([stall.why, stall.confidence, stall.holders.length]).toEqual(['stream-limit', 'likely', 12]);
    expect(stall.evidence[0]).toBe('100 requests were on #1 when it began to wait and 100 when it was sent. Servers commonly allow 100 or 128 at once.');
  });

  it('not with one less, at its beginning or at its end', () => {
    const [one, ...rest] = many(100);
    const joining = { ...one!, at: 200, wait: 2000, opens: undefined as never };
    expect([verdict('/late', ...many(99), late(400)), verdict('/late', ...many(100), late(410)), verdict('/late', ...many(1), ...rest.slice(1), joining, late(400))]).toEqual(['unknown guess', 'unknown guess', 'unknown guess']);
  });

  it('not where it was sent while all of them went on, by more than 10 ms: then more were allowed', () => {
    expect([390, 389].map((stalled) => verdict('/late', ...many(100), late(stalled)))).toEqual(['stream-limit likely', 'unknown guess']);
    // Its own end frees none that it could have waited for.
    expect(verdict('/late', ...many(100), late(380, { wait: 1 }))).toBe('unknown guess');
  });

  it('is none of HTTP/1, which has no streams', () => {
    expect(verdict('/late', ...many(100, { httpVersion: 'http/1.1' }), late(400, { httpVersion: 'http/1.1' }))).not.toContain('stream-limit');
  });
});

describe('preflight', () => {
  /** Under way from 1 to 231. */
  const options = (more: Partial<Step> = {}): Step => to('api', 1, 1, { ...opening, method: 'OPTIONS', wait: 200, entry: { _resourceType: 'preflight' }, ...more });
  const post = (stalled: number, more: Partial<Step> = {}): Step => to('api', 0, 1, { method: 'POST', stalled, queued: stalled, ...more });
  const whyOf = (...steps: readonly Step[]): unknown => [...stallsOf(visit(...steps)).values()].map(({ why, confidence }) => `${why} ${confidence}`).join();

  it('is waited for, until it is answered', () => {
    const [stall] = stallsOf(visit(post(231), options())).values();
    expect(stall).toMatchObject({ ms: 231, why: 'preflight', confidence: 'likely', holders: [{ until: ZERO + 231 }] });
    expect(stall?.evidence).toEqual(['An OPTIONS to the same address, its CORS preflight (/api), was under way for 230 ms of the 231 ms: it is sent when that has been answered.']);
  });

  it('for half of the wait at least', () => {
    expect([460, 461].map((stalled) => whyOf(post(stalled), options()))).toEqual(['preflight likely', 'scheduler certain']);
  });

  it('not where it went on for longer, nor to another address, nor by itself', () => {
    expect([221, 220].map((stalled) => whyOf(post(stalled), options()))).toEqual(['preflight likely', 'scheduler certain']);
    expect(whyOf(post(231), options({ url: 'http://a.test/other' }))).toBe('scheduler certain');
    expect(whyOf(options({ at: 0, stalled: 100, queued: 100 }), options())).toBe('scheduler certain');
  });

  it('also where nobody calls it one, if it ends when the wait does', () => {
    const unnamed = options({ entry: { _resourceType: 'other' } });
    expect([241, 242].map((stalled) => whyOf(post(stalled), unnamed))).toEqual(['preflight likely', 'scheduler certain']);
    const [stall] = stallsOf(visit(post(231), unnamed)).values();
    expect(stall?.evidence).toEqual(['An OPTIONS to the same address (/api) was under way for 230 ms of the 231 ms, and ended when that did, as a CORS preflight does. Nothing else says that it was one.']);
  });
});

describe('cache-lock', () => {
  /** Answered at 295, over at 300. */
  const writer: Step = to('same', 0, 1, { ...opening, wait: 270 });
  const waiting = (until: number, more: Partial<Step> = {}): string =>
    [...stallsOf(visit({ ...writer, ...more }, to('same', 50, 2, { stalled: until - 50, ...more }))).values()].map(({ why, confidence }) => `${why} ${confidence}`).join();

  it('while the same address was fetched, until it was answered or had ended', () => {
    const [stall] = stallsOf(visit(writer, to('same', 50, 2, { stalled: 245 }))).values();
    expect(stall).toMatchObject({ why: 'cache-lock', confidence: 'likely', holders: [{ until: ZERO + 295 }] });
    expect(stall?.evidence[0]).toBe("The same address was being fetched already (/same), and the wait ended within 10 ms of that request's first answer: browsers let one request at a time write to the cache.");
  });

  it('within 10 ms', () => {
    expect([285, 310].map((until) => waiting(until))).toEqual(['cache-lock likely', 'cache-lock likely']);
    expect([284, 311].map((until) => waiting(until))).toEqual(['unknown guess', 'unknown guess']);
  });

  it('for half of the wait at least', () => {
    // Told in the order of their start, the earlier one fetched only at the end of the wait.
    const from = (setup: number): string => [...stallsOf(visit(to('same', 0, 1, { stalled: setup, wait: 300 - setup }), to('same', 0, 2, { stalled: 300 }))).values()].at(-1)!.why;
    expect([from(150), from(151)]).toEqual(['cache-lock', 'unknown']);
  });

  it('is of GET, and of the same address', () => {
    expect(waiting(295, { method: 'POST' })).toBe('unknown guess');
    expect(verdict('/other', writer, to('other', 50, 2, { stalled: 245 }))).toBe('unknown guess');
  });
});

describe('unknown', () => {
  it('says what was seen, and what nobody tells', () => {
    expect(stallIn('/1', to('1', 0, 1, { stalled: 100 })).evidence).toEqual(['No other request to the origin was seen meanwhile; another tab may have held connections.', "The browser's own scheduler took 0 ms of the 100 ms."]);
    expect(stallIn('/late', ...held(5, 500), to('late', 100, 6, { stalled: 400 })).evidence[0]).toBe('5 other requests to the origin were seen meanwhile, but not 6 at once for most of the wait; another tab may have held the rest.');
    expect(stallIn('/1', h2('1', 0, 1, { stalled: 100 })).evidence[0]).toBe('Nothing shows that HTTP/2 had too many streams open, and no handshake of another request covers the wait.');
  });

  it('says that its connection had been free, where it had: then it waited for something else', () => {
    const after = (at: number, ...more: readonly Step[]): string => stallIn('/2', to('1', 0, 1, opening), to('2', at, 1, { stalled: 100 }), ...more).evidence[0]!;
    // The opener takes 40 ms.
    expect(after(50)).toBe('#1, on which it was then sent, carried nothing of this recording for 10 ms before it was asked for, nor while it waited: unless another tab, or the browser itself, used it, it was not for a connection that it waited.');
    // Of what nobody names none can tell on which it was.
    expect(after(200, to('x', 60, null, { wait: 200 })).startsWith('#1')).toBe(false);
    expect([after(49), after(50, to('3', 100, 1)), after(50, to('3', 200, 1))].map((said) => said.startsWith('#1'))).toEqual([false, false, true]);
    expect(stallIn('/1', to('1', 0, 1, { stalled: 100 })).evidence[0]).not.toContain('#1');
  });
});

describe('what HTTP/1 made an origin wait', () => {
  const six = held(6, 500);

  it('is the sum of the waits for slots, and the clock with overlaps once', () => {
    const waste = headOfLineWaste(visit(...six, to('x', 100, 1, { stalled: 400 }), to('y', 200, 2, { stalled: 300 })));
    expect([...waste]).toEqual([['http://a.test', { requests: 2, sumMs: 700, clockMs: 400 }]]);
  });

  it('is none where they waited for something else', () => {
    expect(headOfLineWaste(visit(to('1', 0, 1, { stalled: 100, queued: 100 }))).size).toBe(0);
  });
});
