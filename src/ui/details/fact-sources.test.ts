import { expect, it } from 'vitest';
import { aRequest, anAnalysis, ZERO } from '../../../e2e/playground/fixture.ts';
import { unsure } from '../../../e2e/playground/fixture-unsure.ts';
import { inAnyRecording } from '../../core/test/any-recording.ts';
import { visit } from '../../core/test/visit.ts';
import { hidden } from '../../core/model/phase.ts';
import type { Request } from '../../core/model/request.ts';
import { streamsOf } from '../../core/insight/protocols/streams.ts';
import type { Connection } from '../../core/model/connection.ts';
import { timeText } from '../../timeline/words.ts';
import { connectionFacts } from './connection-facts.ts';
import { requestFacts, startedFact, type Fact } from './facts.ts';
import { multiplexFacts, routeFacts } from './route-facts.ts';
import { streamFacts } from './stream-facts.ts';
import { wireFacts } from './wire-facts.ts';

it('no fact of any recording is without where it comes from, and none without a value', () => {
  const bare = (facts: readonly Fact[]): readonly Fact[] => facts.filter(({ value, source }) => value.trim() === '' || source.trim() === '');
  inAnyRecording((analysis) => {
    const zero = analysis.span?.start ?? 0;
    const connections = new Map(analysis.connections.map((connection) => [connection.id, connection]));
    for (const request of analysis.requests) {
      const connection = connections.get(request.connection ?? '') ?? null;
      expect(bare([...requestFacts(request, connection), ...wireFacts(analysis, request), ...streamFacts(analysis, request, timeText)])).toEqual([]);
    }
    for (const connection of analysis.connections) {
      const streams = streamsOf(connection);
      expect(bare([...connectionFacts(connection, zero, analysis.span?.end ?? zero, timeText), ...routeFacts(analysis, connection), ...(streams === null ? [] : multiplexFacts(streams, zero, timeText))])).toEqual([]);
    }
  });
});

it('a size of nothing has somebody who says so, and one byte is one', () => {
  const wire = (transferSize: number): readonly (string | undefined)[] => {
    const fact = requestFacts(visit({ url: 'http://a.test/', at: 0, on: 1, response: { _transferSize: transferSize } }).requests[0]!, null).find(({ name }) => name === 'On the wire');
    return [fact?.value, fact?.source];
  };
  expect([wire(0), wire(1), wire(2000)]).toEqual([['0 bytes', 'HAR'], ['1 byte', 'HAR'], ['2,000 bytes', 'HAR']]);
});

it('how an estimate was made, and how sure it is, is a sentence', () => {
  const sources = unsure().connections.flatMap((connection) => connectionFacts(connection, 0, 0, timeText).filter(({ name }) => name === 'Known by').map(({ source }) => source));
  expect(sources.length).toBeGreaterThan(1);
  for (const source of sources) expect(source).toMatch(/^estimated: [^;]+; of each request at least \d+% sure$/);
});

it('what is part of the wait stands below it', () => {
  const { requests } = visit({ url: 'http://a.test/', at: 0, on: 1, stalled: 300, queued: 200, proxied: 50 });
  expect(requestFacts(requests[0]!, null).map(({ name }) => name).slice(2, 8)).toEqual(['Status', 'Stalled', 'of it queued', 'of it proxy', 'DNS', 'TCP']);
});

it('of http: there is no TLS, and that is known', () => {
  const analysis = visit({ url: 'http://a.test/', at: 0, on: 1, opens: true });
  const facts = new Map([...requestFacts(analysis.requests[0]!, null), ...connectionFacts(analysis.connections[0]!, 0, 0, timeText), ...routeFacts(analysis, analysis.connections[0]!)].map(({ name, value, source }) => [name, [value, source]]));
  const none = 'the address is not https:// or wss://';
  expect([facts.get('TLS'), facts.get('of it TLS'), facts.get('TLS trips')]).toEqual([['–', `none: ${none}`], ['–', `none: ${none}`], ['–', `without TLS: ${none}`]]);
});

it('a NetLog that was read beside the file is heard of its connections', () => {
  const { requests: [request], connections: [connection] } = visit({ url: 'http://a.test/', at: 0, on: 1, opens: true });
  const report = { openedAt: connection!.openedAt!, openedFor: null, firstUsedAt: null, pool: null, closed: null, goAwayAt: null, heldBack: [], facts: [] };
  const heard = (of: Connection): Fact | undefined => requestFacts(request!, of).find(({ name }) => name === 'Heard from');
  expect([heard(connection!)?.source, heard({ ...connection!, report })?.source]).toEqual(['one entry', 'one entry; of its connection NetLog, too']);
});

it('what began before the start did so before it', () => {
  const [request] = visit({ url: 'http://a.test/', at: 0, on: 1 }).requests;
  expect([3, 0, -4].map((ms) => startedFact(request!, request!.start + ms, timeText).value)).toEqual(['3 ms before the start', '0 ms after the start', '4 ms after the start']);
});

it('one gap has no sum, and is its own longest', () => {
  const idle = (...times: readonly number[]): string | undefined => {
    const { connections: [connection] } = visit(...times.map((at) => ({ url: 'http://a.test/', at, on: 1, wait: 10 })));
    return connectionFacts(connection!, ZERO, ZERO + 5000, timeText).find(({ name }) => name === 'Idle')?.source;
  };
  expect(idle(0, 1000)).toBe('the one gap between its requests');
  expect(idle(0, 1000, 2000)).toMatch(/^sum of 2 gaps between its requests, longest /);
});

it('the rows of a WebSocket whose end nobody tells agree', () => {
  const socket = aRequest({ url: 'wss://a.test/', at: 0, conn: 1, protocol: 'wss', status: 101, tcp: 5, running: true });
  const facts = (told: Partial<Request>): ReadonlyMap<string, string> => {
    const request = { ...socket, ...told };
    return new Map([...requestFacts(request, null), ...wireFacts(anAnalysis([request]), request), ...streamFacts(anAnalysis([request]), request, timeText)].map(({ name, value, source }) => [name, `${value} · ${source}`]));
  };
  expect([facts({}).get('Total'), facts({}).get('End')]).toEqual(['? · still running', 'still open · its log entry']);
  const untold = facts({ phases: { ...socket.phases, receive: hidden('not-reported') } });
  expect([untold.get('Total'), untold.get('End')]).toEqual(['? · end not told', 'end not told · its log entry']);
  const empty = facts({ end: socket.start, transferSize: 0 });
  expect([empty.get('On the wire'), empty.get('Slow start')]).toEqual(['0 bytes · ', '? · size told as 0 bytes']);
});

it('a length that is not told is not 0 ms', () => {
  const request = aRequest({ url: 'https://a.test/', at: 0, conn: 1, tcp: 5 });
  const total = (told: Partial<Request>): unknown => requestFacts({ ...request, end: request.start, ...told }, null).find(({ name }) => name === 'Total');
  expect(total({})).toMatchObject({ value: '0 ms' });
  expect(total({ problems: [{ code: 'absurd-timing', message: 'time is 1e308 ms' }] })).toMatchObject({ value: '?', source: 'not told in a way that can be right' });
});
