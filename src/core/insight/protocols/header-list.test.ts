import { describe, expect, it } from 'vitest';
import { membersOf, readMember } from './header-list.ts';

describe('membersOf', () => {
  it.each([
    ['a, b,c', ['a', 'b', 'c']],
    ['a\nb', ['a', 'b']],
    ['a;x="1,2", b', ['a;x="1,2"', 'b']],
    ['a;x="q\\",r", b', ['a;x="q\\",r"', 'b']],
    ['<https://x.test/,y>; rel=a, <z>', ['<https://x.test/,y>; rel=a', '<z>']],
    [', ,a,', ['a']],
    ['a;x="never closed, b', ['a;x="never closed, b']],
    ['', []],
  ])('%j', (value, members) => {
    expect(membersOf(value)).toEqual(members);
  });
});

describe('readMember', () => {
  it('takes the first of repeated parameters, in any case, with or without quotes', () => {
    const { head, parameters } = readMember('name ; Dur=1; dur=2; desc="a \\"b\\""; flag');
    expect([head, [...parameters]]).toEqual(['name', [['dur', '1'], ['desc', 'a "b"'], ['flag', '']]]);
  });
});
