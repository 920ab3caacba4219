import { describe, expect, it } from 'vitest';
import { anAnalysis } from '../../../../e2e/playground/fixture.ts';
import { poll } from '../../../../e2e/playground/polls.ts';
import type { Connection } from '../../model/connection.ts';
import { connectionsBeyond, usualCapOf, usualCaps } from './request-cap.ts';

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

  it('is that of the protocol', () => {
    const over = (protocol: 'h2' | 'h3'): readonly Connection[] => withRequests(150).map((connection) => ({ ...connection, protocol }));
    const capsOf = (connections: readonly Connection[]): readonly unknown[] => usualCaps(connections).map((cap) => [cap.requests, cap.connections, cap.source]);
    expect(capsOf(over('h2'))).toEqual([[100, 1, 'nginx 1.19.7 to 1.19.9, keepalive_requests'], [1000, 0, 'nginx keepalive_requests since 1.19.10, http2_max_requests before 1.19.7']]);
    expect(capsOf(over('h3'))).toEqual([[1000, 0, 'nginx keepalive_requests']]);
    expect(capsOf([...withRequests(150), ...over('h2')])).toEqual([[100, 2, expect.stringMatching(/^Apache.*; nginx 1\.19\.7/)], [1000, 0, expect.anything()]]);
    expect([usualCapOf('http/1.1', 100)?.isRare, usualCapOf('h2', 100)?.isRare, usualCapOf('h3', 100)]).toEqual([undefined, true, undefined]);
  });

  it('does not touch WebSockets', () => {
    expect(connectionsBeyond(anAnalysis([poll(0, 1, { protocol: 'wss' }), poll(5, 1, { protocol: 'wss' })]).connections, 1)).toBe(0);
  });
});
