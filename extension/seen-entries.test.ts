import { describe, expect, it } from 'vitest';
import { createSeenEntries } from './seen-entries.ts';

const entries = (from: number, count: number): readonly { readonly number: number }[] => Array.from({ length: count }, (_, i) => ({ number: from + i }));

describe('the entries of a document', () => {
  it('are taken once, and all again after a rewind, under the numbers that they had', () => {
    const seen = createSeenEntries();
    seen.add(entries(0, 2));
    expect(seen.take()).toEqual({ first: 0, entries: entries(0, 2) });
    seen.add(entries(2, 1));
    expect(seen.take()).toEqual({ first: 2, entries: entries(2, 1) });
    expect(seen.take()).toEqual({ first: 3, entries: [] });
    seen.rewind();
    expect(seen.take()).toEqual({ first: 0, entries: entries(0, 3) });
  });

  it('are lost when more came at once than are kept, and not when they had been taken', () => {
    const seen = createSeenEntries();
    seen.add(entries(0, 6000));
    seen.take();
    seen.rewind();
    seen.add(entries(6000, 6000));
    expect([seen.lost(), seen.take().first]).toEqual([0, 2000]);
    seen.add(entries(12_000, 10_001));
    expect([seen.lost(), seen.take().first]).toEqual([1, 12_001]);
  });

  it('never have the number of one that was forgotten', () => {
    const seen = createSeenEntries();
    seen.add(entries(0, 12_000));
    seen.forget();
    expect([seen.lost(), seen.take()]).toEqual([0, { first: 12_000, entries: [] }]);
    seen.add(entries(12_000, 1));
    seen.rewind();
    expect(seen.take()).toEqual({ first: 12_000, entries: entries(12_000, 1) });
  });
});
