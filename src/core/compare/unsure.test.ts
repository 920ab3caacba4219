import { describe, expect, it } from 'vitest';
import type { Analysis } from '../model/analysis.ts';
import { isSettled } from '../model/candidates.ts';
import { genericEntry, OPENED, REUSED } from '../test/har.ts';
import { analyseEntries } from '../test/read.ts';
import { ofUnsure } from '../test/unsure.ts';
import { compare } from './compare.ts';
import { differenceOf, type Both } from './difference.ts';
import { FIGURES } from './figures.ts';

describe('connections used by requests of which some may be on another', () => {
  const [first, second, third] = ofUnsure().requests as [Analysis['requests'][number], Analysis['requests'][number], Analysis['requests'][number]];
  const used = FIGURES.find(({ id }) => id === 'connections')!;
  const window = { from: 0, to: 0, toLoad: false, page: null } as unknown as Both['window']['a'];

  it('are between so many', () => {
    const opener = [first, second].find(({ connection }) => connection === third.connection)!;
    expect(used.of([opener, third], window)).toMatchObject({ value: 1, least: 1, most: 2, unsure: 1 });
    expect(used.of([third], window)).toMatchObject({ least: 1, most: 1, unsure: 0 });
    expect(used.of([first, second, third], window)).toMatchObject({ least: 2, most: 2, unsure: 0 });
  });

  it('are neither better nor worse where that decides', () => {
    const other = [first, second].find(({ connection }) => connection !== third.connection)!;
    const both: Both = { all: { a: [other, third], b: [other] }, shared: { a: [other, third], b: [other] }, window: { a: window, b: window }, basis: { a: 'estimated', b: 'estimated' }, waitsLate: { a: false, b: false }, lacking: null, incomparable: null, isOne: false };
    expect(differenceOf(used, both)).toMatchObject({ a: { value: 2, unsure: 1 }, change: { least: -1, most: 0 }, verdict: 'none', note: 'not sure for 1 request in A' });
  });
});

describe('findings that rest on what a connection carried', () => {
  const at = (path: string, ms: number, opens: boolean, keepAlive: string): unknown =>
    genericEntry({ url: `http://a.test/${path}`, httpVersion: 'http/1.1', at: ms, timings: opens ? { ...OPENED, receive: 0 } : REUSED, headers: { 'Keep-Alive': keepAlive } });
  const paths = ['1', '2', '3', '4', '5'];
  const short = analyseEntries(...paths.map((path, i) => at(path, i * 10_000, true, 'timeout=5')));
  const long = analyseEntries(...paths.map((path, i) => at(path, i * 10_000, i === 0, 'timeout=60')));
  const unsure = analyseEntries(at('1', 0, true, 'timeout=60'), at('2', 0, true, 'timeout=60'), ...paths.slice(2).map((path, i) => at(path, (i + 1) * 10_000, false, 'timeout=60')));
  const keepAlive = (a: Analysis, b: Analysis) => compare(a, b).findings.find(({ rule }) => rule === 'short-keep-alive');

  it('are better where they are gone', () => expect(keepAlive(short, long)).toMatchObject({ state: 'gone', verdict: 'better', note: null }));
  it('are not, where that may only not show', () => {
    expect(unsure.connections.every(isSettled)).toBe(false);
    expect(keepAlive(short, unsure)).toMatchObject({ state: 'gone', verdict: 'none', note: 'on which connections some requests were is not sure in B: no verdict' });
  });
});
