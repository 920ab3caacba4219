import type { Analysis } from '../model/analysis.ts';
import { isSurelyPlaced } from '../model/placing.ts';
import { genericEntry, OPENED, REUSED } from './har.ts';
import { analyseEntries } from './read.ts';

const ZERO_LENGTH = { ...OPENED, receive: 0 };

/** Two hundred at once, twice: of whom nobody can tell who had which connection. */
export const ofCrowd = (): Analysis => analyseEntries(...Array.from({ length: 400 }, (_, i) => genericEntry({ url: `http://a.test/${i}`, at: (i % 200) + 1000 * Math.floor(i / 200), timings: { ...REUSED, wait: 900 } })));

/** Two connections that became idle at the same moment, in a file that names none; then one request, on either. All were answered with these headers. */
export function ofUnsure(headers: Readonly<Record<string, string>> = {}): Analysis {
  const entry = (path: string, at: number, timings: typeof OPENED): unknown => genericEntry({ url: `http://a.test/${path}`, httpVersion: 'http/1.1', at, timings, headers });
  const analysis = analyseEntries(entry('1', 0, ZERO_LENGTH), entry('2', 0, ZERO_LENGTH), entry('3', 3000, REUSED));
  const unsure = analysis.requests.filter((request) => !isSurelyPlaced(request));
  if (unsure.length !== 1) throw new Error(`${unsure.length} requests are unsure, not one: ${JSON.stringify(analysis.requests.map(({ placing }) => placing))}`);
  return analysis;
}
