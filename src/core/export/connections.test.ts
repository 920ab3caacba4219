import { expect, it } from 'vitest';
import { ofChromium } from '../test/recordings.ts';
import { CONNECTION_TABLE, connectionRows } from './connections.ts';
import { exportFile } from './exporters.ts';
import { sanitising } from './privacy.ts';

it('has a row for each connection, and says which are estimated', () => {
  const rows = connectionRows(ofChromium(), sanitising()).map((row) => CONNECTION_TABLE.cells(row));
  expect(rows.map(([id, basis]) => [id, basis])).toEqual([['58', 'reported'], ['~1', 'inferred'], ['61', 'reported']]);
  expect(exportFile('connections', ofChromium())?.content.split('\r\n')[1]).toBe('58,reported,1,h2,https://shop.test,2,127.0.0.1,2026-11-21T00:00:00.002Z,2026-11-21T00:00:00.085Z,4,30,18,2,2,2,1,,,used,,,,,,');
});
