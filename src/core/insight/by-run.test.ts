import { describe, expect, it, vi } from 'vitest';
import type { Analysis } from '../model/analysis.ts';
import { OPENED, REUSED, ZERO } from '../test/har.ts';
import { sitespeedEntry } from '../test/har-tools.ts';
import { analyseFile } from '../test/read.ts';
import { failedRulesOf, findingsOf } from './findings/findings-of.ts';
import { h1Limit } from './findings/h1-limit.ts';
import { insightOf } from './insight.ts';
import { runsOf } from './by-run.ts';

const page = (id: string, at: number): unknown => ({ id, title: 'http://shop.test/', startedDateTime: new Date(ZERO + at).toISOString(), pageTimings: { onLoad: 900 } });

/** Three connections are busy for half a second; a moment later one request waits. Each in the run that is given, on the same clock. */
const recording = (...runs: readonly ((n: number) => string)[]): Analysis => analyseFile({ log: { version: '1.2', pages: [page('page_1', 0), page('page_1-1', 0)], entries: runs.flatMap(entriesOf) } });

const entriesOf = (runOf: (n: number) => string): readonly unknown[] => {
  const busy = [1, 2, 3, 4, 5, 6].map((n) => sitespeedEntry({ url: `http://shop.test/${n}`, connection: `${n}`, at: n, pageref: runOf(n), timings: { ...OPENED, wait: 500 } }));
  const late = sitespeedEntry({ url: 'http://shop.test/late', connection: '1', at: 10, pageref: runOf(1), timings: { ...REUSED, blocked: 515 } });
  return [...busy, late];
};

const one = recording(() => 'page_1');
const two = recording((n) => (n % 2 === 1 ? 'page_1' : 'page_1-1'));

describe('a recording of several runs', () => {
  it('is taken apart, and nothing of it is lost or told twice', () => {
    expect(runsOf(one)).toEqual([{ name: null, analysis: one }]);
    const runs = runsOf(two);
    expect(runs.map(({ name, analysis: { requests, connections, pages, origins } }) => [name, requests.length, connections.length, pages.map(({ id }) => id), origins.map(({ totals }) => totals.requests)])).toEqual([
      [null, 4, 3, ['page_1'], [4]],
      ['run 2', 3, 3, ['page_1-1'], [3]],
    ]);
    expect(runs.flatMap(({ analysis }) => analysis.connections).toSorted((a, b) => two.connections.indexOf(a) - two.connections.indexOf(b))).toEqual(two.connections);
  });

  it('has verdicts and stalls that rest on their own run alone', () => {
    const whys = (analysis: Analysis): readonly string[] => analysis.requests.flatMap(({ id }) => insightOf(analysis).why.get(id)?.reason ?? []);
    expect(whys(one)).toEqual(['first-contact', 'parallel', 'parallel', 'parallel', 'parallel', 'parallel']);
    expect(whys(two)).toEqual(['first-contact', 'first-contact', 'parallel', 'parallel', 'parallel', 'parallel']);
    const stallOf = (analysis: Analysis): unknown => [...insightOf(analysis).stalls.values()].map(({ why }) => why);
    expect(stallOf(one)).toEqual(['slots']);
    // Three of six slots were taken.
    expect(stallOf(two)).not.toEqual(['slots']);
  });

  it('has findings that rest on their own run alone, and name it', () => {
    expect(findingsOf(one).map(({ rule }) => rule)).toContain('h1-limit');
    expect(findingsOf(two).map(({ rule }) => rule)).not.toContain('h1-limit');
    const both = recording(() => 'page_1', () => 'page_1-1');
    const found = findingsOf(one).flatMap(({ evidence }) => ['In run 1 of the browser.', 'In run 2 of the browser.'].map((run) => [run, ...evidence]));
    expect(found.length).toBeGreaterThan(0);
    expect(findingsOf(both).map(({ evidence }) => evidence)).toEqual(found);
  });

  it('has a rule that failed in several of them once', () => {
    const find = vi.spyOn(h1Limit, 'find').mockImplementation(() => {
      throw new Error('No slots.');
    });
    expect(failedRulesOf(recording((n) => (n % 2 === 1 ? 'page_1' : 'page_1-1')))).toEqual([{ rule: 'h1-limit', message: 'No slots.' }]);
    expect(find).toHaveBeenCalledTimes(2);
    find.mockRestore();
  });
});
