import { describe, expect, it } from 'vitest';
import { analyse } from '../../../analysis/analyse.ts';
import { firefoxEntry, socketEntry } from '../../../test/har.ts';
import { analyseEntries, heard } from '../../../test/read.ts';
import { newTiming, reusedTiming, timingBatch } from '../../../test/timing.ts';
import { stepEntry, verdictOf, visit, whyOf, type Step } from '../../../test/visit.ts';
import { whyNew } from '../why.ts';

const SENT = { Host: 'a.test', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image', Referer: 'https://page.test/' };
const to = (path: string, at: number, on: number, httpVersion: string, more: Partial<Step> = {}): Step => ({ url: `https://a.test/${path}`, at, on, httpVersion, sent: SENT, ...more });
const opening = { opens: true } as const;
const AHEAD = { opens: undefined as never };
const OFFER = { headers: { 'Alt-Svc': 'h3=":443"; ma=86400' } };

describe('protocol-upgrade', () => {
  it('is certain after the server offered HTTP/3', () => {
    const why = whyOf(visit(to('1', 0, 1, 'h2', { ...opening, ...OFFER }), to('2', 100, 2, 'h3', opening)), '/2');
    expect([why.reason, why.confidence]).toEqual(['protocol-upgrade', 'certain']);
    expect(why.evidence).toEqual(['#1 speaks HTTP/2, this connection HTTP/3.', 'The answer to /1, 60 ms before, offered HTTP/3 in Alt-Svc; it holds for later connections.']);
  });

  it('also when the browser opened it ahead', () => {
    expect(verdictOf(visit(to('1', 0, 1, 'h2', { ...opening, ...OFFER }), to('2', 100, 2, 'h3')), '/2')).toBe('protocol-upgrade certain');
  });

  it('is likely where the one before may be of another pool: then one was needed in any case', () => {
    const untold = { sent: { ...SENT, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty', Origin: 'https://page.test' }, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true', ...OFFER.headers }, entry: { _resourceType: 'fetch' } };
    expect(verdictOf(visit(to('1', 0, 1, 'h2', { ...opening, ...untold }), to('2', 100, 2, 'h3', opening)), '/2')).toBe('protocol-upgrade likely');
  });

  it('is likely when nobody was seen to offer it, or only later', () => {
    expect(verdictOf(visit(to('1', 0, 1, 'h2', opening), to('2', 100, 2, 'h3', opening)), '/2')).toBe('protocol-upgrade likely');
    expect(verdictOf(visit(to('1', 0, 1, 'h2', { ...opening, ...OFFER }), to('2', 30, 2, 'h3', opening)), '/2')).toBe('protocol-upgrade likely');
  });

  it('an offer of something else is none', () => {
    const why = whyOf(visit(to('1', 0, 1, 'h2', { ...opening, headers: { 'Alt-Svc': 'h2="b.test:443"' } }), to('2', 100, 2, 'h3', opening)), '/2');
    expect([why.reason, why.confidence]).toEqual(['protocol-upgrade', 'likely']);
  });

  it.each(['h3-29=":443"; ma=86400', 'h3=":443"; ma=0', 'h3=":443"; ma=1', 'clear'])('no answer offered it with %s', (value) => {
    const why = whyOf(visit(to('1', 0, 1, 'h2', { ...opening, headers: { 'Alt-Svc': value } }), to('2', 2000, 2, 'h3', opening)), '/2');
    expect([why.reason, why.confidence, why.evidence[1]]).toEqual(['protocol-upgrade', 'likely', 'No offer of HTTP/3 in Alt-Svc held when it was opened: the browser knew it already, for example from an earlier visit, another tab, or DNS (HTTPS record).']);
  });

  it('is as the last answer says, which replaces those before', () => {
    const after = (...values: readonly string[]): string => verdictOf(visit(...values.map((value, i) => to(`a${i}`, i * 100, 1, 'h2', { ...(i === 0 ? opening : {}), headers: { 'Alt-Svc': value } })), to('2', 2000, 2, 'h3', opening)), '/2');
    expect([after('h3=":443"', 'clear'), after('clear', 'h3=":443"')]).toEqual(['protocol-upgrade likely', 'protocol-upgrade certain']);
  });

  it('names the first answer that offered it, after which the connection may have been opened', () => {
    const first = (...values: readonly string[]): string => whyOf(visit(...values.map((value, i) => to(`a${i}`, i * 1000, 1, 'h2', { ...(i === 0 ? opening : {}), headers: { 'Alt-Svc': value } })), to('2', 5000, 2, 'h3')), '/2').evidence[1]!.replace(/,.*/, '');
    const [offer, forASecond] = ['h3=":443"', 'h3=":443"; ma=1'];
    expect([first(offer, offer, offer), first(offer, 'clear', offer, offer)]).toEqual(['The answer to /a0', 'The answer to /a2']);
    // The first answer takes 25 ms longer than the second, and that as long as the third.
    expect([first(forASecond, offer), first(forASecond, forASecond, offer)]).toEqual(['The answer to /a0', 'The answer to /a2']);
  });

  it('from HTTP/1.1 to HTTP/2 is a guess: what a server will choose (ALPN) opens no connection', () => {
    const why = (wait: number, ...more: readonly Step[]): ReturnType<typeof whyOf> => whyOf(visit(to('1', 0, 1, 'http/1.1', { ...opening, wait }), to('2', 100, 2, 'h2', opening), ...more), '/2');
    const whys = [why(10), why(10, to('3', 300, 1, 'http/1.1')), why(500)];
    expect(whys.map(({ reason, confidence, evidence }) => `${reason} ${confidence}: ${evidence[1]!.replace(/.*tell: /, '')}`)).toEqual([
      'protocol-upgrade guess: #1 had been idle for 60 ms and may have been closed.',
      'protocol-upgrade guess: #1 had been idle for 60 ms, and was used again later.',
      'protocol-upgrade guess: #1 was in use, and carries one request at a time.',
    ]);
  });

  it('nor is it the reason where the one before was closed, whatever the next speaks over TCP', () => {
    const after = (httpVersion: string, next: string): string => verdictOf(visit(to('1', 0, 1, httpVersion, { ...opening, headers: { Connection: 'close' } }), to('2', 100, 2, next, opening)), '/2');
    expect([after('http/1.1', 'h2'), after('http/1.1', 'h3')]).toEqual(['server-close certain', 'unknown guess']);
  });

  it('is not why a second HTTP/3 connection was opened', () => {
    const steps = [to('1', 0, 1, 'h2', { ...opening, ...OFFER }), to('2', 100, 2, 'h3', opening), to('3', 60_000, 3, 'h3', opening)];
    expect(verdictOf(visit(...steps), '/3')).toBe('idle-timeout likely');
  });

  it('in Firefox, where connections are estimated, is likely', () => {
    const url = (path: string): string => `https://a.test/${path}`;
    const timing = timingBatch([newTiming({ name: url('1'), nextHopProtocol: 'h2', secureConnectionStart: 4 }), reusedTiming({ name: url('2'), nextHopProtocol: 'h3', startTime: 100 })]);
    const har = [firefoxEntry({ url: url('1'), httpVersion: 'HTTP/2', headers: { 'alt-svc': 'h3=":443"' } }), firefoxEntry({ url: url('2'), httpVersion: 'HTTP/3', at: 100 })];
    expect(verdictOf(analyse(heard({ har, timing: [timing] })), '/2')).toBe('protocol-upgrade likely');
  });
});

describe('quic-fallback', () => {
  const quic = to('1', 0, 1, 'h3', opening);

  it('from HTTP/3 back to HTTP/2', () => {
    expect(verdictOf(visit(quic, to('2', 100, 2, 'h2', opening)), '/2')).toBe('quic-fallback likely');
  });

  it('is a guess when HTTP/3 went on: it may have been a race', () => {
    expect(verdictOf(visit(quic, to('2', 100, 2, 'h2', opening), to('3', 200, 1, 'h3')), '/2')).toBe('quic-fallback guess');
  });

  it('or when the HTTP/3 connection had run out, at 30 s', () => {
    const after = (gap: number): string => verdictOf(visit(quic, to('2', 40 + gap, 2, 'h2', opening)), '/2');
    expect([after(29_999), after(30_000)]).toEqual(['quic-fallback likely', 'quic-fallback guess']);
  });

  describe('where HTTP/2 came before HTTP/3', () => {
    const first = to('0', -500, 9, 'h2', opening);
    const back = to('2', 100, 2, 'h2', opening);

    it('the connection that was left for HTTP/3 explains nothing', () => {
      const why = whyOf(visit(first, quic, back), '/2');
      expect([why.reason, why.confidence]).toEqual(['quic-fallback', 'likely']);
      expect(why.evidence).toEqual(['#1 speaks HTTP/3 and had been idle for 60 ms; this connection speaks HTTP/2.', '#9 had not been used since HTTP/3 was.', 'HTTP/3 was not used again.']);
    });

    it('one that was used beside HTTP/3 does', () => {
      expect(verdictOf(visit(first, quic, to('beside', 20, 9, 'h2'), back), '/2')).toBe('drained likely');
    });

    it('and so does one that is used again', () => {
      expect(verdictOf(visit(first, quic, back, to('3', 200, 9, 'h2')), '/2')).not.toContain('quic-fallback');
    });

    it('a second one explains itself', () => {
      expect(verdictOf(visit(first, quic, back, to('3', 200, 3, 'h2', opening)), '/3')).toBe('drained likely');
    });
  });

  it('is likely when a request failed since, however long ago: Firefox waits 30 s for HTTP/3 in vain', () => {
    const after = (error: string, on: number | null): string => verdictOf(visit(quic, to('lost', 50, 1, 'h3', { on, status: 0, wait: 0, response: { _error: error } }), to('2', 30_100, 2, 'h2', opening)), '/2');
    expect([after('NS_ERROR_ABORT', 1), after('NS_ERROR_ABORT', null)]).toEqual(['quic-fallback likely', 'quic-fallback likely']);
    expect([after('NS_BINDING_ABORTED', null), after('net::ERR_ABORTED', null)]).toEqual(['quic-fallback guess', 'quic-fallback guess']);
  });

  describe('of requests whose credentials no header tells', () => {
    const unknown = (path: string, at: number, on: number, httpVersion: string, more: Partial<Step> = {}): Step =>
      to(path, at, on, httpVersion, { sent: { ...SENT, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty', Origin: 'https://page.test' }, headers: { 'Access-Control-Allow-Origin': 'https://page.test', 'Access-Control-Allow-Credentials': 'true' }, entry: { _resourceType: 'fetch' }, ...more });
    const back = unknown('2', 100, 2, 'h2', opening);

    it('is a guess: the pool may be another', () => {
      const why = whyOf(visit(quic, back), '/2');
      expect([why.reason, why.confidence]).toEqual(['quic-fallback', 'guess']);
      expect(why.evidence).toContain('That #1 was of the same pool is not known (credentials, or the frame that asked); for a connection of another pool the browser may race HTTP/3 and TCP anew, and take the first.');
    });

    it('is likely where QUIC said that it failed, or where both were asked alike', () => {
      const lost = unknown('lost', 50, 1, 'h3', { status: 0, wait: 0, response: { _error: 'net::ERR_QUIC_PROTOCOL_ERROR' } });
      expect(verdictOf(visit(quic, { ...lost, on: null, httpVersion: '' }, back), '/2')).toBe('quic-fallback likely');
      expect(verdictOf(visit(unknown('1', 0, 1, 'h3', opening), back), '/2')).toBe('quic-fallback likely');
    });

    it('asked alike is in every header that decides, and by one request of those that it carried', () => {
      const differently = (path: string, at: number, more: Partial<Step> = {}): Step => unknown(path, at, 1, 'h3', { ...more, headers: {} });
      expect(verdictOf(visit(differently('1', 0, opening), back), '/2')).toBe('quic-fallback guess');
      expect(verdictOf(visit(differently('1', 0, opening), unknown('alike', 50, 1, 'h3'), back), '/2')).toBe('quic-fallback likely');
    });
  });

  it('is silent from HTTP/2 to HTTP/1.1, of which nothing explains it', () => {
    expect(whyOf(visit(to('1', 0, 1, 'h2', opening), to('2', 100, 2, 'http/1.1', opening)), '/2').reason).toBe('unknown');
  });

  it('is silent of what somebody else opened', () => {
    expect(whyOf(visit(quic, to('2', 100, 2, 'h2')), '/2').reason).not.toBe('quic-fallback');
  });
});

describe('websocket', () => {
  it('is certain, whatever else was open', () => {
    const analysis = analyseEntries(stepEntry({ url: 'http://live.test:8080/page', at: 0, on: 1, opens: true }), socketEntry({ at: 100 }));
    expect(whyOf(analysis, '/feed')).toMatchObject({ reason: 'websocket', confidence: 'certain', fix: null, costMs: null, others: [] });
  });

  it('is likely over TLS, unless the browser tells of an answer that HTTP/2 does not have', () => {
    const over = (url: string, status: number): ReturnType<typeof whyOf> => whyOf(analyseEntries(stepEntry({ url: 'https://live.test/page', at: 0, on: 1, opens: true }), socketEntry({ url, status, connection: url.startsWith('wss:') ? '443' : '80', at: 100 })), '/feed');
    expect([over('wss://live.test/feed', 101), over('wss://live.test/feed', 403), over('ws://live.test/feed', 403)].map(({ confidence }) => confidence)).toEqual(['certain', 'likely', 'certain']);
    expect(over('wss://live.test/feed', 403).evidence[1]).toBe('Unless it was a stream of an HTTP/2 connection (RFC 8441): nothing tells.');
    const ofFirefox = (url: string): ReturnType<typeof whyOf> => whyOf(analyseEntries(firefoxEntry({ url, status: 101, connection: url.startsWith('wss:') ? '443' : '80' })), '/feed');
    expect([ofFirefox('ws://live.test/feed').confidence, ofFirefox('wss://live.test/feed').confidence]).toEqual(['certain', 'certain']);
  });

  it('is not the reason of its page', () => {
    const analysis = analyseEntries(socketEntry({ at: 0 }), stepEntry({ url: 'http://live.test:8080/page', at: 2000, on: 1, opens: true }));
    expect(whyOf(analysis, '/page').reason).toBe('first-contact');
  });
});

describe('misdirected', () => {
  const wrong = (path: string): Step => to(path, 100, 1, 'h2', { url: `https://b.test/${path}`, status: 421 });
  const open = to('1', 0, 1, 'h2', opening);
  const again = (path: string, more: Partial<Step> = {}): Step => to(path, 200, 2, 'h2', { ...opening, url: `https://b.test/${path}`, ...more });
  const last = (...steps: readonly Step[]): string => {
    const why = [...whyNew(visit(...steps)).values()].at(-1)!;
    return `${why.reason} ${why.confidence}`;
  };

  it('is certain for the same request, likely for another', () => {
    expect(last(open, wrong('x'), again('x'))).toBe('misdirected certain');
    expect(last(open, wrong('x'), again('y'))).toBe('misdirected likely');
    expect(last(open, wrong('x'), again('x'), to('z', 400, 1, 'h2'))).toBe('misdirected certain');
  });

  it('is likely for an answer that is itself a 421: browsers tell of the second only', () => {
    expect(last(open, to('ok', 100, 1, 'h2', { url: 'https://b.test/ok' }), again('y', { status: 421 }))).toBe('misdirected likely');
  });

  it('also where what was there is of another host alone', () => {
    expect(last({ ...open, ip: '192.0.2.1' }, again('y', { status: 421, url: 'https://img.a.test/y', ip: '192.0.2.1' }))).toBe('misdirected likely');
  });

  it('speaks of the connection that refused, not of the one that was used last', () => {
    const own = { url: 'https://b.test/own' };
    expect(last(open, to('own', 50, 5, 'h2', { ...opening, ...own }), wrong('x'), to('own', 150, 5, 'h2', own), again('x'))).toBe('misdirected certain');
  });

  it('is no reason for one that was open before it was needed', () => {
    expect(last(open, wrong('x'), { ...again('x'), ...AHEAD })).toBe('speculative guess');
  });

  it('is silent without another connection that could have been meant', () => {
    expect(last(again('y', { status: 421 }))).toBe('first-contact likely');
  });

  it('says what may have been repeated', () => {
    const why = whyOf(visit(open, to('ok', 100, 1, 'h2', { url: 'https://b.test/ok' }), again('y', { status: 421 })), '/y');
    expect(why.evidence).toEqual(['It was answered with 421 (Misdirected Request), and #1, which carried requests to https://a.test, was there. A browser may repeat such a request on another connection, and then tells of the second answer only.']);
  });

  it('is silent where nothing is shared: over HTTP/1.1, and on a connection of its own', () => {
    const h1 = { httpVersion: 'http/1.1', wait: 300 } as const;
    expect(last({ ...again('slow'), ...h1, at: 0, on: 1 }, { ...again('y', { status: 421 }), ...h1 })).toBe('parallel certain');
    expect(last({ ...again('x', { status: 421 }), at: 0, on: 1 }, again('x'))).not.toContain('misdirected');
    const proxied = { httpVersion: 'http/1.1' };
    expect(last({ ...open, ...proxied }, { ...wrong('x'), ...proxied }, { ...again('x'), ...proxied })).not.toContain('misdirected');
  });

  it('is likely where Alt-Svc had led to HTTP/3, and the other goes over TCP', () => {
    const first = { ...again('1'), at: 0, on: 1, httpVersion: 'h3' };
    expect(last(first, again('y', { status: 421 }))).toBe('misdirected likely');
    expect(last(first, again('y', { status: 421, httpVersion: 'h3' }))).not.toContain('misdirected');
  });

  it('in Firefox it is what ended the connection that answered so, whosever that was, and no server', () => {
    const h2 = (path: string, at: number, more: Parameters<typeof firefoxEntry>[0] = {}): unknown => firefoxEntry({ url: `https://b.test/${path}`, at, httpVersion: 'HTTP/2', sent: { Host: 'b.test' }, connection: '443', timings: { blocked: 1, dns: 1, connect: 20, ssl: 20, send: 0, wait: 12, receive: 0 }, ...more });
    const next = (status: number, ...more: readonly unknown[]): ReturnType<typeof whyOf> => whyOf(analyseEntries(h2('x', 0, { status }), ...more, h2('next', 300)), '/next');
    const why = next(421);
    expect([why.reason, why.confidence, why.evidence[0]]).toEqual(['misdirected', 'likely', expect.stringMatching(/^~1 answered \/x with 421 \(Misdirected Request\) 247 ms before\. Firefox repeats/)]);
    expect(next(404).reason).toBe('drained');
    expect(last({ ...open, status: 421 }, to('next', 300, 2, 'h2', opening))).toBe('drained likely');
    const kept = firefoxEntry({ url: 'https://b.test/kept', at: 400, httpVersion: 'HTTP/2', sent: { Host: 'b.test' }, connection: '443' });
    expect(whyOf(analyseEntries(h2('x', 0, { status: 421 }), h2('next', 300, { httpVersion: 'HTTP/1.1' }), kept), '/next').reason).not.toBe('misdirected');
  });

  it('explains one connection, and none when the first was used again', () => {
    expect(last(open, wrong('x'), again('x'), to('z', 400, 3, 'h2', { ...opening, url: 'https://b.test/z' }))).not.toContain('misdirected');
    expect(last(open, wrong('x'), again('x'), again('x', { at: 400, on: 3 }), to('z', 500, 1, 'h2'))).not.toContain('misdirected');
    expect(last(open, wrong('x'), again('y'), to('z', 400, 1, 'h2', { url: 'https://b.test/z' }))).not.toContain('misdirected');
  });

  it('an answer that is still to come decides nothing', () => {
    expect(last(open, { ...wrong('x'), wait: 500 }, again('y'))).not.toContain('misdirected');
  });
});
