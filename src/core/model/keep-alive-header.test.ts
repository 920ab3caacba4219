import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKeepAlive } from './keep-alive-header.ts';

describe('Keep-Alive', () => {
  it.each([
    ['timeout=5, max=100', { timeoutMs: 5000, max: 100 }],
    ['max=99,timeout=15', { timeoutMs: 15_000, max: 99 }],
    ['Timeout = "60"', { timeoutMs: 60_000, max: null }],
    ['max=0', { timeoutMs: null, max: 0 }],
    // Repeated fields are joined.
    ['timeout=5, timeout=20', { timeoutMs: 5000, max: null }],
    ['timeout=5; max=3, max=7', { timeoutMs: null, max: 7 }],
  ])('%j', (value, read) => {
    expect(readKeepAlive(value)).toEqual(read);
  });

  it.each([undefined, '', '300', 'timeout', 'timeout=', 'timeout=-5', 'timeout=5s', 'timeout=1e3', 'timeout=9999999999', 'xtimeout=5'])('%j says nothing', (value) => {
    expect(readKeepAlive(value)).toBeNull();
  });

  it('reads whatever comes', () => {
    fc.assert(fc.property(fc.string(), (value) => {
      const read = readKeepAlive(`${value},max=3`);
      expect(read?.max).not.toBeNull();
    }));
  });
});
