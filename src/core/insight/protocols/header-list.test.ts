import { describe, expect, it } from 'vitest';
import { membersOf, readMember, unquote } from './header-list.ts';

describe('membersOf', () => {
  it.each([
    ['a, b,c', ['a', 'b', 'c']],
    ['a\nb', ['a', 'b']],
    ['a;x="1,2", b', ['a;x="1,2"', 'b']],
    ['a;x="q\\",r", b', ['a;x="q\\",r"', 'b']],
    ['<https://x.test/,y>; rel=a, <z>', ['<https://x.test/,y>; rel=a', '<z>']],
    ['<https://x.test/",y>; rel=a, <z>', ['<https://x.test/",y>; rel=a', '<z>']],
    ['a;x="<", b;y=">", c', ['a;x="<"', 'b;y=">"', 'c']],
    [', ,a,', ['a']],
    ['a;x="never closed, b', ['a;x="never closed, b']],
    ['', []],
  ])('%j', (value, members) => {
    expect(membersOf(value)).toEqual(members);
  });
});

describe('unquote', () => {
  it.each([['token', 'token'], ['"a b"', 'a b'], ['"a\\"b\\\\" rest', 'a"b\\'], ['"never closed', 'never closed'], ['"cut\\', 'cut'], ['', '']])('%j', (text, read) => {
    expect(unquote(text)).toBe(read);
  });

  it('takes what is longer than a pattern can match', () => {
    expect(unquote(`"${'\\a'.repeat(1e7)}"`)).toHaveLength(1e7);
  });
});

describe('readMember', () => {
  it('takes the first of repeated parameters, in any case, with or without quotes', () => {
    const { head, parameters } = readMember('name ; Dur=1; dur=2; desc="a \\"b\\""; flag');
    expect([head, [...parameters]]).toEqual(['name', [['dur', '1'], ['desc', 'a "b"'], ['flag', '']]]);
  });
});
