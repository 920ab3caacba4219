import { expect, it } from 'vitest';
import { unsure } from '../../../e2e/playground/fixture-unsure.ts';
import { withReport } from '../../core/analysis/reports.ts';
import { instant } from '../../core/base/units.ts';
import type { Connection } from '../../core/model/connection.ts';
import { inAnyRecording } from '../../core/test/any-recording.ts';
import { ZERO } from '../../core/test/har.ts';
import { visit } from '../../core/test/visit.ts';
import { streamsOf } from '../../core/insight/protocols/streams.ts';
import { timeText } from '../../timeline/words.ts';
import { connectionFacts } from './connection-facts.ts';
import { requestFacts, type Fact } from './facts.ts';
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

it('an end that a header announces has the NetLog\'s time where one was read, and says so', () => {
  const [connection] = visit({ url: 'http://a.test/', at: 0, on: 1, opens: true, headers: { Connection: 'close' } }).connections;
  const sourceOf = (of: Connection): string | undefined => connectionFacts(of, ZERO, ZERO + 1000, timeText).find(({ name }) => name === 'Closed')?.source;
  const report = { openedAt: instant(ZERO), openedFor: null, firstUsedAt: null, pool: null, closed: { at: instant(ZERO + 900), by: null, words: 'closed' }, goAwayAt: null, facts: [] };
  const told = withReport(connection!, new Map([[connection!.basis.kind === 'reported' ? connection!.basis.key : '', report]]));
  expect([connection!.closed?.reason, sourceOf(connection!), sourceOf(told)]).toEqual(['connection-close', 'response header; time: end of that response', 'response header; time: NetLog']);
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
