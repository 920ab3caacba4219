import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../model/analysis.ts';
import { genericEntry, OPENED, REUSED } from '../../test/har.ts';
import { analyseEntries } from '../../test/read.ts';
import { requestTo, visit, type Step } from '../../test/visit.ts';
import { usesOf } from '../uses.ts';
import { historyOf, type History } from './history.ts';

const ORIGIN = 'https://a.test';
const to = (path: string, at: number, on: number, more: Partial<Step> = {}): Step => ({ url: `${ORIGIN}/${path}`, at, on, sent: { Host: 'a.test', Referer: 'https://page.test/' }, entry: { _resourceType: 'image' }, ...more });
const opening = { opens: true } as const;
const historyIn = (analysis: Analysis, origin = ORIGIN): History => historyOf(analysis.origins.find((one) => one.origin === origin)!, analysis.pages, usesOf);

describe('connections that were lost after pauses of about a length', () => {
  /** So many, each opened so long after the answer on the one before. */
  const lost = (count: number, pauseMs: number, more: Partial<Step> = {}, from = 0): readonly Step[] => Array.from({ length: count + 1 }, (_, i) => to(`${from}.${i}`, from + i * (pauseMs + 40), from + i, { ...opening, ...more }));
  /** One that was used again after a pause. */
  const kept = (pauseMs: number, at = -1_000_000): readonly Step[] => [to('kept', at, 9000, opening), to('again', at + 40 + pauseMs, 9000)];
  const lostAfter = (ms: number, ...steps: readonly Step[]): number => historyIn(visit(...steps)).lostAfter(ms, 'http/1.1');

  it('by a tenth, and by a second where that is more', () => {
    expect([55_000, 55_500, 66_600, 67_000].map((ms) => lostAfter(ms, ...lost(3, 60_000)))).toEqual([3, 3, 3, 0]);
    expect([2000, 1999, 4000, 4001].map((ms) => lostAfter(ms, ...lost(3, 3000)))).toEqual([3, 0, 3, 0]);
  });

  it('are none where one was used again after one as long', () => {
    expect([59_999, 60_000, 60_001].map((pauseMs) => lostAfter(60_000, ...kept(pauseMs), ...lost(3, 60_000)))).toEqual([3, 0, 0]);
  });

  it('are those of one kind of protocol', () => {
    expect(lostAfter(60_000, ...lost(3, 60_000, { httpVersion: 'h2' }))).toBe(0);
    expect(historyIn(visit(...lost(3, 60_000, { httpVersion: 'h2' }))).lostAfter(60_000, 'h2')).toBe(3);
  });
});

describe('requests that were made alike shared a connection', () => {
  const shared = (analysis: Analysis): boolean => historyIn(analysis).isSharedByAlike({ ...requestTo(analysis, '/1'), start: Infinity as never });

  it('where the browser names it', () => {
    expect([shared(visit(to('1', 0, 1, opening), to('2', 100, 1))), shared(visit(to('1', 0, 1, opening), to('2', 100, 2, opening)))]).toEqual([true, false]);
    const entry = (path: string, at: number, timings: typeof OPENED): unknown => genericEntry({ url: `${ORIGIN}/${path}`, at, timings, pageref: 'page_1', sent: { Host: 'a.test', Referer: 'https://page.test/' }, entry: { _resourceType: 'image' } });
    const estimated = analyseEntries(entry('1', 0, OPENED), entry('2', 100, REUSED));
    expect(estimated.connections.map(({ requests }) => requests.length)).toEqual([2]);
    expect(shared(estimated)).toBe(false);
  });

  it('not where the other was of another host', () => {
    expect(shared(visit(to('1', 0, 1, { ...opening, httpVersion: 'h2' }), to('2', 100, 1, { url: 'https://b.test/2', httpVersion: 'h2' })))).toBe(false);
  });
});
