import { describe, expect, it } from 'vitest';
import { misdirected } from './misdirected.ts';
import { found, h2, h2New, placesOf, savedOver } from './test/case.ts';

const refused = h2({ url: 'https://img.test/a', at: 100, id: '1', status: 421 });
const again = h2New({ url: 'https://img.test/a', at: 120, id: '2' });

describe('misdirected', () => {
  it('421, and the request that it had to be sent again as', () => {
    const [finding] = found(misdirected, [refused, again], { why: { 1: 'misdirected' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[0, 1], ['1', '2'], [[100, 115.5], [122, 156]]]);
    expect(finding!.evidence.slice(0, 2)).toEqual(['1 request got 421 (Misdirected Request): /a.', '1 request had to be sent again on another connection: /a.']);
  });

  it('either is enough: most browsers show the second alone', () => {
    const note = expect.stringContaining('there may be more') as string;
    expect(found(misdirected, [refused])[0]!.evidence).toEqual(['1 request got 421 (Misdirected Request): /a.', note]);
    expect(found(misdirected, [again], { why: { 0: 'misdirected' } })[0]!.evidence).toEqual(['1 request had to be sent again on another connection: /a.', note]);
  });

  it('is silent on other answers', () => {
    expect(found(misdirected, [h2({ url: 'https://img.test/a', status: 422 }), again], { why: { 1: 'first-contact' } })).toEqual([]);
  });
});
