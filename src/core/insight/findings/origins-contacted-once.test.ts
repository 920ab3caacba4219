import { describe, expect, it } from 'vitest';
import { REUSED, socketEntry, type Told } from '../../test/har.ts';
import { originsContactedOnce } from './origins-contacted-once.ts';
import { found, h2, h2New, placesOf, theDocument } from './test/case.ts';

const lone = (n: number, told: Told = {}): unknown => h2New({ url: `https://t${'abcdefgh'[n]}.test/x.js`, at: 100, id: `${n + 10}`, ...told });
const some = (n: number): readonly unknown[] => Array.from({ length: n }, (_, index) => lone(index));
const count = (...entries: readonly unknown[]): number => found(originsContactedOnce, [theDocument(), ...entries], { load: 2000 }).length;

describe('origins-contacted-once', () => {
  it('counts what they cost at the same time once', () => {
    const [finding] = found(originsContactedOnce, [theDocument(), ...some(5)], { load: 2000 });
    expect([placesOf(finding!), finding!.origin, finding!.savingMs!.upTo]).toEqual([[1, 2, 3, 4, 5], null, 34]);
    expect(finding!.evidence[1]).toBe('For 34 ms of the clock at least one of them was connecting.');
    expect(finding!.evidence[0]).toBe('5 origins were connected to for one request each before the load event: https://ta.test, https://tb.test, https://tc.test and 2 more.');
  });

  it('four can be hidden, five cannot', () => {
    expect([count(...some(4)), count(...some(5))]).toEqual([0, 1]);
  });

  it.each([
    ['one that is asked twice', h2({ url: 'https://ta.test/y.js', at: 300, id: '10' })],
    ['one that found a connection', lone(0, { timings: REUSED })],
    ['one after the load event', lone(0, { at: 2000 })],
    ['a WebSocket, also to the page\'s own host', socketEntry({ url: 'wss://shop.test/feed', at: 100 })],
    ['the page\'s own origin', lone(0, { url: 'https://shop.test/x.js' })],
  ])('does not count %s', (name, entry) => {
    expect(count(...some(5).slice(name.includes('twice') ? 0 : 1), entry)).toBe(0);
  });

  it('nor that of a page whose title is no address', () => {
    expect([4, 5].map((n) => found(originsContactedOnce, [theDocument(), ...some(n)], { load: 2000, page: 'Shop' }).length)).toEqual([0, 1]);
  });

  it('is silent where nobody knows when the page had loaded', () => {
    expect(found(originsContactedOnce, [theDocument(), ...some(5)])).toEqual([]);
  });
});
