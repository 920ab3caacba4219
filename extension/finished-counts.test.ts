import { describe, expect, it } from 'vitest';
import { createFinishedCounts } from './finished-counts.ts';

const entry = (second: number, path: string): object => ({ startedDateTime: `2026-11-21T00:00:0${second}.000Z`, request: { method: 'GET', url: `http://a.test/${path}` } });
const REFUSED = { startedDateTime: '1969-12-31T23:59:59.000Z', request: { method: 'GET', url: 'ws://a.test/' } };

describe('what finished, counted', () => {
  it('leaves what the log has more of, though it looks the same', () => {
    const counts = createFinishedCounts();
    counts.add(entry(1, 'twin'));
    expect(counts.unfinishedIn([entry(1, 'twin'), entry(1, 'twin'), entry(2, 'other')])).toEqual([entry(1, 'twin'), entry(2, 'other')]);
  });

  it('goes back no further than the log, but for what has no right date and is still there', () => {
    const counts = createFinishedCounts();
    const all = [REFUSED, entry(1, 'page-before'), entry(2, 'page'), entry(3, 'not-in-the-log-yet')];
    for (const one of all) counts.add(one);
    counts.forgetBefore([]);
    expect(all.filter(counts.has)).toEqual(all);
    counts.forgetBefore([entry(2, 'page'), REFUSED]);
    expect(all.filter(counts.has)).toEqual([REFUSED, entry(2, 'page'), entry(3, 'not-in-the-log-yet')]);
    counts.forgetBefore([entry(2, 'page')]);
    expect(all.filter(counts.has)).toEqual([entry(2, 'page'), entry(3, 'not-in-the-log-yet')]);
  });
});
