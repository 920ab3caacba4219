import { describe, expect, it } from 'vitest';
import { anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { poll } from '../../../../e2e/playground/polls.ts';
import type { Connection } from '../../model/connection.ts';
import { connectionsBeyond, usualCaps } from './request-cap.ts';

const withRequests = (...counts: readonly number[]): readonly Connection[] =>
  anAnalysis(counts.flatMap((count, index) => Array.from({ length: count }, (_, at) => poll(at * 100, `${index}`, at === 0 ? { tcp: 20 } : {})))).connections;

describe('a limit on requests per connection', () => {
  it.each([
    [[1], 1, 0],
    [[100], 100, 0],
    [[101], 100, 1],
    [[200, 201], 100, 3],
    [[5, 5], 2, 4],
  ])('%j requests under %i: %i more connections', (counts, cap, more) => {
    expect(connectionsBeyond(withRequests(...counts), cap)).toBe(more);
  });

  it('is counted for those that servers set unasked', () => {
    expect(usualCaps(withRequests(150)).map(({ requests, connections }) => [requests, connections])).toEqual([[100, 1], [1000, 0]]);
  });

  it('does not touch WebSockets', () => {
    expect(connectionsBeyond(anAnalysis([poll(0, 1, { protocol: 'wss' }), poll(5, 1, { protocol: 'wss' })]).connections, 1)).toBe(0);
  });
});
