import { describe, expect, it, vi } from 'vitest';
import { chromiumEntry, genericEntry } from '../core/test/har.ts';
import { analyseEntries } from '../core/test/read.ts';
import { ofUnsure } from '../core/test/unsure.ts';
import { ofChromium } from '../core/test/recordings.ts';
import { h1Limit } from '../core/insight/findings/h1-limit.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { judge, type Budgets } from './budgets.ts';

const verdictOf = (budgets: Partial<Budgets>, analysis: Analysis, cut: string | null = null): unknown[] => judge({ noFinding: [], ...budgets }, { analysis, cut, skipped: 0 }).rows[0]!.slice(2) as unknown[];
const noteOn = (rule: string, analysis = ofUnsure()): unknown => verdictOf({ noFinding: [rule] }, analysis).at(-1);

it('says why there may be a finding that is not found', () => {
  expect(noteOn('short-keep-alive')).toBe('it rests on which connection each request was on, and of 1 request that is not sure');
  expect(noteOn('h1-limit')).toBeNull();
  expect(noteOn('short-keep-alive', ofChromium())).toBe('1 of 9 requests do not tell how they came by their connection');
});

describe('is kept only where that is shown', () => {
  /** Entries without timings: how they came by their connection nobody tells. Each took 10 ms. */
  const silent = analyseEntries(...[1, 2, 3].map((n) => ({ ...genericEntry({ url: `http://a.test/${n}`, at: n * 20 }), timings: {}, time: 10 })));

  it('how many connections: each request that does not tell may have had one of its own', () => {
    expect(verdictOf({ maxConnections: 2 }, silent)).toEqual([0, 'unknown', 'at least: 3 requests may have used others']);
    expect(verdictOf({ maxConnections: 3 }, silent)).toEqual([0, 'kept', 'at least: 3 requests may have used others']);
  });

  it('how long they waited: none longer than it took', () => {
    expect(verdictOf({ maxStalled: 29 }, silent)).toEqual([0, 'unknown', 'at least: 3 requests do not tell how long they waited']);
    expect(verdictOf({ maxStalled: 30 }, silent)).toEqual([0, 'kept', 'at least: 3 requests do not tell how long they waited']);
  });

  it('no finding: of requests of which nothing is known there is none to be found', () => {
    expect(verdictOf({ noFinding: ['h1-limit'] }, silent)).toEqual([0, 'unknown', 'no request tells how it came by its connection']);
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
