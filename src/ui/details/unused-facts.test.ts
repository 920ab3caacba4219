import { expect, it } from 'vitest';
import { readNetlog } from '../../core/capture/netlog/netlog.ts';
import type { UnusedConnection } from '../../core/model/connection.ts';
import { ZERO } from '../../core/test/har.ts';
import { netlog } from '../../core/test/netlog.ts';
import { timeText } from '../../timeline/words.ts';
import { briefUnusedFacts, unusedFacts } from './unused-facts.ts';

const only = (log: ReturnType<typeof netlog>): UnusedConnection => {
  const read = readNetlog(log.file());
  if (!read.ok || read.value.wires.unused.length !== 1) throw new Error('Not one unused connection.');
  return read.value.wires.unused[0]!;
};

it('each fact has a name of its own, a value and a source', () => {
  const ready = only(netlog().socket(5, { group: 'https://a.test <k>', preconnect: true, tls: { version: 'TLS 1.3', is_resumed: true, next_proto: 'h2' }, closed: { at: 300, reason: 'Idle time limit expired' } }));
  const unended = only(netlog().socket(6).add('SOCKET', 6, 'SSL_CONNECT', { phase: 'BEGIN', at: 12 }));
  for (const one of [ready, unended]) {
    const facts = unusedFacts(one, ZERO, timeText);
    expect(new Set(facts.map(({ name }) => name)).size).toBe(facts.length);
    expect(facts.filter(({ value, source }) => value === '' || source === '')).toEqual([]);
  }
  expect(briefUnusedFacts(ready, ZERO, timeText).map(({ name, value }) => `${name}: ${value}`)).toEqual(['Used: never', 'Opened: 2 ms', 'DNS: 2 ms', 'TCP connect: 10 ms', 'TLS handshake: 8 ms', 'Closed: 300 ms · Idle time limit expired', 'Idle: 280 ms', 'Opened for: nobody yet (preconnect)']);
  expect(briefUnusedFacts(unended, ZERO, timeText).map(({ name, value }) => `${name}: ${value}`)).toContain('TLS handshake: ?');
});
