import { expect, it } from 'vitest';
import { aRequest, anAnalysis, ZERO } from '../../../e2e/playground/fixture.ts';
import type { Alternative, Lookup } from '../../core/model/wires.ts';
import { timeText } from '../../timeline/words.ts';
import { wayFacts } from './way-facts.ts';

const lookup: Lookup = { start: ZERO, end: ZERO, secure: null, addresses: [], error: null, records: [] };
const alternative: Alternative = { when: 'found', service: 'h3', at: ZERO, times: 1, isBroken: false };
const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

it('what is too much to tell is counted', () => {
  const origins = ['a', 'b', 'c', 'd', 'e', 'f'].map((host) => `https://${host}.example`);
  const analysis = { ...anAnalysis([aRequest({ url: `${origins[0]}/`, at: 0, conn: 1 })]), ways: origins.map((origin, i) => ({ origin, lookups: times(i === 0 ? 6 : 1, lookup), alternatives: times(i === 0 ? 4 : 0, alternative) })) };
  expect(wayFacts(analysis, origins, ZERO, timeText).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'DNS lookup: 0 ms', 'DNS lookup 2: 0 ms', 'DNS lookup 3: 0 ms', 'DNS lookup 4: 0 ms', 'DNS lookup, more: 2',
    'Alt-Svc: h3', 'Alt-Svc 2: h3', 'Alt-Svc 3: h3', 'Alt-Svc 4: h3',
    'DNS lookup · b.example: 0 ms', 'DNS lookup · c.example: 0 ms', 'DNS lookup · d.example: 0 ms',
    'Other origins found: 2',
  ]);
});
