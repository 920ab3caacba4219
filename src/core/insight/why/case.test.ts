import { describe, expect, it } from 'vitest';
import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import { genericEntry, OPENED, REUSED, ZERO } from '../../test/har.ts';
import { analyseEntries, only } from '../../test/read.ts';
import { usesOf } from '../uses.ts';
import { isGuessed } from './case.ts';
import { otherAt, type Other } from './other.ts';

/** An estimated connection of three requests: until 40, from 3000 to 3017, from 6000 to 6017. */
const connection = only(analyseEntries(genericEntry({ timings: OPENED }), genericEntry({ at: 3000, timings: REUSED }), genericEntry({ at: 6000, timings: REUSED })).connections);
const NOBODY = { credentials: null, place: { topSite: null, inCrossSiteFrame: null }, partition: null };
const doubted = (request: Request): Request => ({ ...request, placing: { confidence: 0.5, others: ['~9'] } });

describe('what another connection carried is a guess', () => {
  /** Asked for by one at 4000, after two; with these of the three in doubt, and these that may have been on it. */
  const guessed = (doubtful: readonly number[], more: Partial<Connection> = {}, at = 4000): boolean => {
    const own = { ...connection, requests: connection.requests.map((request, i) => (doubtful.includes(i) ? doubted(request) : request)), ...more };
    const other: Other = otherAt(usesOf(own), NOBODY, { asked: ZERO + at, at: ZERO + at, pool: () => NOBODY, browser: null }, false);
    return isGuessed({ at: ZERO + at }, other);
  };
  /** One that is shown elsewhere, and that ends 17 ms later. */
  const perhaps = (at: number): Partial<Connection> => ({ possible: [doubted({ ...connection.requests[1]!, ...moved(at) })] });
  const moved = (at: number): Pick<Request, 'start' | 'end' | 'phases'> => only(analyseEntries(genericEntry({ at, timings: REUSED })).requests);

  it('where its last request is in doubt, and not where an earlier one is', () => {
    expect([guessed([]), guessed([0]), guessed([1])]).toEqual([false, false, true]);
  });

  it('where that it was used again is', () => {
    expect([guessed([2]), guessed([], {}, 7000), guessed([2], {}, 7000)]).toEqual([true, false, true]);
  });

  it('where another may have been on it since the last one, until then if it was surely used again', () => {
    expect([1000, 3500, 4500].map((at) => guessed([], perhaps(at)))).toEqual([false, true, false]);
    expect([6500, 8000].map((at) => guessed([], perhaps(at), 7000))).toEqual([true, true]);
  });

  it('not where the browser names it', () => {
    expect(guessed([1], { basis: { kind: 'reported', id: '1' } as unknown as Connection['basis'] })).toBe(false);
  });
});
