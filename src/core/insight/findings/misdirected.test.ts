import { describe, expect, it } from 'vitest';
import { misdirected } from './misdirected.ts';
import { found, h2, h2New, placesOf, savedOver } from './test/case.ts';

const refused = h2({ url: 'https://img.test/a', at: 100, id: '1', status: 421 });
const again = h2New({ url: 'https://img.test/a', at: 120, id: '2' });
const elsewhere = h2({ url: 'https://www.img.test/', at: 50, id: '1' });

describe('misdirected', () => {
  it('421, and the request that it had to be sent again as', () => {
    const [finding] = found(misdirected, [refused, again, elsewhere], { why: { 1: 'misdirected' } });
    expect([placesOf(finding!), finding!.connections, savedOver(finding!)]).toEqual([[0, 1], ['1', '2'], [[100, 115.5], [122, 156]]]);
    expect(finding!.evidence.slice(0, 2)).toEqual(['1 request got 421 (Misdirected Request): /a.', '1 request opened another connection because of it: /a.']);
  });

  it('either is enough: most browsers show the second alone', () => {
    const note = 'A browser may repeat such a request by itself, and most logs show the last answer only: there may be more of them.';
    expect(found(misdirected, [elsewhere, refused])[0]!.evidence).toEqual(['1 request got 421 (Misdirected Request): /a.', note]);
    expect(found(misdirected, [again], { why: { 0: 'misdirected' } })[0]!.evidence).toEqual(['1 request opened another connection because of it: /a.', note]);
  });

  it('speaks of sharing only where something was shared', () => {
    const [own] = found(misdirected, [refused]);
    expect([own!.title, own!.confidence, own!.savingMs, own!.fix.snippet]).toEqual(['The server answers 421 (Misdirected Request)', 'certain', null, 'server_name img.test;']);
    expect(own!.evidence[1]).toBe('Nothing in the recording shows that its connection was shared with another host.');
    expect(own!.fix.text).not.toContain('shared');
    const [left] = found(misdirected, [refused, again], { why: { 1: 'misdirected' } });
    expect([left!.savingMs, left!.evidence[2], left!.fix.snippet]).toEqual([null, own!.evidence[1], own!.fix.snippet]);
  });

  it('writes no configuration with a host that would mean something else in it', () => {
    const lines = ['https://a;b.test/', 'https://a$b.test/', 'https://[::1]/', 'https://a_b.test/'].map((url) => found(misdirected, [h2({ url, status: 421 })])[0]!.fix);
    expect(lines.map(({ snippet, language }) => [snippet, language])).toEqual([[null, null], [null, null], [null, null], ['server_name a_b.test;', 'nginx']]);
  });

  it('is silent on other answers', () => {
    expect(found(misdirected, [h2({ url: 'https://img.test/a', status: 422 }), again], { why: { 1: 'first-contact' } })).toEqual([]);
  });
});
