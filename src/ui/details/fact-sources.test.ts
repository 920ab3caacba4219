import { expect, it } from 'vitest';
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
