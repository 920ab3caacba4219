import { expect, it } from 'vitest';
import { socketEntry } from '../../test/har.ts';
import { analyseEntries } from '../../test/read.ts';
import { backoff, reconnectsOf, type Reconnects } from './reconnects.ts';
import { webSocketsOf } from './sockets.ts';

/** Each lives for 905 ms. */
const dialled = (...dials: readonly (readonly [at: number, url?: string])[]): readonly Reconnects[] =>
  reconnectsOf(webSocketsOf(analyseEntries(...dials.map(([at, url = 'wss://live.test/feed']) => socketEntry({ at, url })))));

it('one after another, whatever their query: the delays are from end to dial', () => {
  expect(dialled([0, 'wss://live.test/feed?token=a'], [1000, 'wss://live.test/feed?token=b'], [2500]).map(({ url, delaysMs }) => [url, delaysMs.map(Math.round)])).toEqual([['wss://live.test/feed', [95, 595]]]);
});

it('beside each other, or to other addresses, they are no reconnects', () => {
  expect(dialled([0], [500], [2000, 'wss://other.test/feed'])).toEqual([]);
});

it.each([
  [0, [500, 1000]],
  [2, [2000, 4000]],
  [9, [15_000, 30_000]],
])('delay %i of a good backoff lies between %j', (attempt, range) => {
  expect(backoff(attempt)).toEqual(range);
});
