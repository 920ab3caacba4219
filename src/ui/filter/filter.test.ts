import { describe, expect, it } from 'vitest';
import { aRequest, anAnalysis } from '../../../e2e/playground/fixture.ts';
import { unsure } from '../../../e2e/playground/fixture-unsure.ts';
import { shop } from '../../../e2e/playground/fixture-shop.ts';
import { chipCounts, chipTest, shownBy } from './chips.ts';
import { parseFilter } from './filter.ts';
import { suggestionsFor } from './suggest.ts';

const analysis = shop();
const count = (text: string): number => shownBy(analysis, parseFilter(text, analysis).test, null)?.size ?? analysis.requests.length;

describe('filter words', () => {
  it('narrow', () => {
    expect(count('is:new')).toBe(analysis.totals.new);
    expect(count('is:reused conn:62')).toBe(15);
    expect(count('is:coalesced')).toBe(2);
    expect(count('proto:h3')).toBe(10);
    expect(count('stalled:>500')).toBe(2);
    expect(count('reason:blocked')).toBe(1);
    expect(count('photo/1010')).toBe(1);
  });

  it('know how a connection ended in the words of the NetLog, and say which reasons there are', () => {
    const told = anAnalysis([aRequest({ url: 'https://a.example/', at: 0, conn: 1, tcp: 5 }), aRequest({ url: 'https://a.example/', at: 9, conn: 2, tcp: 5 })], { closed: { 1: ['reported', 50], 2: ['reported', 60] } });
    const closed = (words: string) => ({ openedAt: told.span!.start, openedFor: null, firstUsedAt: null, pool: null, closed: { at: told.span!.end, by: null, words }, goAwayAt: null, heldBack: [], facts: [] });
    const logged = { ...told, connections: told.connections.map((connection, i) => ({ ...connection, report: closed(i === 0 ? 'GOAWAY of the server' : 'Idle time limit expired') })) };
    expect(['reason:goaway', 'reason:idle', 'reason:reported'].map((text) => shownBy(logged, parseFilter(text, logged).test, null)!.size)).toEqual([1, 1, 2]);
    expect(parseFilter('reason:goaway', told).problem).toContain('Unknown value: reason:goaway. Known values: connection-close, ');
    expect(parseFilter('reason:blokced', told).problem).toBe('Unknown value: reason:blokced. Did you mean reason:blocked?');
    expect(parseFilter('reason:blocked', told).problem).toBeNull();
  });

  it('negate', () => {
    expect(count('-is:new')).toBe(analysis.requests.length - analysis.totals.new);
  });

  it('are none where they are a host with its port, or an address', () => {
    const { problem, test } = parseFilter('localhost:8080 www.shop.example:80/cart', analysis);
    expect([problem, test?.({ ...analysis.requests[0]!, url: 'http://localhost:8080/to?www.shop.example:80/cart' }), test?.(analysis.requests[0]!)]).toEqual([null, true, false]);
    expect(count('wss://')).toBe(0);
    expect(parseFilter('ws://live [::1]:8080', analysis).problem).toBeNull();
    expect(parseFilter('setup:100 conn:62', analysis).problem).toBeNull();
    expect(parseFilter('stlaled:100', analysis).problem).toContain('Did you mean stalled?');
  });

  it('say which word they do not know', () => {
    expect(parseFilter('protocol:h2', analysis).problem).toBe('Unknown filter word: protocol. Did you mean proto?');
    expect(parseFilter('is:nwe', analysis).problem).toBe('Unknown value: is:nwe. Did you mean is:new?');
    expect(parseFilter('stlaled:>5', analysis).problem).toContain('Did you mean stalled?');
    expect(parseFilter('xyzzy:1', analysis).problem).toContain('Known words: is, proto,');
    expect(parseFilter('stalled:many', analysis).problem).toContain('Not a time');
    expect(parseFilter('proto:h5', analysis).problem).toBe('Unknown value: proto:h5. Did you mean proto:h1?');
    expect(parseFilter('type:imge', analysis).problem).toBe('Unknown value: type:imge. Did you mean type:image?');
    // Known, though this recording has none; and begun.
    for (const text of ['proto:http/1.0', 'proto:h', 'proto:ws', 'type:manifest', 'type:im']) expect(parseFilter(text, analysis).problem, text).toBeNull();
  });

  it.each(['constructor', 'toString', '__proto__'])('do not know what every object has: is:%s', (word) => {
    expect(parseFilter(`is:${word}`, analysis).problem).toContain(`Unknown value: is:${word.toLowerCase()}.`);
  });

  it('find a connection of any run of the browser by its number, in capitals or not, which the completion offers', () => {
    const runs = { ...analysis, connections: analysis.connections.map((one) => (one.label === '#62' ? { ...one, label: '#6F of run 2' } : one)) };
    const { test } = parseFilter('conn:6F', runs);
    expect(runs.requests.filter((request) => test?.(request)).length).toBe(count('conn:62'));
    expect(suggestionsFor('conn:6', runs)).toContain('conn:6f');
    expect(suggestionsFor('conn:', runs).join()).not.toContain(' ');
  });

  it('are nothing while one types the value', () => {
    for (const text of ['is:', '-is:', '-', 'is:new -']) expect(count(text), text).toBe(text === 'is:new -' ? analysis.totals.new : analysis.requests.length);
  });
});

describe('what may be on another connection', () => {
  const estimated = unsure();
  const shown = (text: string): readonly string[] => [...(shownBy(estimated, parseFilter(text, estimated).test, null) ?? [])].map(({ url }) => url.split('/').slice(3).join('/'));

  it('is unsure', () => expect(shown('is:unsure')).toEqual(['list/2.jpg', 'list/3.jpg', 'more/1.jpg', 'events', 'more/3.jpg']));
  it('is estimated, too', () => expect(shown('is:unsure -is:estimated')).toEqual([]));
  it('is found by each of its connections', () => {
    expect(shown('is:unsure conn:4')).toEqual(['more/1.jpg', 'events', 'more/3.jpg']);
    expect(shown('is:unsure conn:1')).toEqual([]);
  });
  it('is counted, and its chip goes with the others as AND', () => {
    expect(chipCounts(estimated).unsure).toBe(5);
    expect(chipCounts(analysis).unsure).toBe(0);
    expect(shownBy(estimated, null, chipTest(new Set(['new', 'unsure'] as const)))?.size).toBe(0);
  });
  it('is proposed', () => expect(suggestionsFor('is:un', estimated)).toEqual(['is:unknown', 'is:unsure']));
});

describe('completion', () => {
  it('goes on with the word that is being typed, and keeps what is there', () => {
    expect(suggestionsFor('', analysis)).toContain('is:');
    expect(suggestionsFor('is:n', analysis)).toEqual(['is:new', 'is:none']);
    expect(suggestionsFor('is:new -proto:h', analysis)).toEqual(['is:new -proto:h2', 'is:new -proto:h1', 'is:new -proto:http/1.1', 'is:new -proto:h3']);
    expect(suggestionsFor('origin:cdn', analysis)).toEqual(['origin:cdn.shop.example']);
    expect(suggestionsFor('is:new', analysis)).toEqual([]);
  });

  it('never proposes a word that the filter does not know', () => {
    for (const key of ['is:', 'proto:', 'stalled:', 'setup:', 'origin:', 'conn:', 'reason:', 'type:']) {
      const suggested = suggestionsFor(key, analysis);
      expect(suggested.length, key).toBeGreaterThan(0);
      for (const text of suggested) expect(parseFilter(text, analysis).problem).toBeNull();
    }
  });
});

describe('chips', () => {
  it('OR within a set, AND across sets', () => {
    const counts = chipCounts(analysis);
    const size = (...on: Parameters<typeof chipTest>[0] extends ReadonlySet<infer T> ? T[] : never): number =>
      shownBy(analysis, null, chipTest(new Set(on)))?.size ?? -1;
    expect(size('new', 'reused')).toBe(counts.new! + counts.reused!);
    expect(size('h3', 'new')).toBe(1);
  });

  it('new and reused are unknown, and not 0, where nobody tells of connections', () => {
    const silent = aRequest({ url: 'https://a.example/', at: 0, unknown: 'cross-origin' });
    expect(chipCounts(anAnalysis([silent]))).toMatchObject({ new: null, reused: null });
    expect(chipCounts(anAnalysis([silent, aRequest({ url: 'https://a.example/', at: 0, conn: 1, tcp: 10 })]))).toMatchObject({ new: 1, reused: null });
    expect(chipCounts(anAnalysis([aRequest({ url: 'https://a.example/', at: 0, none: 'cache' })]))).toMatchObject({ new: 0, reused: 0 });
  });
});
