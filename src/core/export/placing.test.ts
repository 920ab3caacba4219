import { describe, expect, it } from 'vitest';
import { only } from '../test/read.ts';
import { ofChromium } from '../test/recordings.ts';
import { ofCrowd, ofUnsure } from '../test/unsure.ts';
import { CONNECTION_TABLE, connectionRows } from './connections.ts';
import { writeHar } from './har.ts';
import { sanitising } from './privacy.ts';
import { writeReport } from './report.ts';
import { requestTable } from './requests.ts';
import { writeSummary } from './summary.ts';

const analysis = ofUnsure();
const unsure = analysis.requests[2]!;

describe('a request that may be on another connection', () => {
  it('says so in HAR and summary, with the other', () => {
    for (const { log } of [writeHar(analysis), writeSummary(analysis)]) {
      const [first, second, third] = log.entries;
      expect([first, second].map((entry) => [entry?._connection, entry?._connectionOthers])).toEqual([['~1', undefined], ['~2', undefined]]);
      expect(first?._connectionConfidence).toBeGreaterThan(0.8);
      expect([third?._connection, ...(third?._connectionOthers ?? [])].toSorted()).toEqual(['~1', '~2']);
      expect(third?._connectionConfidence).toBe(unsure.placing?.confidence);
    }
  });

  it('widens the figures of both', () => {
    const connections = writeSummary(analysis).log._connections;
    expect(connections.map(({ requests, requestsAtLeast, requestsAtMost }) => [requests, requestsAtLeast, requestsAtMost]).toSorted()).toEqual([[1, 1, 2], [2, 1, 2]]);
  });

  it('is told in the tables', () => {
    const { columns, cells } = requestTable(analysis, sanitising());
    const row = Object.fromEntries(cells(unsure).map((cell, i) => [columns[i], cell]));
    expect([row['connection'], row['connection_others']].toSorted()).toEqual(['~1', '~2']);
    expect(row['connection_confidence']).toBe(unsure.placing?.confidence);
    const between = (name: string): readonly unknown[] => connectionRows(analysis, sanitising()).map((row) => CONNECTION_TABLE.cells(row)[CONNECTION_TABLE.columns.indexOf(name)]);
    expect([between('requests_least'), between('requests_most')]).toEqual([[1, 1], [2, 2]]);
  });

  it('is counted in the report', () => {
    expect(writeReport(analysis, sanitising())).toContain('Of 1 request it is less than 80% sure on which of several connections it was');
  });
});

it('who is unsure says so where hundreds are at once and no other is likely', () => {
  const crowd = ofCrowd();
  const { entries, _connections } = writeSummary(crowd).log;
  const unsure = entries.filter(({ _connectionConfidence }) => _connectionConfidence! < 0.1);
  expect(unsure.length).toBeGreaterThan(100);
  expect(unsure.filter(({ _connectionOthers }) => _connectionOthers === undefined)).toEqual([]);
  expect(_connections.filter(({ requests, requestsAtLeast }) => requestsAtLeast < requests).length).toBeGreaterThan(100);
  expect(writeReport(crowd, sanitising())).toContain('figures of single connections are ranges');
});

it('where the browser names connections nothing is said of how surely', () => {
  const named = writeSummary(ofChromium()).log.entries.find(({ _connection }) => _connection === '58')!;
  expect('_connectionConfidence' in named || '_connectionOthers' in named).toBe(false);
  expect(only(writeSummary(ofChromium()).log._connections.filter(({ id }) => id === '58'))).toMatchObject({ requests: 2, requestsAtLeast: 2, requestsAtMost: 2 });
  expect(writeReport(ofChromium(), sanitising())).not.toContain('less than 80');
});
