import { expect, it } from 'vitest';
import { aRequest, anAnalysis, ZERO } from '../../../e2e/playground/fixture.ts';
import type { Request } from '../../core/model/request.ts';
import { homeOf } from './axis.ts';

const url = 'https://a.example/';

it('what is shown first begins with the page, or with the first connection that was used before it', () => {
  const page = [aRequest({ url, at: 0, conn: 1, tcp: 20 }), aRequest({ url, at: 400, conn: 1 })];
  const home = (...before: readonly Request[]): number => {
    const analysis = anAnalysis([...before, ...page]);
    return homeOf({ ...analysis, pages: analysis.pages.map((one) => ({ ...one, start: ZERO })) }).from - ZERO;
  };
  expect(home()).toBe(0);
  // What the browser itself tried before, without a connection.
  expect(home(aRequest({ url: 'https://update.example/', at: -1500, none: 'failed' }))).toBe(0);
  expect(home(aRequest({ url: 'https://update.example/', at: -1500, none: 'failed' }), aRequest({ url, at: -300, conn: 2, tcp: 20 }))).toBe(-300);
});

it('what is shown first reaches to the load event that the headline counts to, and not where that would leave it empty', () => {
  const shownOf = (load: number): number => homeOf(anAnalysis([aRequest({ url, at: 0, conn: 1, wait: 100, receive: 0 })], { load })).to - ZERO;
  expect([80, 120, 200].map((load) => Math.round(shownOf(load)))).toEqual([100, 122, 204]);
  expect(Math.round(shownOf(220))).toBe(100);
});
