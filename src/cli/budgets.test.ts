import { describe, expect, it, vi } from 'vitest';
import { chromiumEntry, genericEntry, OPENED, REUSED, type Told } from '../core/test/har.ts';
import { analyseEntries } from '../core/test/read.ts';
import { ofCrowd, ofUnsure } from '../core/test/unsure.ts';
import { ofChromium } from '../core/test/recordings.ts';
import { h1Limit } from '../core/insight/findings/h1-limit.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { judge, type Budgets } from './budgets.ts';

const verdictOf = (budgets: Partial<Budgets>, analysis: Analysis, cut: string | null = null): unknown[] => judge({ noFinding: [], ...budgets }, { analysis, cut, skipped: 0 }).rows[0]!.slice(2) as unknown[];
const noteOn = (rule: string, analysis = ofUnsure()): unknown => verdictOf({ noFinding: [rule] }, analysis).at(-1);

it('says why there may be a finding that is not found', () => {
  expect(noteOn('short-keep-alive', ofUnsure({ Server: 'any' }))).toBe('it rests on which connection each request was on, and of 1 request that is not sure');
  expect(noteOn('h1-limit')).toBeNull();
  expect(noteOn('short-keep-alive', ofChromium())).toBe('1 of 9 requests do not tell how they came by their connection; 1 request does not tell its protocol');
});

describe('is kept only where that is shown', () => {
  /** Entries without timings: how they came by their connection nobody tells. Each took 10 ms. */
  const silent = analyseEntries(...[1, 2, 3].map((n) => ({ ...genericEntry({ url: `http://a.test/${n}`, at: n * 20 }), timings: {}, time: 10 })));

  it('how many connections: each request that does not tell may have had one of its own', () => {
    expect(verdictOf({ maxConnections: 2 }, silent)).toEqual([0, 'unknown', '3 requests that do not tell may have used others']);
    expect(verdictOf({ maxConnections: 3 }, silent)).toEqual([0, 'kept', '3 requests that do not tell may have used others']);
  });

  it('reuse: who seems to be the first on what was opened earlier may have reused a connection, where nobody names them', () => {
    const beside = (at: number, wait: number): unknown => genericEntry({ url: `http://a.test/${at}`, at, timings: { ...REUSED, wait } });
    const three = analyseEntries(beside(0, 900), beside(100, 900), beside(2000, 10));
    const note = '2 requests may have reused one: that a connection was opened earlier for them is an estimate';
    expect(verdictOf({ minReuse: 0.9 }, three)).toEqual([1 / 3, 'unknown', note]);
    expect(verdictOf({ minReuse: 0.3 }, three)).toEqual([1 / 3, 'kept', note]);
    expect(verdictOf({ minReuse: 0.9 }, analyseEntries(genericEntry({ url: 'http://a.test/', timings: OPENED }), beside(2000, 10)))).toEqual([0.5, 'broken', null]);
  });

  it('how many connections: one of which nobody names the connection, nor shows the opening, may be one of the others', () => {
    const beside = (at: number, wait: number): unknown => genericEntry({ url: `http://a.test/${at}`, at, timings: { ...REUSED, wait } });
    const two = analyseEntries(beside(0, 900), beside(100, 900));
    const note = '2 of them estimated; of 2 nothing shows the opening: each may be one of the others';
    expect(verdictOf({ maxConnections: 1 }, two)).toEqual([2, 'unknown', note]);
    expect(verdictOf({ maxConnections: 2 }, two)).toEqual([2, 'kept', note]);
    expect(verdictOf({ maxConnections: 0 }, two)).toEqual([2, 'broken', note]);
    const opened = (at: number): unknown => genericEntry({ url: `http://a.test/${at}`, at, timings: { ...OPENED, wait: 900 } });
    expect(verdictOf({ maxConnections: 1 }, analyseEntries(opened(0), opened(100)))).toEqual([2, 'broken', '2 of them estimated']);
  });

  it('how many connections, and reuse: who is not surely on one, and on no other that is known, may have had one of its own', () => {
    const crowd = ofCrowd();
    const { length } = crowd.connections;
    const unsure = crowd.totals.reused;
    expect(unsure).toBeGreaterThan(100);
    expect(verdictOf({ maxConnections: length }, crowd).slice(0, 2)).toEqual([length, 'unknown']);
    expect(verdictOf({ maxConnections: length + unsure }, crowd).slice(0, 2)).toEqual([length, 'kept']);
    expect(verdictOf({ minReuse: 0.4 }, crowd).slice(0, 2)).toEqual([0.5, 'unknown']);
    // One that is on one of two that were opened in sight is on no third.
    expect(verdictOf({ maxConnections: 2 }, ofUnsure())).toEqual([2, 'kept', '2 of them estimated']);
    expect(verdictOf({ minReuse: 0.3 }, ofUnsure()).slice(0, 2)).toEqual([1 / 3, 'kept']);
  });

  it('how many connections: a tunnel and FTP may have had one, what the browser has in itself has none', () => {
    const to = (url: string, method = 'GET'): Analysis => analyseEntries({ ...genericEntry({ url, method, timings: OPENED }), connection: '7' });
    for (const other of [to('a.test:443', 'CONNECT'), to('https://a.test:443/', 'CONNECT'), to('ftp://a.test/x')]) {
      expect(other.requests[0]!.origination.opening).toBe('unknown');
      expect([other.connections, verdictOf({ maxConnections: 0 }, other)]).toEqual([[], [0, 'unknown', '1 request that does not tell may have used another']]);
    }
    for (const url of ['data:text/plain,a', 'blob:https://a.test/1', 'about:blank', 'file:///a', 'chrome-extension://a/b', 'moz-extension://a/b', 'javascript:void 0']) {
      expect([url, to(url).requests[0]!.origination]).toEqual([url, { opening: 'none', basis: 'reported', reason: 'local' }]);
    }
  });

  it('how long they waited: none longer than it took', () => {
    const { blocked: _none, ...silentOnWait } = REUSED;
    const untold = analyseEntries(...[1, 2, 3].map((n) => chromiumEntry({ at: n * 50, timings: silentOnWait, time: 20 })));
    expect(verdictOf({ maxStalled: 59 }, untold)).toEqual([0, 'unknown', 'at least: 3 requests do not tell how long they waited']);
    expect(verdictOf({ maxStalled: 60 }, untold)).toEqual([0, 'kept', 'at least: 3 requests do not tell how long they waited']);
  });

  it('how long they waited: nobody knows, where it is not known that their times have the wait in them', () => {
    const { blocked: _none, ...silentOnWait } = REUSED;
    const of = (told: Told, more: Readonly<Record<string, unknown>> = {}): Analysis => analyseEntries(chromiumEntry({ id: '1', timings: REUSED }), { ...chromiumEntry({ id: '1', at: 50, ...told }), ...more });
    const broken: readonly (readonly [string, Analysis])[] = [
      ['no date', of({ entry: { startedDateTime: 'soon' } })],
      ['no timings', of({ entry: { timings: undefined } })],
      ['no timings and no time', of({ entry: { timings: undefined, time: undefined } })],
      ['no time', of({ timings: silentOnWait, entry: { time: undefined } })],
      ['a time of −1', of({ timings: silentOnWait, time: -1 })],
      ['a wait of months', of({ timings: { ...REUSED, blocked: 6e9 } })],
      ['a wait in words', of({ entry: { timings: { ...REUSED, blocked: '5000' } } })],
      ['a time in words', of({ timings: silentOnWait, entry: { time: '34' } })],
      ['a tool', silent],
      ['a HAR that we wrote of such', of({ timings: silentOnWait }, { _opening: 'reused', _basis: 'reported', _source: 'chromium', _problems: ['timings.blocked is 6000000000 ms; it is shown as unknown.'] })],
    ];
    expect(broken.filter(([, analysis]) => verdictOf({ maxStalled: 1e6 }, analysis)[1] !== 'unknown').map(([name]) => name)).toEqual([]);
  });

  it('how long they waited: as summaries write it, to the bound', () => {
    const waits = (...blocked: readonly number[]): Analysis => analyseEntries(...blocked.map((ms, i) => chromiumEntry({ id: '1', at: i * 100, timings: { ...REUSED, blocked: ms } })));
    // 0.1 + 0.1 + 0.1 is 0.30000000000000004 to a computer.
    expect(verdictOf({ maxStalled: 0.3 }, waits(0.1, 0.1, 0.1))).toEqual([0.3, 'kept', null]);
    expect(verdictOf({ maxStalled: 0.299 }, waits(0.1, 0.1, 0.1))).toEqual([0.3, 'broken', null]);
  });

  it('no finding: of requests of which nothing is known there is none to be found', () => {
    expect(verdictOf({ noFinding: ['h1-limit'] }, silent)).toEqual([0, 'unknown', 'no request tells how it came by its connection']);
  });

  it('no finding: of requests that hide what the rule looks at there is none to be found', () => {
    /** Eighteen requests at once to six connections of HTTP/1.1: two thirds of them wait. */
    const burst = (httpVersion: string, waits: boolean, some = httpVersion): Analysis =>
      analyseEntries(
        ...Array.from({ length: 18 }, (_, i) =>
          chromiumEntry({ url: `https://a.test/${i}`, id: `${i % 6}`, at: i < 6 ? 0 : 1, httpVersion: i === 0 ? some : httpVersion, timings: { ...(waits ? { blocked: Math.floor(i / 6) * 110 } : {}), dns: -1, connect: i < 6 ? 20 : -1, ssl: -1, send: 0, wait: 90, receive: 5 } }),
        ),
      );
    const limit = { noFinding: ['h1-limit'] };
    expect(verdictOf(limit, burst('http/1.1', true))).toEqual([1, 'broken', 'likely']);
    expect(verdictOf(limit, burst('', true))).toEqual([0, 'unknown', 'no request tells its protocol']);
    expect(verdictOf(limit, burst('http/1.1', false))).toEqual([0, 'unknown', 'no request tells how long it waited']);
    expect(verdictOf(limit, burst('', true, 'http/1.1'))).toEqual([0, 'kept', '17 requests do not tell their protocol']);
    expect(verdictOf({ noFinding: ['misdirected'] }, burst('', false))).toEqual([0, 'kept', null]);
  });

  it('no finding: what answers say is not known where their headers are not', () => {
    const headless = analyseEntries(chromiumEntry({ httpVersion: 'h2' }), chromiumEntry({ httpVersion: 'h2', at: 50, timings: REUSED }));
    const answered = analyseEntries(chromiumEntry({ httpVersion: 'h2', headers: { Server: 'any' } }));
    for (const [rule, unknown] of [['h3-offered-unused', 'no answer shows its headers'], ['unused-preconnect', 'no answer shows its Link headers']] as const) {
      expect(verdictOf({ noFinding: [rule] }, headless)).toEqual([0, 'unknown', unknown]);
      expect(verdictOf({ noFinding: [rule] }, answered)).toEqual([0, 'kept', null]);
    }
  });

  it('no finding: what a file does not tell of any request hides what the rule looks for', () => {
    const bare = analyseEntries(...[1, 2].map((n) => genericEntry({ url: `https://a.test/${n}`, at: n * 100, httpVersion: 'h2', ip: null })));
    for (const [rule, unknown] of [
      ['sharding-on-h2', 'no request tells its type'],
      ['could-coalesce', 'no request tells the address that it went to'],
      ['two-credential-pools', 'no request shows its own headers'],
      ['redirect-opens-connection', 'no request tells its page'],
      ['origins-contacted-once', 'no page tells its load event'],
    ] as const) {
      expect(verdictOf({ noFinding: [rule] }, bare), rule).toEqual([0, 'unknown', unknown]);
    }
    const typed = analyseEntries(chromiumEntry({ httpVersion: 'h2' }), ...[1, 2].map((n) => chromiumEntry({ httpVersion: 'h2', at: n * 50, entry: { _resourceType: undefined } })));
    expect(verdictOf({ noFinding: ['sharding-on-h2'] }, typed)).toEqual([0, 'kept', '2 requests do not tell their type']);
  });

  it('no finding: of a rule that failed nobody knows what it would have found', () => {
    const find = vi.spyOn(h1Limit, 'find').mockImplementation(() => {
      throw new Error('No slots.');
    });
    expect(verdictOf({ noFinding: ['h1-limit'] }, ofUnsure())).toEqual([0, 'unknown', 'the rule failed']);
    find.mockRestore();
  });

  it('nothing of a file of which elements were left out', () => {
    expect(judge({ noFinding: [], maxConnections: 9 }, { analysis: silent, cut: null, skipped: 1 }).rows[0]!.slice(3)).toEqual(['unknown', expect.stringContaining('1 element of the file') as string]);
  });

  it('nothing of what is cut off, or empty', () => {
    const whole = analyseEntries(chromiumEntry({ id: '1' }), chromiumEntry({ id: '2', at: 5 }));
    const { length } = whole.connections;
    expect(verdictOf({ maxConnections: length }, whole)).toEqual([length, 'kept', null]);
    expect(verdictOf({ maxConnections: length }, whole, 'cut off at character 9')).toEqual([length, 'unknown', 'the file is cut off']);
    expect(verdictOf({ maxConnections: length - 1 }, whole, 'cut off at character 9')).toEqual([length, 'broken', null]);
    expect(verdictOf({ maxConnections: 9 }, analyseEntries())).toEqual([0, 'unknown', 'the recording has no requests']);
  });
});
