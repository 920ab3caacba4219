import { describe, expect, it } from 'vitest';
import { found, h2, h2New, placesOf, theDocument } from './test/case.ts';
import { unusedPreconnect } from './unused-preconnect.ts';

/** Heard at 46.5 ms. */
const hinted = theDocument({ headers: { Link: '<https://cdn.test>; rel=preconnect' } });
const at = (ms: number, url = 'https://shop.test/later'): unknown => h2({ url, at: ms, id: '1' });

describe('unused-preconnect', () => {
  it('nobody came in 10 s', () => {
    const [finding] = found(unusedPreconnect, [hinted, at(12_000)]);
    expect([placesOf(finding!), finding!.origin, finding!.savingMs]).toEqual([[0], 'https://cdn.test', null]);
  });

  it('is silent when the recording ends sooner', () => {
    // 15.5 ms long.
    expect(found(unusedPreconnect, [hinted, at(10_030)])).toEqual([]);
    expect(found(unusedPreconnect, [hinted, at(10_031)]).length).toBe(1);
  });

  it.each([
    [10_046, 0],
    [10_047, 1],
  ])('a request %i ms later: %i findings', (ms, findings) => {
    expect(found(unusedPreconnect, [hinted, h2New({ url: 'https://cdn.test/a', at: ms, id: '2' }), at(12_000)]).length).toBe(findings);
  });

  it('is silent where a request was under way already', () => {
    expect(found(unusedPreconnect, [hinted, at(40, 'https://cdn.test/a'), at(12_000)])).toEqual([]);
  });

  it('a request that was over before the hint made no use of it', () => {
    expect(found(unusedPreconnect, [hinted, at(10, 'https://cdn.test/a'), at(12_000)]).length).toBe(1);
  });

  it('is silent where another page makes use of the same hint', () => {
    expect(found(unusedPreconnect, [hinted, theDocument({ at: 20_000, headers: { Link: '<https://cdn.test>; rel=preconnect' } }), at(21_000, 'https://cdn.test/a'), at(40_000)])).toEqual([]);
  });

  it('is silent where a cache answered: a first visit makes use of it', () => {
    expect(found(unusedPreconnect, [hinted, h2({ url: 'https://cdn.test/a', at: 100, entry: { _fromCache: 'disk' } }), at(12_000)])).toEqual([]);
  });
});
