import { expect, it } from 'vitest';
import { instant } from '../../core/base/units.ts';
import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import { readNetlog } from '../../core/capture/netlog/netlog.ts';
import { ZERO } from '../../core/test/har.ts';
import { netlog } from '../../core/test/netlog.ts';
import { visit } from '../../core/test/visit.ts';
import { timeText } from '../../timeline/words.ts';
import type { Connection } from '../../core/model/connection.ts';
import { hidden, SKIPPED } from '../../core/model/phase.ts';
import type { Request } from '../../core/model/request.ts';
import { connectionFacts } from './connection-facts.ts';
import { requestFacts } from './facts.ts';
import { openingSentence } from './verdict.ts';

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

it('of a setup that had begun before its first request came, what is told is a bound', () => {
  const cut = visit({ url: 'https://a.test/', at: 100, on: 1, httpVersion: 'h2', timings: { blocked: 20.5, dns: 0, connect: 60, ssl: 60, send: 0, wait: 10, receive: 5, _blocked_queueing: 20.5 } });
  const facts = new Map(connectionFacts(cut.connections[0]!, ZERO, ZERO + 1000, timeText).map(({ name, value, source }) => [name, [value, source]]));
  expect(facts.get('Opened')).toEqual(['before 121 ms', 'inferred from its times: its setup had begun when its first request came']);
  expect(facts.get('Setup')).toEqual(['60 ms or more', 'HAR, what was left of it when its first request came']);
  expect(facts.has('DNS')).toBe(false);
  const { openedAt, ...connection } = cut.connections[0]!;
  const report = { openedAt: instant(ZERO + 40), openedFor: 'request', firstUsedAt: null, pool: null, closed: null, goAwayAt: null, heldBack: [], facts: [] } as const;
  expect(connectionFacts({ openedAt, ...connection, report }, ZERO, ZERO + 1000, timeText).find(({ name }) => name === 'Opened')).toMatchObject({ value: '40 ms', source: 'NetLog' });
  expect(requestFacts(cut.requests[0]!, cut.connections[0]!)[0]!.source).toContain('; by its times, its setup had begun before this request came');
  expect(openingSentence(cut.requests[0]!, cut.connections[0]!, timeText)).toBe('By its times, the setup of connection #1 had begun before this request came; it took 60 ms or more.');
});

it('what a log in whole ms gives no time is not said to have taken none', () => {
  const { requests: [first], connections: [connection] } = visit({ url: 'http://a.test/', at: 0, on: 1, opens: true });
  const said = (setup: number): string => openingSentence({ ...first!, setup }, connection!, timeText);
  expect([0, 1].map(said)).toEqual(['Opened connection #1.', 'Opened connection #1, which took 1 ms.']);
});

it('a step of the setup that nobody tells is not one that did not happen', () => {
  const { connections: [connection] } = visit({ url: 'https://a.test/', at: 0, on: 1, opens: true });
  const first = connection!.requests[0]!;
  const facts = (of: Partial<Request['phases']>): ReadonlyMap<string, readonly string[]> =>
    new Map(connectionFacts({ ...connection!, setup: { dnsMs: null, connectMs: 30, tlsMs: null }, requests: [{ ...first, phases: { ...first.phases, ...of } }] }, ZERO, ZERO + 1000, timeText).map(({ name, value, source }) => [name, [value, source]]));
  expect(facts({ dns: hidden('not-reported'), tls: SKIPPED }).get('DNS')).toEqual(['?', 'not reported']);
  expect(facts({ dns: SKIPPED, tls: hidden('cross-origin') }).get('DNS')).toEqual(['–', 'did not happen']);
  expect(facts({ dns: SKIPPED, tls: hidden('cross-origin') }).get('of it TLS')).toEqual(['?', 'hidden: no Timing-Allow-Origin']);
});
