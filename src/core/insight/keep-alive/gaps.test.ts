import { describe, expect, it } from 'vitest';
import { anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { poll } from '../../../../e2e/playground/polls.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Request } from '../../model/request.ts';
import { inAnyRecording } from '../../test/any-recording.ts';
import { idleGaps } from './gaps.ts';
import type { IdleGap, Judge } from './idle-gap.ts';

const origin = 'https://api.example';
type Context = Parameters<typeof anAnalysis>[1];
const gapsIn = (analysis: Analysis, of: string = origin, lossOf?: Judge): readonly IdleGap[] => {
  const summary = analysis.origins.find((one) => one.origin === of);
  return summary === undefined ? [] : idleGaps(analysis, summary, lossOf);
};
/** `bridged 1000 on 1`, `lost 4990 on 1`… */
const gapsOf = (requests: readonly Request[], context?: Context, lossOf?: Judge): readonly string[] =>
  gapsIn(anAnalysis(requests, context), origin, lossOf).map(({ outcome, ms, connection }) => `${outcome} ${Math.round(ms)} on ${connection}`);

const opened = { tcp: 20 };
const brokenOff = (request: Request): Request => ({ ...request, error: 'net::ERR_ABORTED' });

describe('idle gaps', () => {
  it('reach from the end of all requests to the sending of the next', () => {
    // 0 to 30, 1030 to 1040, 5040 to 5050.
    expect(gapsOf([poll(0, 1, opened), poll(1030, 1), poll(5040, 1)])).toEqual(['bridged 1000 on 1', 'bridged 4000 on 1']);
  });

  it('on HTTP/2 begin when the last of several at once has ended', () => {
    const h2 = { protocol: 'h2' } as const;
    expect(gapsOf([poll(0, 1, { ...h2, ...opened }), poll(5, 1, { ...h2, wait: 994.7 }), poll(10, 1, h2), poll(2005, 1, h2)])).toEqual(['bridged 1000 on 1']);
  });

  it('are no gaps where the connection is used without a pause, or is still in use', () => {
    expect(gapsOf([poll(0, 1, opened), poll(30, 1)])).toEqual([]);
    expect(gapsOf([poll(0, 1, { ...opened, protocol: 'h2', running: true }), poll(5000, 1, { protocol: 'h2' })])).toEqual([]);
  });

  it('leave out the wait for a slot: that is no use of the connection', () => {
    expect(gapsOf([poll(0, 1, opened), poll(1030, 1, { stalled: 500 })])).toEqual(['bridged 1500 on 1']);
  });

  it('on a coalesced connection count for the origin whose request ended them', () => {
    const requests = [poll(0, 1, opened), poll(1030, 1, { url: 'https://cdn.example/' }), poll(3040, 1)];
    expect(gapsOf(requests)).toEqual(['bridged 2000 on 1']);
    expect(gapsIn(anAnalysis(requests), 'https://cdn.example').map(({ ms }) => Math.round(ms))).toEqual([1000]);
  });

  it('of WebSockets are none', () => {
    expect(gapsOf([poll(0, 1, { protocol: 'wss' }), poll(5000, 1, { protocol: 'wss' })])).toEqual([]);
  });
});

describe('a new connection in the place of an idle one', () => {
  const twice = [poll(0, 1, opened), poll(5030, 2, opened)];

  it('is a lost gap, with what it cost', () => {
    expect(gapsOf(twice)).toEqual(['lost 5000 on 1']);
    expect(gapsIn(anAnalysis(twice))[0]).toMatchObject({ connection: '1', request: twice[1]?.id, setupMs: 20, protocol: 'http/1.1', basis: 'reported' });
  });

  it('takes the place of the one used last, and each is replaced once', () => {
    expect(gapsOf([poll(0, 1, opened), poll(10, 2, opened), poll(5040, 3, opened), poll(5041, 4, opened), poll(5042, 5, opened)])).toEqual(['lost 5000 on 2', 'lost 5011 on 1']);
  });

  it('is none below a second: no idle timeout is that short', () => {
    expect(gapsOf([poll(0, 1, opened), poll(1029, 2, opened)])).toEqual([]);
    expect(gapsOf([poll(0, 1, opened), poll(1030, 2, opened)])).toEqual(['lost 1000 on 1']);
  });

  it.each<[string, readonly Request[], Context?]>([
    ['the old one was busy', [poll(0, 1, { ...opened, wait: 9000 }), poll(5000, 2, opened)]],
    ['the old one still runs', [poll(0, 1, { ...opened, running: true }), poll(5000, 2, opened)]],
    ['the old one was used again', [poll(0, 1, opened), poll(5000, 2, opened), poll(6000, 1)]],
    ['an HTTP/2 connection was there', [poll(0, 1, { ...opened, protocol: 'h2' }), poll(10, 2, { ...opened, protocol: 'h2' }), poll(5000, 3, { ...opened, protocol: 'h2' }), poll(6000, 2, { protocol: 'h2' })]],
    ['an HTTP/2 connection was there, and busy', [poll(0, 1, { ...opened, protocol: 'h2' }), poll(10, 2, { ...opened, protocol: 'h2', wait: 9000 }), poll(5000, 3, { ...opened, protocol: 'h2' })]],
    ['the server had said close', [poll(0, 1, opened), poll(5000, 2, opened)], { closed: { 1: ['connection-close', 30] } }],
    ['its requests were used up', [poll(0, 1, { ...opened, headers: { 'keep-alive': 'timeout=60, max=0' } }), poll(5000, 2, opened)]],
    ['it had become a WebSocket', [poll(0, 1, { ...opened, status: 101 }), poll(5000, 2, opened)]],
    ['it had carried a stream', [poll(0, 1, { ...opened, headers: { 'content-type': 'text/event-stream' } }), poll(5000, 2, opened)]],
    ['its answer broke off', [brokenOff(poll(0, 1, opened)), poll(5000, 2, opened)]],
    ['the protocol is another', [poll(0, 1, opened), poll(5000, 2, { ...opened, protocol: 'h2' })]],
    ['the new one was opened by somebody else', [poll(0, 1, opened), poll(5000, 2, { opening: 'opened-earlier' })]],
    ['a longer gap was bridged', [poll(0, 3, opened), poll(20_000, 3), poll(30_000, 1, opened), poll(35_000, 2, opened)]],
  ])('is none where %s', (_name, requests, context) => {
    expect(gapsOf(requests, context).filter((gap) => gap.startsWith('lost'))).toEqual([]);
  });

  it('on HTTP/2 a stream that has ended, or broke off, leaves the connection as it was', () => {
    const h2 = { protocol: 'h2', ...opened } as const;
    expect(gapsOf([brokenOff(poll(0, 1, h2)), poll(5030, 2, h2)])).toEqual(['lost 5000 on 1']);
    expect(gapsOf([poll(0, 1, { ...h2, headers: { 'content-type': 'text/event-stream' } }), poll(5030, 2, h2)])).toEqual(['lost 5000 on 1']);
  });

  it('may come up to a second before a longer gap that was bridged: two clocks', () => {
    const after = (ms: number): readonly string[] => gapsOf([poll(0, 3, opened), poll(6030, 3), poll(6040, 1, opened), poll(6070 + ms, 2, opened)]).filter((gap) => gap.startsWith('lost'));
    expect([after(4999), after(5000)]).toEqual([[], ['lost 5000 on 1']]);
  });

  it('is none on a page of another site: browsers would not have shared it', () => {
    const pages = (other: string): readonly string[] => {
      const analysis = anAnalysis([poll(0, 1, opened), poll(5030, 2, { ...opened, page: 'page_2' })], { path: 'https://shop.example/' });
      const [first] = analysis.pages;
      return gapsIn({ ...analysis, pages: [first!, { ...first!, id: 'page_2', url: other }] }).map(({ outcome }) => outcome);
    };
    expect([pages('https://www.shop.example/2'), pages('https://news.example/')]).toEqual([['lost'], []]);
  });

  it('is what somebody judged it to be, where somebody has', () => {
    const judged = (lossOf: Judge): readonly string[] => gapsOf([...twice, poll(6000, 1)], undefined, lossOf);
    expect(judged(() => null)).toEqual(['bridged 5970 on 1']);
    expect(gapsOf(twice, undefined, () => null)).toEqual([]);
    expect(gapsOf(twice, undefined, (request) => (request === twice[1] ? 'likely' : null))).toEqual(['lost 5000 on 1']);
    // Judged, a longer bridged gap contradicts nothing.
    expect(gapsOf([poll(0, 3, opened), poll(20_000, 3), poll(30_000, 1, opened), poll(35_030, 2, opened)], undefined, ({ connection }) => (connection === '2' ? 'likely' : null))).toContain('lost 5000 on 1');
  });
});

it('in any recording each gap is longer than 0, ends with a request of its origin, and each request ends one at most', () => {
  inAnyRecording((analysis) => {
    const all = analysis.origins.flatMap((summary) => idleGaps(analysis, summary).map((gap) => ({ gap, summary })));
    for (const { gap, summary } of all) {
      expect(gap.ms).toBeGreaterThan(0);
      expect(gap.ms).toBeLessThan(Infinity);
      const request = summary.requests.find(({ id }) => id === gap.request);
      expect(request?.origination.opening).toBe(gap.outcome === 'bridged' ? 'reused' : 'new');
    }
    expect(new Set(all.map(({ gap }) => gap.request)).size).toBe(all.length);
  });
});
