import { expect, it } from 'vitest';
import { ofChromium } from '../test/recordings.ts';
import { exportFile } from './exporters.ts';
import { ORIGIN_TABLE } from './origins.ts';

it('has a row for each origin; a ratio and sums that nobody knows are empty, and not 0', () => {
  const { origins } = ofChromium();
  const rows = (exportFile('origins', ofChromium())?.content ?? '').split('\r\n');
  expect(rows[0]).toBe(ORIGIN_TABLE.columns.join(','));
  expect(rows.length).toBe(origins.length + 2);
  expect(rows).toContain('https://cdn.test,h2,1,1,0,0,1,0,0,1,0,2,0,0');
  expect(rows).toContain('http://reset.test,,1,0,0,0,0,0,1,,,,1,1');
});
