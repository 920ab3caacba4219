import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../model/analysis.ts';
import { firefoxEntry, genericEntry, harFile, ZERO } from '../../test/har.ts';
import { analyseEntries, analyseFile } from '../../test/read.ts';
import { PAGE, stepEntry, verdictOf, visit, whyOf, type Step } from '../../test/visit.ts';

const SENT = { Host: 'a.test', Referer: 'https://page.test/' };
const to = (path: string, at: number, on: number | null, more: Partial<Step> = {}): Step => ({ url: `http://a.test/${path}`, at, on, sent: SENT, entry: { _resourceType: 'image' }, ...more });
const opening = { opens: true } as const;
const closing = { ...opening, headers: { Connection: 'close' } } as const;
/** Without credentials, surely. */
const FONT = { sent: { ...SENT, Origin: 'https://page.test' }, entry: { _resourceType: 'font' } };
/** Without credentials, as a rule. */
const FETCH = { entry: { _resourceType: 'fetch' } };
/** With credentials, as a rule. */
const PING = { entry: { _resourceType: 'ping' } };

describe('a verdict is certain only', () => {
  it('where the browser names connections', () => {
    const OPENED = { blocked: 1, dns: 1, connect: 20, ssl: 0, send: 0, wait: 12, receive: 0 };
    const firefox = (path: string, at: number, more: Parameters<typeof firefoxEntry>[0] = {}): unknown => firefoxEntry({ url: `http://a.test/${path}`, at, sent: SENT, connection: '80', timings: OPENED, entry: { _resourceType: 'image' }, ...more });
    const document = firefox('', 0, { url: 'https://page.test/', entry: { _resourceType: 'document' }, sent: { Host: 'page.test' }, ip: '127.0.0.99', connection: '443' });
    const page = (...entries: readonly unknown[]): Analysis => analyseFile(harFile([document, ...entries], [PAGE]));
    expect(verdictOf(page(firefox('1', 0, { headers: { Connection: 'close' } }), firefox('2', 200)), '/2')).toBe('server-close likely');
    const parallel = page(firefox('1', 0, { timings: { ...OPENED, wait: 900 } }), firefox('2', 100));
    expect([verdictOf(parallel, '/1'), verdictOf(parallel, '/2')]).toEqual(['first-contact likely', 'parallel likely']);
  });

  it('where what else was free is surely of another pool', () => {
    const beside = (more: Partial<Step>): string => verdictOf(visit(to('1', 0, 1, closing), to('beside', 50, 2, { ...opening, ...more }), to('2', 200, 3, opening)), '/2');
    expect([beside(FONT), beside(FETCH)]).toEqual(['server-close certain', 'server-close likely']);
    // In use, it was none that it could have taken, whatever its pool.
    expect(beside({ ...FETCH, wait: 900 })).toBe('server-close certain');
  });

  it('where all that were in use are surely of its own', () => {
    const both = (more: Partial<Step>): string => verdictOf(visit(to('1', 0, 1, { ...opening, wait: 900 }), to('2', 50, 2, { ...opening, wait: 900, ...more }), to('3', 200, 3, opening)), '/3');
    expect([both({}), both(PING)]).toEqual(['parallel certain', 'parallel likely']);
  });

  it('where a limit was told and an answer ended the connection', () => {
    const max = { headers: { 'Keep-Alive': 'max=2' } };
    const after = (headers: Readonly<Record<string, string>>): string => verdictOf(visit(to('1', 0, 1, { ...opening, ...max }), to('2', 100, 1, { headers }), to('3', 200, 2, opening)), '/3');
    expect([after({ ...max.headers, Connection: 'close' }), after(max.headers)]).toEqual(['request-cap certain', 'request-cap likely']);
  });

  it('of a first contact where no browser began anew', () => {
    const document = (at: number, on: number): Step => ({ ...to('', at, on, { ...opening, entry: { _resourceType: 'document' }, ip: '127.0.0.99' }), url: 'https://page.test/', sent: { Host: 'page.test' } });
    const pages = [PAGE, { ...PAGE, id: 'page_2', startedDateTime: new Date(ZERO + 2000).toISOString() }];
    const again = (on: number): ReturnType<typeof whyOf> => whyOf(analyseFile(harFile([document(0, 490), to('1', 50, 500, opening), document(2000, on - 1), { ...to('2', 2050, on, opening), url: 'http://b.test/2' }, to('3', 2060, on + 1, opening)].map(stepEntry), pages)), '/3');
    expect([again(20).confidence, again(20).evidence[0]]).toEqual(['likely', expect.stringContaining('another run of the browser')]);
  });

  it('where HTTP/3 was offered by an answer of the network', () => {
    const over = (path: string, at: number, httpVersion: string, on: number | null, more: Partial<Step> = {}): Step => ({ ...to(path, at, on, { httpVersion, ...more }), url: `https://a.test/${path}` });
    const offer = { headers: { 'Alt-Svc': 'h3=":443"' } };
    const upgraded = (second: Step): string => verdictOf(visit(over('1', 0, 'h2', 1, opening), second, over('3', 300, 'h3', 2, opening)), '/3');
    expect(upgraded(over('2', 100, 'h2', 1, offer))).toBe('protocol-upgrade certain');
    expect(upgraded(over('2', 100, 'h2', null, { ...offer, entry: { _resourceType: 'image', _fromCache: 'disk' } }))).toBe('protocol-upgrade likely');
  });

  it('where all that was there is surely of another', () => {
    const last = (...more: readonly Step[]): string => verdictOf(visit(to('1', 0, 1, { ...opening, wait: 900 }), ...more, to('2', 300, 2, { ...opening, ...FONT })), '/2');
    const unnamed = to('worker.js', 120, null, { entry: { _resourceType: 'other' } });
    expect([last(), last(to('ping', 120, 4, { ...opening, ...PING, wait: 900 })), last(unnamed)]).toEqual(['credentials certain', 'credentials likely', 'credentials likely']);
  });
});

it('a connection that was lost in another pool is still to be made good in its own', () => {
  const page = visit(to('1', 0, 1, closing), to('font', 50, 2, { ...opening, ...FONT }), to('2', 200, 3, opening), to('3', 300, 4, { ...opening, wait: 900 }));
  expect(['/font', '/2', '/3'].map((end) => whyOf(page, end).reason)).toEqual(['first-contact', 'server-close', 'unknown']);
});

describe('speculative is a guess', () => {
  it('where the first connection is of another pool', () => {
    const ahead = (more: Partial<Step>): string => verdictOf(visit(to('first', 0, 1, { ...opening, ...more }), to('1', 100, 2, { ...opening, wait: 200 }), to('waits', 150, 2, { stalled: 185 }), to('2', 400, 3)), '/2');
    expect([ahead({ wait: 90 }), ahead({ wait: 90, ...FONT })]).toEqual(['speculative likely', 'speculative guess']);
  });

  it('of two at once whose pools are not surely one', () => {
    const secure = (path: string, at: number, on: number, more: Partial<Step> = {}): Step => ({ ...to(path, at, on, { httpVersion: 'h2', ...opening, ...more }), url: `https://a.test/${path}` });
    const twice = (more: Partial<Step>): string => verdictOf(visit(secure('1', 0, 1), secure('2', 10, 2, more)), '/2');
    expect([twice({}), twice(PING)]).toEqual(['speculative likely', 'speculative guess']);
  });
});

it('that HTTP/3 was drained is a guess: its server may have timed it out unseen', () => {
  const over = (httpVersion: string): string => verdictOf(visit(...[to('1', 0, 1, opening), to('2', 140, 2, opening)].map((step) => ({ ...step, url: step.url.replace('http:', 'https:'), httpVersion }))), '/2');
  expect([over('h2'), over('h3')]).toEqual(['drained likely', 'drained guess']);
});

describe('an idle timeout', () => {
  const after = (ms: number, headers: Readonly<Record<string, string>> = {}): ReturnType<typeof whyOf> => whyOf(visit(to('1', 0, 1, { ...opening, headers }), to('2', ms + 40, 2, opening)), '/2');

  it.each([
    [2000, 'gunicorn (gthread) after 2 s'],
    [5000, 'Node after 5 s'],
    [20_000, 'Tomcat after 20 s'],
    [60_000, 'an AWS Application Load Balancer after 60 s'],
    [75_000, 'nginx after 75 s'],
    [120_000, 'IIS after 120 s'],
  ])('of %i ms is that of %s', (ms, who) => {
    expect([after(ms - 1).evidence.join().includes(who), after(ms).evidence.join().includes(who)]).toEqual([false, true]);
  });

  it('over HTTP/2 is that of servers that time it', () => {
    const h2 = whyOf(visit(...[to('1', 0, 1, opening), to('2', 130_040, 2, opening)].map((step) => ({ ...step, url: step.url.replace('http:', 'https:'), httpVersion: 'h2' }))), '/2');
    expect(h2.evidence.join()).toContain('By default Apache httpd after 5 s, Tomcat after 20 s, an AWS Application Load Balancer after 60 s, nginx after 75 s would have closed it.');
  });

  it('is Firefox\'s own 115 s, unless the server says how long it keeps it', () => {
    const firefox = (path: string, at: number, headers: Readonly<Record<string, string>>): unknown => firefoxEntry({ url: `http://a.test/${path}`, at, sent: SENT, connection: '80', headers, timings: { blocked: 1, dns: 1, connect: 20, ssl: 0, send: 0, wait: 12, receive: 0 } });
    const idle = (ms: number, headers: Readonly<Record<string, string>> = {}): string => verdictOf(analyseEntries(firefox('1', 0, headers), firefox('2', ms + 33, headers)), '/2');
    expect([idle(114_900), idle(115_100)]).toEqual(['idle-timeout guess', 'idle-timeout likely']);
    expect(idle(150_000, { 'Keep-Alive': 'timeout=200' })).toBe('unknown guess');
    const generic = (path: string, at: number): unknown => genericEntry({ url: `http://a.test/${path}`, at, timings: { blocked: 1, dns: 1, connect: 20, send: 0, wait: 12, receive: 0 } });
    expect(verdictOf(analyseEntries(generic('1', 0), generic('2', 150_000)), '/2')).toBe('idle-timeout guess');
  });
});
