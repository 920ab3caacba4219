import { expect, it } from 'vitest';
import { chromiumEntry, REUSED } from '../test/har.ts';
import { analyseEntries, only } from '../test/read.ts';
import { isEndUntold } from './ends.ts';

it('nobody tells whether an answer that had begun ended, where the page then forgot it; of what was never answered there is none', () => {
  const aborted = (status: number, error: string): boolean => isEndUntold(only(analyseEntries(chromiumEntry({ status, timings: REUSED, response: { _error: error } })).requests));
  expect([aborted(200, 'net::ERR_ABORTED'), aborted(0, 'net::ERR_ABORTED'), aborted(200, 'net::ERR_CONNECTION_RESET')]).toEqual([true, false, false]);
});
