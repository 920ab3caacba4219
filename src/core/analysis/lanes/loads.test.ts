import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { placeUses } from './place-uses.ts';
import { RULES, type BrowserRule } from './rules.ts';
import type { Use } from './use.ts';

/** Real loads of Firefox with their true connections, each named by its first use; `bench/inference/fixture.ts` wrote them. The rules were found on these: no measure of how well they do. */
const POOLS = JSON.parse(readFileSync(path.join(import.meta.dirname, 'loads.json'), 'utf8')) as readonly { readonly uses: readonly Use[]; readonly firsts: readonly number[] }[];

/** Of the uses that opened nothing and were not the first, those on the right connection. */
function shareRight(rule: BrowserRule, pools = POOLS): number {
  let [right, all] = [0, 0];
  for (const { uses, firsts } of pools) {
    placeUses(uses, rule).placed.forEach(({ first }, place) => {
      if (firsts[place] === place) return;
      all += 1;
      right += firsts[first] === firsts[place] && first !== place ? 1 : 0;
    });
  }
  return right / all;
}

it('most requests of real loads are on the right connection by Firefox’s rule, and few by another browser’s', () => {
  expect(shareRight(RULES.firefox)).toBeGreaterThan(0.9);
  expect(shareRight(RULES.chromium)).toBeLessThan(0.6);
});

it('and fewer, if none of those that began to connect had been sent on another', () => {
  const onTheirOwn = POOLS.map(({ uses, firsts }) => ({ uses: uses.map((use) => ({ ...use, elsewhere: 0 })), firsts }));
  expect(shareRight(RULES.firefox, onTheirOwn)).toBeLessThan(shareRight(RULES.firefox));
});
