import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault, MOST_NESTED, parseJson } from './json-fault.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('the first fault of a text', () => {
  it.each([
    ['', 0, 'the text ends early'],
    ['{"a":1', 6, 'the text ends early'],
    ['{"a":"b', 7, 'the text ends early'],
    ['{"a":"b\\u12', 11, 'the text ends early'],
    ['[tru', 4, 'the text ends early'],
    ['[1.', 3, 'the text ends early'],
    ['{"a":1,}', 7, 'unexpected “}”'],
    ['[1,]', 3, 'unexpected “]”'],
    ['[1}', 2, 'unexpected “}”'],
    ['nonsense', 0, 'unexpected “n”'],
    ['{} {}', 3, 'a second JSON text begins'],
    ['{} }', 3, 'unexpected “}”'],
    ['{"a" 1}', 5, 'unexpected “1”'],
    ['{a:1}', 1, 'unexpected “a”'],
    ['["a\nb"]', 3, 'unexpected character U+000A'],
    ['[01]', 1, 'unexpected “0”'],
    ['callback({})', 0, 'unexpected “c”'],
  ])('%j: at %i, %s', (text, at, what) => {
    expect(jsonFault(text)).toMatchObject({ at, what });
  });

  it('is there exactly where the platform finds one', () => {
    const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"\\n"', '"\\x"', '1', '-0.5e3', '01', 'true', 'nul', ' ', '\n', '"'), { maxLength: 12 });
    fc.assert(fc.property(fc.oneof(pieces.map((some) => some.join('')), fc.json()), (text) => {
      expect(jsonFault(text) === null).toBe(isJson(text));
    }), { numRuns: 3000 });
  });

  it('any JSON, cut anywhere, ends early or is another', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        const cut = text.slice(0, at % text.length);
        expect(jsonFault(cut)?.endsEarly ?? true).toBe(true);
      }),
    );
  });

  it('nesting has an end', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(jsonFault(nested(MOST_NESTED))).toBeNull();
    expect(jsonFault(nested(1_000_000))).toEqual({ at: MOST_NESTED, what: 'nested more than 1,000 deep', endsEarly: false });
  });

  it('parsing gives what the platform gives, and nothing where nesting has no end', () => {
    fc.assert(fc.property(fc.json(), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }));
    const nested = (depth: number): string => '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2);
    expect([parseJson('{'), parseJson(nested(MOST_NESTED + 2)), parseJson(JSON.stringify({ text: '['.repeat(100_000) }))]).toEqual([undefined, undefined, { text: '['.repeat(100_000) }]);
    expect(parseJson(nested(MOST_NESTED))).toBeDefined();
    expect(parseJson(JSON.stringify(Array.from({ length: MOST_NESTED }, () => ({}))))).toHaveLength(MOST_NESTED);
  });
});
