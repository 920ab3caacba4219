import { expect, it } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import { readNetlog } from '../../core/capture/netlog/netlog.ts';
import { ZERO } from '../../core/test/har.ts';
import { netlog } from '../../core/test/netlog.ts';
import { visit } from '../../core/test/visit.ts';
import { timeText } from '../../timeline/words.ts';
import type { Connection } from '../../core/model/connection.ts';
import { connectionFacts } from './connection-facts.ts';

const closedSource = (connection: Connection | undefined): string | undefined => connectionFacts(connection!, ZERO, ZERO + 1000, timeText).find(({ name }) => name === 'Closed')?.source;

function closedInNetlog(reason: string, ...answer: readonly string[]): string | undefined {
  const read = readNetlog(netlog().socket(5, { closed: { at: 300, reason } }).request(1, { url: 'http://a.test/', socket: 5, waited: true, answer: ['HTTP/1.1 200 OK', ...answer] }).file());
  if (!read.ok) throw new Error(read.error);
  const { observations, pages, wires } = read.value;
  return closedSource(analyse({ ...NOTHING_HEARD, har: observations }, pages, wires).connections[0]);
}

it('the time of an end is told by whoever told it', () => {
  expect(closedSource(visit({ url: 'http://a.test/', at: 0, on: 1, opens: true, headers: { Connection: 'close' } }).connections[0])).toBe('response header; time: end of that response');
  expect(closedInNetlog('Connection was closed when it was returned to the pool', 'Connection: close')).toBe('response header; time: NetLog');
  expect(closedInNetlog('Socket pool destroyed')).toBe("the browser's NetLog");
});

it('what the server ended has the time at which the browser found out', () => {
  expect(closedInNetlog('Remote side closed connection')).toBe("the browser's NetLog; time: when the browser found out (NetLog)");
});
