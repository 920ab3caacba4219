import { describe, expect, it } from 'vitest';
import type { Analysis } from '../model/analysis.ts';
import type { Request } from '../model/request.ts';
import { genericEntry, OPENED, REUSED } from '../test/har.ts';
import { analyseEntries } from '../test/read.ts';
import { ofUnsure } from '../test/unsure.ts';
import { insightOf } from './insight.ts';
import { idleGaps } from './keep-alive/gaps.ts';
import { keepAliveOf } from './keep-alive/of-recording.ts';
import { advertisedOn } from './keep-alive/advertised.ts';

/** Of a file that names no connections. */
const at = (path: string, ms: number, opens: boolean, keepAlive?: string): unknown =>
  genericEntry({ url: `http://a.test/${path}`, httpVersion: 'http/1.1', at: ms, timings: opens ? { ...OPENED, receive: 0 } : REUSED, ...(keepAlive === undefined ? {} : { headers: { 'Keep-Alive': keepAlive } }) });

const gapsOf = (analysis: Analysis) => idleGaps(analysis, analysis.origins[0]!);

/** The same, were the request of this path less sure to be on its connection. */
function doubting(analysis: Analysis, path: string): Analysis {
  const changed = new Map(analysis.requests.map((request) => [request, request.url.endsWith(path) ? { ...request, placing: { confidence: 0.5, others: ['~9'] } } : request]));
  const requestsOf = ({ requests }: { readonly requests: readonly Request[] }) => requests.map((request) => changed.get(request)!);
  const connections = new Map(analysis.connections.map((connection) => [connection, { ...connection, requests: requestsOf(connection) }]));
  return {
    ...analysis,
    requests: requestsOf(analysis),
    connections: [...connections.values()],
    origins: analysis.origins.map((origin) => ({ ...origin, requests: requestsOf(origin), connections: origin.connections.map((connection) => connections.get(connection)!) })),
  };
}

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

describe('a limit on requests', () => {
  const capped = (...before: readonly unknown[]) => {
    const analysis = analyseEntries(...before, at('last', 1500, true));
    return insightOf(analysis).why.get(analysis.requests.at(-1)!.id)!;
  };

  it('is likely where the count of requests is not in doubt', () => expect(capped(at('1', 0, true, 'max=2'), at('3', 1000, false, 'max=2'))).toMatchObject({ reason: 'request-cap', confidence: 'likely' }));
  it('is a guess where one of the earlier may have been on another', () => {
    const analysis = analyseEntries(at('1', 0, true, 'max=3'), at('2', 500, false, 'max=3'), at('3', 1000, false, 'max=3'), at('last', 1500, true));
    const last = analysis.requests.at(-1)!.id;
    expect(insightOf(analysis).why.get(last)).toMatchObject({ reason: 'request-cap', confidence: 'likely' });
    expect(insightOf(doubting(analysis, '/2')).why.get(last)).toMatchObject({ reason: 'request-cap', confidence: 'guess' });
  });
  it('is a guess where it is', () => expect(capped(at('1', 0, true, 'max=2'), at('2', 0, true, 'max=2'), at('3', 1000, false, 'max=2'))).toMatchObject({ confidence: 'guess' }));
});

describe('the longest pause that a connection survived', () => {
  const LONGEST = 'The longest pause after which a connection to this origin was used again is 3 s.';
  const evidenceOf = (...before: readonly unknown[]) => {
    const analysis = analyseEntries(...before, at('last', 12_000, true));
    return insightOf(analysis).why.get(analysis.requests.at(-1)!.id)!.evidence;
  };

  it('is told where that is sure', () => expect(evidenceOf(at('1', 0, true), at('3', 3000, false))).toContain(LONGEST));
  it('and only there', () => expect(evidenceOf(at('1', 0, true), at('2', 0, true), at('3', 3000, false))).not.toContain(LONGEST));
});

describe('the advice on a timeout', () => {
  const advice = (...openers: readonly unknown[]) => keepAliveOf(analyseEntries(...openers, ...Array.from({ length: 60 }, (_, i) => at(`poll/${i}`, (i + 1) * 3000, false))), 'http://a.test')?.advice.value;

  it('is of medium confidence where connections are estimated', () => expect(advice(at('1', 0, true))).toMatchObject({ gaps: 60, confidence: 'medium' }));
  it('is of low where some gaps are not sure', () => expect(advice(at('1', 0, true), at('2', 0, true))?.confidence).toBe('low'));
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

  it('a limit is not used up where one more may have come', () => {
    const [connection] = analyseEntries(at('1', 0, true, 'max=1'), at('3', 3000, false)).connections;
    const perhaps = { ...connection!, possible: ofUnsure().requests.slice(2) };
    expect([connection!, perhaps].map((one) => advertisedOn([one], [])?.max?.usedUp.length)).toEqual([1, 0]);
  });

  it('a limit is neither exceeded nor used up by requests that may have been on another', () => {
    expect(gapAfter(at('1', 0, true, 'max=1'), at('3', 3000, false))?.max).toMatchObject({ usedUp: [{ came: 1 }] });
    expect(gapAfter(at('1', 0, true, 'max=1'), at('2', 0, true, 'max=1'), at('3', 3000, false))?.max).toMatchObject({ exceeded: [], usedUp: [] });
  });
});
