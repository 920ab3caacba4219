import { describe, expect, it } from 'vitest';
import type { Analysis } from '../model/analysis.ts';
import { genericEntry, OPENED, REUSED } from '../test/har.ts';
import { analyseEntries } from '../test/read.ts';
import { ofUnsure } from '../test/unsure.ts';
import { insightOf } from './insight.ts';
import { idleGaps } from './keep-alive/gaps.ts';
import { advertisedOn } from './keep-alive/advertised.ts';

/** Of a file that names no connections. */
const at = (path: string, ms: number, opens: boolean, keepAlive?: string): unknown =>
  genericEntry({ url: `http://a.test/${path}`, httpVersion: 'http/1.1', at: ms, timings: opens ? { ...OPENED, receive: 0 } : REUSED, ...(keepAlive === undefined ? {} : { headers: { 'Keep-Alive': keepAlive } }) });

const gapsOf = (analysis: Analysis) => idleGaps(analysis, analysis.origins[0]!);

describe('an idle gap', () => {
  it('is sure where there is no other connection', () => expect(gapsOf(analyseEntries(at('1', 0, true), at('3', 3000, false))).map(({ isSure }) => isSure)).toEqual([true]));
  it('is not where its end may have been on another', () => expect(gapsOf(ofUnsure()).map(({ isSure }) => isSure)).toEqual([false]));
});

describe('a verdict on idleness', () => {
  const lost = (...before: readonly unknown[]) => {
    const analysis = analyseEntries(...before, at('last', 12_000, true, 'timeout=5'));
    return insightOf(analysis).why.get(analysis.requests.at(-1)!.id)!;
  };

  it('is likely where one connection was there', () => expect(lost(at('1', 0, true, 'timeout=5'), at('3', 3000, false, 'timeout=5'))).toMatchObject({ reason: 'idle-timeout', confidence: 'likely' }));

  it('is a guess where the last request on it may have been on another, and says so', () => {
    const verdict = lost(at('1', 0, true, 'timeout=5'), at('2', 0, true, 'timeout=5'), at('3', 3000, false, 'timeout=5'));
    expect(verdict).toMatchObject({ reason: 'idle-timeout', confidence: 'guess' });
    expect(verdict.evidence).toContain('Which requests ~1 and ~2 carried is estimated, and for some not sure.');
    expect(verdict.others.every(({ why }) => why.endsWith('; which requests it carried is not sure'))).toBe(true);
  });
});

describe('what a server advertises', () => {
  const gapAfter = (...entries: readonly unknown[]) => {
    const analysis = analyseEntries(...entries);
    return advertisedOn(analysis.connections, gapsOf(analysis));
  };

  it('is not refuted by a gap that is not sure', () => {
    expect(gapAfter(at('1', 0, true), at('3', 4000, false, 'timeout=1'))?.timeout?.verdict).toBe('kept-longer');
    expect(gapAfter(at('1', 0, true), at('2', 0, true), at('3', 4000, false, 'timeout=1'))?.timeout?.verdict).toBe('untested');
  });

  it('a limit is neither exceeded nor used up by requests that may have been on another', () => {
    expect(gapAfter(at('1', 0, true, 'max=1'), at('3', 3000, false))?.max).toMatchObject({ usedUp: [{ came: 1 }] });
    expect(gapAfter(at('1', 0, true, 'max=1'), at('2', 0, true, 'max=1'), at('3', 3000, false))?.max).toMatchObject({ exceeded: [], usedUp: [] });
  });
});
