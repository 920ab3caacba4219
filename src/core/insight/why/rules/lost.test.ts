import { describe, expect, it } from 'vitest';
import { whyNew } from '../why.ts';
import { ruledOutOf, visit, verdictOf, whyOf, type Step } from '../../../test/visit.ts';

const HOST = { sent: { Host: 'a.test', Referer: 'https://page.test/' }, entry: { _resourceType: 'image' } };
const to = (path: string, at: number, on: number | null, more: Partial<Step> = {}): Step => ({ url: `http://a.test/${path}`, at, on, ...HOST, ...more });
const opening = { opens: true } as const;
const secure = (path: string, at: number, on: number | null, more: Partial<Step> = {}): Step => to(path, at, on, { httpVersion: 'h2', ...more, url: `https://a.test/${path}`, sent: { Host: 'a.test', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image', Referer: 'https://page.test/' } });
const A_COOKIE = { Cookie: 'a=b' };
/** By fetch(), to the page's own origin. */
const fetched = (path: string, at: number, on: number, cookie: Readonly<Record<string, string>>, more: Partial<Step>): Step => ({ url: `https://page.test/${path}`, at, on, httpVersion: 'h2', entry: { _resourceType: 'fetch' }, sent: { Host: 'page.test', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Dest': 'empty', Referer: 'https://page.test/', ...cookie }, ...more });
const FAILED = { status: 0, httpVersion: '', on: null, response: { _error: 'net::ERR_CONNECTION_RESET' } } as const;

describe('server-close', () => {
  const closing = to('1', 0, 1, { ...opening, headers: { Connection: 'close' } });

  it('by Connection: close', () => {
    const why = whyOf(visit(closing, to('2', 100, 2, opening)), '/2');
    expect([why.reason, why.confidence, why.costMs]).toEqual(['server-close', 'certain', 25]);
    expect(why.evidence[0]).toBe('The last answer on #1 (/1), 60 ms before, said `Connection: close`.');
    expect(why.others).toEqual([{ connection: '1', why: 'closed 60 ms before, after 1 request' }]);
  });

  it('by HTTP/1.0', () => {
    const why = whyOf(visit({ ...closing, headers: {}, httpVersion: 'HTTP/1.0' }, to('2', 100, 2, { ...opening, httpVersion: 'HTTP/1.0' })), '/2');
    expect([why.reason, why.confidence, why.fix]).toEqual(['server-close', 'certain', expect.stringContaining('HTTP/1.1')]);
  });

  it('explains one new connection: the next of the same moment is for another reason', () => {
    const next = [to('2', 100, 2, opening), to('3', 105, 3, opening)];
    expect(verdictOf(visit(closing, ...next), '/3')).toBe('parallel certain');
  });

  it('of one that was surely of its pool rather than of a later one that may have been', () => {
    const allowing = { sent: { ...HOST.sent, Origin: 'https://page.test' }, headers: { Connection: 'close', 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' }, entry: { _resourceType: 'fetch' } };
    const why = whyOf(visit(closing, to('later', 20, 2, { ...opening, ...allowing }), to('3', 200, 3, opening)), '/3');
    expect([why.confidence, why.evidence[0]]).toEqual(['certain', 'The last answer on #1 (/1), 160 ms before, said `Connection: close`.']);
  });

  it('an answer that ends when the next connects is over by 2 ms of clock, and not by 3', () => {
    expect(verdictOf(visit(closing, to('2', 38, 2, opening)), '/2')).toBe('server-close certain');
    expect(verdictOf(visit(closing, to('2', 37, 2, opening)), '/2')).toBe('parallel certain');
  });

  it('with all six in use, the one that ends within 10 ms was gone already', () => {
    const six = (late: number): string => {
      const held = Array.from({ length: 6 }, (_, i) => to(`p${i}`, i, i + 1, { ...opening, wait: 100 + late - i, headers: { Connection: 'close' } }));
      return verdictOf(visit(...held, to('seventh', 130, 7, opening)), '/seventh');
    };
    expect([six(10), six(11)]).toEqual(['server-close certain', 'unknown guess']);
  });

  it('is likely after an answer that says nowhere where it ends', () => {
    const endless = (headers: Step['headers'], more: Partial<Step> = {}): string => verdictOf(visit(to('1', 0, 1, { ...opening, headers: { 'Content-Type': 'text/html', ...headers }, ...more }), to('2', 100, 2, opening)), '/2');
    expect(endless({})).toBe('server-close likely');
    expect(whyOf(visit(to('1', 0, 1, { ...opening, headers: { 'Content-Type': 'text/html' } }), to('2', 100, 2, opening)), '/2').evidence).toEqual(['The last answer on #1 (/1), 60 ms before, had neither a `Content-Length` nor chunks: over HTTP/1.1 it ends with its connection (RFC 9112, section 6.3).']);
    expect([endless({ 'Content-Length': '5' }), endless({ 'Transfer-Encoding': 'chunked' }), endless({ 'Keep-Alive': 'timeout=60' })]).toEqual(['unknown guess', 'unknown guess', 'unknown guess']);
    expect([endless({}, { status: 304 }), endless({}, { status: 204 }), endless({}, { method: 'HEAD' }), endless({}, { sent: {} })]).not.toContain('server-close likely');
  });

  it('is likely when a request broke off in between', () => {
    const why = whyOf(visit(to('1', 0, 1, opening), to('gone', 60, null, FAILED), to('2', 100, 2, opening)), '/2');
    expect([why.reason, why.confidence]).toEqual(['server-close', 'likely']);
    expect(why.evidence[0]).toContain('/gone failed');
  });

  it('is likely when its own last answer broke off in the middle, whatever it speaks', () => {
    const cut = { wait: 30, response: { _error: 'net::ERR_CONNECTION_RESET' } };
    const whys = [whyOf(visit(to('1', 0, 1, { ...opening, ...cut }), to('2', 100, 2, opening)), '/2'), whyOf(visit(secure('1', 0, 1, opening), secure('cut', 50, 1, cut), secure('2', 100, 2, opening)), '/2')];
    expect(whys.map(({ reason, confidence, evidence }) => `${reason} ${confidence}: ${evidence[0]}`)).toEqual([
      'server-close likely: /1 failed 40 ms before with net::ERR_CONNECTION_RESET: its connection broke off in the middle, at the server or on the way. #1 was not used afterwards.',
      'server-close likely: /cut failed 15 ms before with net::ERR_CONNECTION_RESET: its connection broke off in the middle, at the server or on the way. #1 was not used afterwards.',
    ]);
  });

  it('but not when that was over before another, or breaks off more than 100 ms later', () => {
    const cut = (wait: number, ...more: readonly Step[]): string => verdictOf(visit(secure('1', 0, 1, opening), secure('cut', 50, 1, { wait, response: { _error: 'net::ERR_CONNECTION_RESET' } }), ...more, secure('2', 200, 2, opening)), '/2');
    // It ends 5 ms after its first byte.
    expect([cut(245), cut(246), cut(30, secure('later', 90, 1))]).toEqual(['server-close likely', 'drained likely', 'drained likely']);
  });

  it('but not when it was aborted, or broke off before', () => {
    const aborted = { ...FAILED, response: { _error: 'net::ERR_ABORTED' } };
    const why = whyOf(visit(to('1', 0, 1, opening), to('gone', 60, null, aborted), to('2', 100, 2, opening)), '/2');
    expect([why.reason, why.evidence.some((line) => line.includes('net::ERR_ABORTED'))]).toEqual(['unknown', true]);
    expect(whyOf(visit(to('gone', 0, null, FAILED), to('1', 100, 1, opening), to('2', 200, 2, opening)), '/2').reason).toBe('unknown');
  });

  it('is not certain while another was there, of which nothing shows that it was gone', () => {
    const beside = (headers: Step['headers']): string => verdictOf(visit(to('a', 0, 5, { ...opening, headers: headers ?? {} }), to('1', 20, 1, { ...opening, headers: { Connection: 'close' } }), to('2', 2040, 2, opening)), '/2');
    expect([beside({}), beside({ 'Keep-Alive': 'timeout=1' })]).toEqual(['server-close likely', 'server-close certain']);
  });

  it('is a guess while another connection stayed open', () => {
    const why = whyOf(visit(closing, to('a', 10, 5, opening), to('2', 100, 2, opening), to('b', 200, 5)), '/2');
    expect([why.reason, why.confidence]).toEqual(['server-close', 'guess']);
  });
});

describe('request-cap', () => {
  const lane = (count: number, more: (i: number) => Partial<Step>, from = 0, on = 1): readonly Step[] => Array.from({ length: count }, (_, i) => to(`${on}.${i}`, from + i * 50, on, { ...(i === 0 ? opening : {}), ...more(i) }));
  const closes = (count: number) => (i: number): Partial<Step> => (i === count - 1 ? { headers: { Connection: 'close' } } : {});

  it('that its server names each time', () => {
    const named = lane(3, (i) => ({ headers: i === 2 ? { Connection: 'close' } : { 'Keep-Alive': 'timeout=5, max=3' } }));
    const why = whyOf(visit(...named, to('next', 200, 2, opening)), '/next');
    expect([why.reason, why.confidence]).toEqual(['request-cap', 'certain']);
    expect(why.evidence).toEqual(['#1 carried 3 requests, then no more.', 'Its server allows 3 to a connection (`Keep-Alive: max=3`).']);
  });

  it('but none that it is shown to have passed', () => {
    const passed = lane(4, (i) => ({ headers: i === 3 ? { Connection: 'close' } : { 'Keep-Alive': 'timeout=5, max=3' } }));
    expect(verdictOf(visit(...passed, to('next', 250, 2, opening)), '/next')).toBe('server-close certain');
  });

  it('that its server counts down to', () => {
    const counted = (left: number): string => verdictOf(visit(...lane(3, (i) => ({ headers: i === 2 ? { Connection: 'close' } : { 'Keep-Alive': `max=${left + 1 - i}` } })), to('next', 200, 2, opening)), '/next');
    expect([counted(1), counted(2)]).toEqual(['request-cap certain', 'server-close certain']);
  });

  it('that nobody named, but that was reached twice', () => {
    const twice = [...lane(3, closes(3)), ...lane(3, closes(3), 200, 2)];
    expect(verdictOf(visit(...twice, to('next', 400, 3, opening)), '/next')).toBe('request-cap likely');
    // Once may be chance, and a connection that carried more disproves it.
    expect(verdictOf(visit(...lane(3, closes(3)), to('next', 200, 2, opening)), '/next')).toBe('server-close certain');
    expect(verdictOf(visit(...twice, ...lane(4, () => ({}), 400, 3)), '/3.0')).toBe('server-close certain');
  });

  it('that nobody named, of three requests where nothing says that they were the last; of two where headers do, if three connections had as many', () => {
    const after = (count: number, last: number): string => verdictOf(visit(...lane(count, closes(count)), ...lane(count, closes(count), 200, 2), ...lane(last, () => ({}), 400, 3), to('next', 650, 4, opening)), '/next');
    const closed = (count: number): string => verdictOf(visit(...lane(count, closes(count)), ...lane(count, closes(count), 200, 2), to('next', 400, 3, opening)), '/next');
    const thrice = verdictOf(visit(...lane(2, closes(2)), ...lane(2, closes(2), 200, 2), ...lane(2, closes(2), 400, 3), to('next', 600, 4, opening)), '/next');
    expect([closed(2), thrice, after(2, 2), after(3, 3), after(3, 2)]).toEqual(['server-close certain', 'request-cap likely', 'request-cap guess', 'request-cap likely', 'unknown guess']);
  });

  it('is likely where HTTP/1.0 ended it, and no header that says so', () => {
    const told = lane(2, (i) => ({ headers: { 'Keep-Alive': 'max=2' }, httpVersion: i === 0 ? 'http/1.1' : 'http/1.0' }));
    expect(verdictOf(visit(...told, to('next', 200, 2, opening)), '/next')).toBe('request-cap likely');
  });

  it('none that HTTP/2 says, where the header means nothing', () => {
    const said = [0, 1, 2].map((i) => secure(`${i}`, i * 50, 1, { ...(i === 0 ? opening : {}), headers: { 'Keep-Alive': 'max=3' } }));
    expect(verdictOf(visit(...said, secure('next', 200, 2, opening)), '/next')).toBe('drained likely');
  });

  it.each([
    [99, 'server-close certain'],
    [100, 'request-cap likely'],
    [101, 'server-close certain'],
    [1000, 'request-cap likely'],
  ])('after %i requests: %s', (count, expected) => {
    expect(verdictOf(visit(...lane(count, closes(count)), to('next', count * 50 + 50, 2, opening)), '/next')).toBe(expected);
  });

  it('never of one request: that server closes every time', () => {
    const one = { ...opening, headers: { Connection: 'close', 'Keep-Alive': 'max=1' } };
    expect(verdictOf(visit(to('1', 0, 1, one), to('2', 100, 2, one), to('3', 200, 3, one)), '/3')).toBe('server-close certain');
  });

  it('of HTTP/2: two that were replaced at once after three requests each', () => {
    const pair = (count: number): string => {
      const steps = [1, 2].flatMap((on) => Array.from({ length: count }, (_, i) => secure(`${on}.${i}`, (on - 1) * 500 + i * 50, on, i === 0 ? opening : {})));
      return verdictOf(visit(...steps, secure('next', 1000, 3, opening)), '/next');
    };
    expect([pair(3), pair(2)]).toEqual(['request-cap likely', 'drained likely']);
  });

  it('of HTTP/2: the defaults of its own servers, of which 100 is rare', () => {
    const after = (count: number): ReturnType<typeof whyOf> => whyOf(visit(...Array.from({ length: count }, (_, i) => secure(`1.${i}`, i * 50, 1, i === 0 ? opening : {})), secure('next', count * 50 + 50, 2, opening)), '/next');
    expect([100, 1000].map((count) => `${after(count).reason} ${after(count).confidence}`)).toEqual(['drained likely', 'request-cap likely']);
    expect(after(1000).evidence[1]).toBe('1000 is a default: nginx keepalive_requests since 1.19.10, http2_max_requests before 1.19.7.');
  });
});

describe('a request that nobody names, since the connection was last seen in use', () => {
  const ABORTED = { status: 0, httpVersion: '', response: { _error: 'net::ERR_ABORTED' } } as const;
  const why = (at: number, more: Partial<Step>, ...since: readonly Step[]): ReturnType<typeof whyOf> => whyOf(visit(to('1', 0, 1, { ...opening, ...more }), ...since, to('2', at, 2, { ...opening, ...more })), '/2');
  // It ends 15 ms later.
  const aborted = (at: number): Step => to('left', at, null, ABORTED);

  it('may have been on it: no idle timeout', () => {
    const short = { headers: { 'Keep-Alive': 'timeout=1' } };
    expect([why(2040, short).reason, why(2040, short, aborted(500)).reason, why(2040, short, aborted(20)).reason]).toEqual(['idle-timeout', 'unknown', 'idle-timeout']);
    expect(why(2040, short, aborted(500)).others).toEqual([{ connection: '1', why: 'last seen in use 2 s before; a request that nobody names may have been on it since' }]);
    expect(why(2040, short, aborted(500)).evidence[0]).toBe('#1 was last seen in use 2 s before, and another request, whose connection nobody names, may have been on it since.');
  });

  it('nor is it said of HTTP/2 that nothing was sent', () => {
    const drained = (...since: readonly Step[]): ReturnType<typeof whyOf> => whyOf(visit(secure('1', 0, 1, opening), ...since, secure('2', 140, 2, opening)), '/2');
    expect(drained({ ...aborted(100), url: 'https://a.test/left' })).toMatchObject({ reason: 'drained', evidence: [expect.stringMatching(/^#1 was in use until 100 ms before, and no request whose connection the browser names was answered/), expect.any(String)] });
  });

  it('a WebSocket has its own', () => {
    const rejected = to('feed', 500, null, { ...ABORTED, url: 'ws://a.test/feed' });
    expect(why(2040, { headers: { 'Keep-Alive': 'timeout=1' } }, rejected).reason).toBe('idle-timeout');
  });
});

describe('idle-timeout', () => {
  const after = (gap: number, first: Partial<Step> = {}): ReturnType<typeof whyOf> => whyOf(visit(to('1', 0, 1, { ...opening, ...first }), to('2', 40 + gap, 2, opening)), '/2');
  const verdict = (gap: number, first: Partial<Step> = {}): string => `${after(gap, first).reason} ${after(gap, first).confidence}`;

  it('that its server advertises', () => {
    const advertised = { headers: { 'Keep-Alive': 'timeout=5' } };
    expect([verdict(5000, advertised), verdict(4999, advertised), verdict(4000, advertised), verdict(3999, advertised)]).toEqual(['idle-timeout likely', 'idle-timeout guess', 'idle-timeout guess', 'unknown guess']);
    expect(after(5000, advertised)).toMatchObject({ evidence: ['#1 had been idle for 5 s, and no request of the recording was answered on it afterwards.', 'Its server says it keeps an idle connection for 5 s (`Keep-Alive: timeout=5`): by that its time had run out.'], others: [{ connection: '1', why: 'idle for 5 s, longer than the 5 s that the server says it keeps it' }] });
    expect(after(4900, advertised).evidence[1]).toBe("Its server says it keeps an idle connection for 5 s (`Keep-Alive: timeout=5`): by that its time had all but run out, and the clock is the server's.");
    expect(ruledOutOf(after(3900, advertised))).toContain('idle-timeout: #1 had been idle for 3.9 s, and its server says it keeps it for 5 s.');
  });

  it('of the browser: 300 s in Chromium', () => {
    const long = { headers: { 'Keep-Alive': 'timeout=3600' } };
    expect([verdict(299_999, long), verdict(300_000, long)]).toEqual(['unknown guess', 'idle-timeout likely']);
    expect(after(300_000, long).evidence[1]).toContain('The browser itself keeps an idle connection for 300 s');
  });

  it('whichever comes first', () => {
    expect(after(400_000, { headers: { 'Keep-Alive': 'timeout=60' } }).evidence[1]).toContain('Its server says it keeps');
  });

  it('may be sooner by a round trip, which is TCP\'s connect without TLS', () => {
    const far = (ssl: number): string => {
      const first = secure('1', 0, 1, { httpVersion: 'http/1.1', headers: { 'Keep-Alive': 'timeout=5' }, timings: { blocked: 0, dns: 5, connect: 2000, ssl, send: 0, wait: 10, receive: 5 } });
      return verdictOf(visit(first, secure('2', 2020 + 3500, 2, { ...opening, httpVersion: 'http/1.1' })), '/2');
    };
    expect([far(1900), far(400)]).toEqual(['unknown guess', 'idle-timeout guess']);
  });

  it('that nobody named: a guess from the shortest default on, 2 s', () => {
    expect([verdict(1999), verdict(2000)]).toEqual(['unknown guess', 'idle-timeout guess']);
    expect(after(6000).evidence.at(-1)).toContain('gunicorn (gthread) after 2 s, Apache httpd after 5 s, Node after 5 s');
  });

  it('is ruled out by a longer pause that a connection outlived', () => {
    const steps = [to('a', 0, 9, opening), to('b', 3040, 9, { wait: 60_000 }), to('1', 10_000, 1, opening)];
    const later = (gap: number): string => verdictOf(visit(...steps, to('2', 10_040 + gap, 2, opening)), '/2');
    expect([later(3000), later(3001)]).toEqual(['unknown guess', 'idle-timeout guess']);
  });

  it('is silent after an answer that broke off: that costs the connection itself', () => {
    const aborted = { headers: { 'Keep-Alive': 'timeout=5' }, response: { _error: 'net::ERR_ABORTED' } };
    const why = after(7000, aborted);
    expect([why.reason, why.confidence]).toEqual(['unknown', 'guess']);
    expect(why.evidence).toContain('Its last request broke off with net::ERR_ABORTED, which may have taken the connection with it.');
    expect(ruledOutOf(why)).toContain('idle-timeout: the last request on #1 broke off; over HTTP/1 that takes the connection along, unless its answer was whole.');
    expect(why.others).toEqual([{ connection: '1', why: 'idle for 7 s, after its last request had broken off' }]);
    // Of another one that was there beside it the pause decides.
    const beside = visit(to('0', -20, 9, { ...opening, headers: aborted.headers }), to('1', 0, 1, { ...opening, ...aborted }), to('2', 7040, 2, opening));
    expect([verdictOf(beside, '/2'), whyOf(beside, '/2').evidence[0]]).toEqual(['idle-timeout likely', expect.stringMatching(/^#9 had been idle/)]);
    // Over HTTP/2 an abort ends a stream.
    expect(verdictOf(visit(secure('1', 0, 1, { ...opening, response: aborted.response }), secure('2', 7040, 2, opening)), '/2')).toBe('idle-timeout guess');
  });

  it('is guessed at where pauses of one length keep losing connections, whatever the header says', () => {
    const every = (count: number, gap: number, ...more: readonly Step[]): ReturnType<typeof whyOf> => whyOf(visit(...more, ...Array.from({ length: count }, (_, i) => to(`poll${i}`, i * gap, i + 1, { ...opening, headers: { 'Keep-Alive': 'timeout=75' } }))), `/poll${count - 1}`);
    expect([every(4, 62_000), every(3, 62_000)].map(({ reason, confidence }) => `${reason} ${confidence}`)).toEqual(['idle-timeout guess', 'unknown guess']);
    expect(every(4, 62_000).evidence[1]).toBe('Its server says it keeps an idle connection for 75 s (`Keep-Alive: timeout=75`), but 3 connections to this origin were lost after pauses of about this length, and none was used again after one as long. What stands between, a load balancer, a NAT or a firewall, may close sooner.');
    // About: by a second where a tenth is less.
    const about = (off: number): string => whyOf(visit(...[0, 3000, 6000, 9000, 12_000 + off].map((at, i) => to(`poll${i}`, at, i + 1, { ...opening, headers: { 'Keep-Alive': 'timeout=75' } }))), '/poll4').reason;
    expect([about(1000), about(1001)]).toEqual(['idle-timeout', 'unknown']);
    // One that outlived such a pause rules it out.
    expect(every(4, 62_000, to('kept', -200_000, 9, opening), to('again', -130_000, 9)).reason).toBe('unknown');
  });

  it('of HTTP/2 begins at 5 s; sooner it was not the idling', () => {
    const h2 = (gap: number): string => verdictOf(visit(secure('1', 0, 1, opening), secure('2', 40 + gap, 2, opening)), '/2');
    expect([h2(4999), h2(5000)]).toEqual(['drained likely', 'idle-timeout guess']);
    expect(ruledOutOf(whyOf(visit(secure('1', 0, 1, opening), secure('2', 5040, 2, opening)), '/2'))).toContain('drained: #1 had been idle for 5 s: an idle timeout explains it as well.');
  });

  it('of HTTP/3 is the 30 s of the browsers', () => {
    const h3 = (gap: number): string => verdictOf(visit(secure('1', 0, 1, { ...opening, httpVersion: 'h3' }), secure('2', 40 + gap, 2, { ...opening, httpVersion: 'h3' })), '/2');
    expect([h3(29_999), h3(30_000)]).toEqual(['unknown guess', 'idle-timeout likely']);
    // What the server named, its transport parameters tell, and no recording.
    const said = (httpVersion: string, gap: number): string | undefined => whyOf(visit(secure('1', 0, 1, { ...opening, httpVersion }), secure('2', gap, 2, { ...opening, httpVersion })), '/2').evidence[1];
    expect([said('h3', 40_000), said('http/1.1', 400_000)]).toEqual([
      'The browser itself keeps an idle connection for 30 s, so its time in the browser had run out. A longer timeout on the server gains nothing.',
      'The browser itself keeps an idle connection for 300 s, so its time in the browser had run out; the server names no shorter one. A longer timeout on the server gains nothing.',
    ]);
  });

  it('has no limit in Chromium for HTTP/2, whatever a header says', () => {
    const h2 = verdictOf(visit(secure('1', 0, 1, { ...opening, headers: { 'Keep-Alive': 'timeout=5' } }), secure('2', 400_000, 2, opening)), '/2');
    expect(h2).toBe('idle-timeout guess');
  });
});

describe('drained', () => {
  it('is a guess where what was on it last broke off: the browser may have given it up', () => {
    const after = (error: string): ReturnType<typeof whyOf> => whyOf(visit(secure('1', 0, 1, opening), secure('slow', 50, 1, { wait: 140, response: { _error: error } }), secure('2', 200, 2, opening)), '/2');
    expect(['ERR_TIMED_OUT', 'ERR_HTTP2_PROTOCOL_ERROR', 'ERR_ABORTED', 'ERR_FAILED', 'ERR_BLOCKED_BY_ORB'].map((error) => `${after(`net::${error}`).reason} ${after(`net::${error}`).confidence}`)).toEqual(['drained guess', 'drained guess', 'drained likely', 'drained likely', 'drained likely']);
    expect(after('net::ERR_TIMED_OUT').evidence.at(-1)).toBe('Or the browser gave it up: /slow on it broke off with net::ERR_TIMED_OUT.');
  });

  it('while requests were still on it', () => {
    const why = whyOf(visit(secure('1', 0, 1, opening), secure('slow', 50, 1, { wait: 600 }), secure('2', 100, 2, opening), secure('3', 200, 2)), '/2');
    expect([why.reason, why.confidence]).toEqual(['drained', 'likely']);
    expect(why.evidence[0]).toBe('#1 still had 1 request on it, and yet no new one was answered on it.');
  });

  it('is a guess for a request without the cookie that those before it had: it may have been made without credentials', () => {
    const last = (cookie: Readonly<Record<string, string>>): ReturnType<typeof whyOf> => whyOf(visit(fetched('1', 0, 1, A_COOKIE, opening), fetched('slow', 50, 1, A_COOKIE, { wait: 600 }), fetched('2', 100, 2, cookie, opening)), '/2');
    expect([last(A_COOKIE), last({})].map(({ reason, confidence }) => `${reason} ${confidence}`)).toEqual(['drained likely', 'drained guess']);
    expect(last({}).evidence[2]).toBe('Or it was made without credentials (`credentials: \'omit\'` in fetch()), which may not use #1: it had no cookie, and earlier requests to this origin on #1 had one.');
    expect(last(A_COOKIE).evidence.length).toBe(2);
  });

  it('what is not read to its end is no request on it', () => {
    const unread = { response: { _error: 'net::ERR_ABORTED' }, wait: 10, timings: { blocked: 0, dns: -1, connect: -1, ssl: -1, send: 0, wait: 10, receive: 60_000 } };
    const after = (at: number, more: Partial<Step>): ReturnType<typeof whyOf> => whyOf(visit(secure('1', 0, 1, opening), secure('ping', 50, 1, more), secure('2', at, 2, opening)), '/2');
    const [soon, late, slow] = [after(5059, unread), after(5060, unread), after(5060, { timings: unread.timings })];
    expect([soon, late, slow].map(({ reason, confidence }) => `${reason} ${confidence}`)).toEqual(['drained likely', 'unknown guess', 'drained likely']);
    expect(soon.evidence[0]).toBe('#1 was in use 5 s before, and no request of the recording was answered on it afterwards.');
    const said = 'Of /ping on #1 the browser tells of no end, as of every answer that a page does not read to its end; it may have been idle for 5 s, and closed.';
    expect(late.evidence[0]).toBe(said);
    expect(ruledOutOf(late)).toEqual(expect.arrayContaining([`drained: ${said}`, `idle-timeout: ${said}`]));
    expect(slow.evidence[0]).toBe('#1 still had 1 request on it, and yet no new one was answered on it.');
  });

  it('also on a connection that was there already: what the old one refused was sent again', () => {
    const after = (slow: number): string => verdictOf(visit(secure('1', 0, 1, opening), secure('slow', 50, 1, { wait: slow }), secure('2', 100, 2), secure('3', 200, 2)), '/2');
    expect([after(600), after(20)]).toEqual(['drained likely', 'speculative guess']);
  });

  it('right after it was in use', () => {
    expect(whyOf(visit(secure('1', 0, 1, opening), secure('2', 46, 2, opening)), '/2').evidence[0]).toBe('#1 was in use until 6 ms before, and no request of the recording was answered on it afterwards.');
  });

  it('is a guess, and not the only one, where the pools are not known', () => {
    const unknown = { sent: {} };
    const why = whyOf(visit({ ...secure('1', 0, 1, opening), ...unknown }, { ...secure('2', 100, 2, opening), ...unknown }), '/2');
    expect([why.reason, why.confidence]).toEqual(['credentials', 'guess']);
    expect(why.rival?.reason).toBe('drained');
    expect(why.evidence.join(' ')).not.toContain('drained');
  });

  it('is silent of HTTP/1, and when the connection was used again', () => {
    expect(whyOf(visit(to('1', 0, 1, opening), to('2', 100, 2, opening)), '/2').reason).toBe('unknown');
    expect(whyOf(visit(secure('1', 0, 1, opening), secure('2', 100, 2, opening), secure('3', 200, 1)), '/2').reason).toBe('unknown');
  });
});

describe('a change of network', () => {
  const at = (host: string, path: string, when: number, on: number, ip: string | null, more: Partial<Step> = opening): Step => ({ ...secure(path, when, on, more), url: `https://${host}/${path}`, ip });
  const lost = (error: string): Step => ({ ...to('gone', 60, null, FAILED), url: 'https://elsewhere.test/gone', response: { _error: error } });

  it.each(['net::ERR_NETWORK_CHANGED', 'net::ERR_INTERNET_DISCONNECTED', 'NS_ERROR_OFFLINE'])('told by %s to any origin: nothing is said of the server', (error) => {
    const why = whyOf(visit(secure('1', 0, 1, opening), lost(error), secure('2', 100, 2, opening)), '/2');
    expect([why.reason, why.confidence, why.fix]).toEqual(['unknown', 'guess', null]);
    expect(why.evidence).toContain(`Meanwhile /gone failed with ${error}: the network changed or was away; browsers then give up their connections, whatever the server does.`);
    expect(ruledOutOf(why)).toContain(`drained: /gone failed with ${error}: the network changed or was away.`);
    expect(verdictOf(visit(to('1', 0, 1, opening), lost(error), to('2', 6000, 2, opening)), '/2')).toBe('unknown guess');
  });

  it('told up to 100 ms late', () => {
    const late = (ms: number): string => verdictOf(visit(secure('1', 0, 1, opening), { ...lost('net::ERR_NETWORK_CHANGED'), wait: 35 + ms }, secure('2', 100, 2, opening)), '/2');
    expect([late(100), late(101)]).toEqual(['unknown guess', 'drained likely']);
  });

  it('told before the answer of the connection is, up to 100 ms, too', () => {
    const early = (ms: number): string => verdictOf(visit(secure('1', 0, 1, { ...opening, wait: 335 }), { ...lost('net::ERR_NETWORK_CHANGED'), wait: 300 - ms }, secure('2', 500, 2, opening)), '/2');
    expect([early(100), early(101)]).toEqual(['unknown guess', 'drained likely']);
  });

  describe('is as likely where the connections of three origins and two addresses are replaced at once, and none is kept', () => {
    /** A connection, and the one that replaces it 100 ms later. */
    const replaced = (host: string, i: number, ip: string | null): readonly Step[] => [at(host, 'before', i, i + 1, ip), at(host, `after-${host}`, 100 + i, i + 11, ip)];
    const [a, b, c] = [replaced('a.test', 0, '192.0.2.1'), replaced('b.test', 1, '192.0.2.1'), replaced('c.test', 2, '192.0.2.2')];
    const later = (host: string, path: string, when: number, on: number, ip: string): Step => at(host, path, when, on, ip, {});
    const first = (...steps: readonly Step[]): string => verdictOf(visit(...steps), '/after-a.test');

    it('of three', () => expect(first(...a, ...b, ...c)).toBe('unknown guess'));
    it('whatever the new ones carry next', () => expect(verdictOf(visit(...a, ...b, ...c, later('a.test', 'next', 300, 11, '192.0.2.1')), '/after-c.test')).toBe('unknown guess'));

    it('of two it may be chance', () => expect(first(...a, ...c)).toBe('drained likely'));
    it('of two, one of them twice', () => expect(first(...a, at('a.test', 'again', 200, 21, '192.0.2.1'), ...c)).toBe('drained likely'));
    it('of one address it may be one server', () => expect(first(...a, ...b, ...replaced('c.test', 2, '192.0.2.1'))).toBe('drained likely'));
    it('of addresses that nobody tells, all of them or one', () => {
      expect(first(...replaced('a.test', 0, null), ...replaced('b.test', 1, null), ...replaced('c.test', 2, null))).toBe('unknown guess');
      expect(first(...a, ...b, ...replaced('c.test', 2, null))).toBe('unknown guess');
    });
    it('with one kept', () => expect(first(at('d.test', 'early', -6000, 9, '192.0.2.9'), ...a, ...b, ...c, later('d.test', 'kept', 300, 9, '192.0.2.9'))).toBe('drained likely'));
    it('not where one was replaced long before', () => expect(first(at('c.test', 'early', -6300, 3, '192.0.2.2'), at('c.test', 'long-before', -6200, 4, '192.0.2.2'), ...a, ...b)).toBe('drained likely'));
    it('not where one had been idle for as long as servers keep them', () => expect(first(at('c.test', 'early', -6000, 3, '192.0.2.2'), ...a, ...b, at('c.test', 'after-idle', 102, 4, '192.0.2.2'))).toBe('drained likely'));
    it('not where one goes on beside its second', () => expect(first(...a, ...b, ...c, later('c.test', 'beside', 400, 3, '192.0.2.2'))).toBe('drained likely'));
    it('not where one is of HTTP/1, which opens several', () => expect(first(...a, ...b, ...c.map((step) => ({ ...step, httpVersion: 'HTTP/1.1' })))).toBe('drained likely'));
  });

  it('gives nobody else the blame for what is tried again', () => {
    const again = [...whyNew(visit(to('x', 0, null, { ...FAILED, response: { _error: 'net::ERR_NETWORK_CHANGED' } }), to('x', 100, 1, opening))).values()];
    expect(again.map(({ reason, fix }) => [reason, fix])).toEqual([['retry', null]]);
  });
});

describe('an answer in HTTP/1.0', () => {
  const after = (headers: Readonly<Record<string, string>>): string => verdictOf(visit(to('1', 0, 1, opening), to('2', 100, 1, { httpVersion: 'http/1.0', headers }), to('3', 200, 2, opening)), '/3');

  it('closes the connection after others in HTTP/1.1, unless it says otherwise', () => {
    expect([after({}), after({ Connection: 'keep-alive' })]).toEqual(['server-close certain', 'unknown guess']);
    const outlived = [0, 100].map((at) => to(`x${at}`, at, 1, { httpVersion: 'http/1.0', ...(at === 0 ? opening : {}) }));
    expect(verdictOf(visit(...outlived, to('3', 200, 2, opening)), '/3')).toBe('unknown guess');
  });
});

describe('retry', () => {
  const failed = to('x', 0, null, FAILED);
  /** A failed entry takes 15 ms. */
  const again = (pause: number, more: Partial<Step> = {}): string => {
    const analysis = visit(failed, to('x', 15 + pause, 1, { ...opening, ...more }));
    return [...whyNew(analysis).values()].map(({ reason, confidence }) => `${reason} ${confidence}`).join();
  };

  it('of the same request within 30 s', () => {
    expect([again(30_000), again(30_001)]).toEqual(['retry likely', 'unknown guess']);
  });

  it('also when the failure is told up to 100 ms late, but not of one that is sent later', () => {
    const told = (late: number, at = 0): string => {
      const analysis = visit(to('x', at, null, { ...FAILED, wait: 10 + late }), to('x', 15, 1, opening));
      return [...whyNew(analysis).values()].map(({ reason }) => reason).join();
    };
    expect([told(0), told(60), told(400), told(0, 15), told(0, 16)]).toEqual(['retry', 'retry', 'unknown', 'first-contact', 'first-contact']);
  });

  it('not of another method', () => expect(again(100, { method: 'POST' })).toBe('unknown guess'));

  it('after one that was refused, where it may have been sent before on one that was kept', () => {
    const refused = to('x', 50, null, { ...FAILED, response: { _error: 'net::ERR_CONNECTION_REFUSED' } });
    expect([...whyNew(visit(to('1', 0, 1, opening), refused, to('x', 100, 2, opening))).values()].map(({ reason }) => reason)).toEqual(['first-contact', 'retry']);
  });

  it.each(['net::ERR_BLOCKED_BY_CLIENT', 'net::ERR_ABORTED', 'NS_BINDING_ABORTED'])('not after %s, which cost no connection that failed', (error) => {
    const all = [...whyNew(visit(to('1', 0, 1, opening), to('x', 50, null, { ...FAILED, response: { _error: error } }), to('x', 100, 2, { ...opening, sent: { ...HOST.sent, Origin: 'https://page.test' }, entry: { _resourceType: 'font' } }))).values()];
    expect(all.map(({ reason }) => reason)).toEqual(['first-contact', 'credentials']);
    const asked = whyOf(visit(to('1', 0, 1, opening), to('gone', 60, null, { ...FAILED, response: { _error: 'net::ERR_BLOCKED_BY_CLIENT' } }), to('2', 100, 2, opening)), '/2');
    expect(asked.evidence.join()).not.toContain('BLOCKED');
  });

  it.each([
    ['net::ERR_FAILED', 'unknown guess'],
    ['net::ERR_BLOCKED_BY_ORB', 'unknown guess'],
    ['net::ERR_HTTP2_PROTOCOL_ERROR', 'unknown guess'],
    ['net::ERR_EMPTY_RESPONSE', 'retry likely'],
    ['NS_ERROR_NET_RESET', 'retry likely'],
  ])('after %s: %s', (error, expected) => {
    const all = whyNew(visit({ ...failed, response: { _error: error } }, to('x', 100, 1, opening)));
    expect([...all.values()].map(({ reason, confidence }) => `${reason} ${confidence}`)).toEqual([expected]);
  });

  it('of the same request that came to no connection, where there was no other', () => {
    const [why] = whyNew(visit({ ...failed, response: { _error: 'net::ERR_CONNECTION_REFUSED' } }, to('x', 100, 1, opening))).values();
    expect([why!.reason, why!.confidence, why!.evidence[0]]).toEqual(['retry', 'likely', 'GET /x failed 85 ms before with net::ERR_CONNECTION_REFUSED; it came to no connection.']);
  });

  it('says so where the answer arrived, and the browser withheld it', () => {
    const [why] = whyNew(visit({ ...failed, response: { _error: 'net::ERR_FAILED' } }, to('x', 100, 1, opening))).values();
    expect(ruledOutOf(why!)).toContain('retry: the same request failed before with net::ERR_FAILED, which says nothing of its connection.');
  });

  it('over HTTP/2 is a guess where the error may be of one stream', () => {
    const again = (error: string): readonly string[] => [...whyNew(visit({ ...failed, url: 'https://a.test/x', response: { _error: error } }, secure('x', 100, 1, opening))).values()].map(({ reason, confidence }) => `${reason} ${confidence}`);
    expect([again('NS_ERROR_NET_RESET'), again('net::ERR_CONNECTION_RESET')]).toEqual([['retry guess'], ['retry likely']]);
  });

  it('not where another connection carried requests after the failure', () => {
    const steps = (at: number): string => {
      const analysis = visit(to('1', 0, 5, opening), { ...failed, at: 50 }, to('2', at, 5), to('x', 9000, 6, opening));
      return [...whyNew(analysis).values()].map(({ reason }) => reason).at(-1) ?? '';
    };
    expect([steps(55), steps(70)]).toEqual(['retry', 'idle-timeout']);
  });

  it('not while another connection stayed open', () => {
    const why = whyNew(visit(to('1', 0, 5, opening), { ...failed, at: 50 }, to('x', 100, 1, opening), to('3', 200, 5)));
    expect([...why.values()].map(({ reason }) => reason)).toEqual(['first-contact', 'unknown']);
  });
});
