import { expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { instant } from '../base/units.ts';
import type { Analysis } from '../model/analysis.ts';
import { scopeOf, zeroOf } from './scope.ts';

/** A page with its load at 1 s, and requests at these moments. */
const page = (...at: readonly number[]): Analysis => anAnalysis(at.map((ms) => aRequest({ url: 'https://a.example/', at: ms, conn: 1 })), { load: 1000 });

it('is the load of the page, unless at least half of the requests came after it, or there is more than one', () => {
  expect(scopeOf(page(0, 100, 200, 1500)).toLoad).toBe(true);
  expect(scopeOf(page(0, 100, 1500)).toLoad).toBe(true);
  expect(scopeOf(page(0, 100, 1500, 1600)).toLoad).toBe(false);
  expect(scopeOf(page(0, 1500, 1600)).toLoad).toBe(false);
  const one = page(0, 100, 200, 1500);
  expect(scopeOf({ ...one, pages: [...one.pages, ...one.pages] }).toLoad).toBe(false);
  expect(scopeOf({ ...one, pages: one.pages.map((first) => ({ ...first, load: null })) }).toLoad).toBe(false);
});

it('of a recording that took no time is no longer than that', () => {
  const one = anAnalysis([aRequest({ url: 'https://a.example/', at: 0, conn: 1 })]);
  const start = one.requests[0]!.start;
  expect(scopeOf({ ...one, pages: [], span: { start, end: start } })).toEqual({ from: start, to: start, toLoad: false });
});

it('begins with the first request of the page, where the page is dated after that', () => {
  const one = page(0, 100, 200, 1500);
  const dated = (afterMs: number): Analysis => ({ ...one, pages: one.pages.map((first) => ({ ...first, start: instant(first.start + afterMs) })) });
  const first = one.requests[0]!.start;
  expect([dated(50), dated(-50)].map((analysis) => scopeOf(analysis).from)).toEqual([first, dated(-50).pages[0]!.start]);
  const others = { ...dated(50), requests: one.requests.map((request) => ({ ...request, page: null })) };
  expect(scopeOf(others).from).toBe(others.pages[0]!.start);
});

it('a page that began when all was over is of another clock: neither its load nor its start counts', () => {
  const one = page(0, 100);
  const later = { ...one, pages: one.pages.map((first) => ({ ...first, start: instant(first.start + 1e11), load: instant(first.start + 1e11 + 20) })) };
  expect([zeroOf(one), scopeOf(one).toLoad]).toEqual([one.pages[0]?.start, true]);
  expect([zeroOf(later), scopeOf(later).toLoad]).toEqual([one.span?.start, false]);
});
