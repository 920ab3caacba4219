import { expect, it } from 'vitest';
import { visit } from '../test/visit.ts';
import { ofChromium } from '../test/recordings.ts';
import { CONNECTION_TABLE, connectionRows } from './connections.ts';
import { exportFile } from './exporters.ts';
import { sanitising } from './privacy.ts';

it('has a row for each connection, and says which are estimated', () => {
  const rows = connectionRows(ofChromium(), sanitising()).map((row) => CONNECTION_TABLE.cells(row));
  expect(rows.map(([id, basis]) => [id, basis])).toEqual([['58', 'reported'], ['~1', 'inferred'], ['61', 'reported']]);
  expect(exportFile('connections', ofChromium())?.content.split('\r\n')[1]).toBe('58,reported,1,h2,https://shop.test,2,127.0.0.1,2026-11-21T00:00:00.002Z,2026-11-21T00:00:00.085Z,4,30,18,2,2,2,1,,,used,,,,,,');
});

it('says nothing of when it was opened, where that was before its first request came', () => {
  const cut = visit({ url: 'https://a.test/', at: 100, on: 1, httpVersion: 'h2', timings: { blocked: 20.5, dns: 0, connect: 60, ssl: 60, send: 0, wait: 10, receive: 5, _blocked_queueing: 20.5 } });
  expect(exportFile('connections', cut)?.content.split('\r\n')[1]).toMatch(/^1,reported,1,h2,https:\/\/a\.test,1,127\.0\.0\.1,,2026-11-21T/);
});
