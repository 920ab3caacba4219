import { describe, expect, it } from 'vitest';
import { placeUses } from './place-uses.ts';
import { RULES } from './rules.ts';
import type { Use } from './use.ts';

/** A request as it truly was: to the microsecond, and on a connection. */
interface Truly {
  readonly at: number;
  readonly end: number;
  readonly opened: boolean;
  readonly bytes: number;
}

/** A pool of Firefox's, kept by its own rule, that serves requests at their true times; each request's connection. */
function served(requests: readonly Truly[]): readonly number[] {
  const idle: { id: number; bytes: number; since: number }[] = [];
  const busy: { id: number; bytes: number; until: number }[] = [];
  let opened = 0;
  return requests.map(({ at, end, opened: isNew, bytes }) => {
    for (const one of busy.filter(({ until }) => until <= at)) {
      busy.splice(busy.indexOf(one), 1);
      idle.push({ id: one.id, bytes: one.bytes, since: one.until });
    }
    idle.sort((a, b) => b.bytes - a.bytes || a.since - b.since);
    const taken = isNew ? { id: opened++, bytes: 0 } : idle.shift()!;
    busy.push({ id: taken.id, bytes: Math.max(taken.bytes, bytes), until: end });
    return taken.id;
  });
}

/** What an extension is told of it: clocks of 1 ms, no connection. */
const told = (requests: readonly Truly[]): readonly Use[] =>
  requests.map(({ at, end, opened, bytes }, turn) => ({ asked: Math.floor(at), turn, at: Math.floor(at), end: Math.floor(end), answered: null, endOrder: null, opened, bodyBytes: bytes, address: null, closes: false, keptMs: null, usesLeft: null, scripted: false, elsewhere: 0, spare: 0, urgent: false, anonymous: false }));

const request = (at: number, end: number, about: Partial<Truly> = {}): Truly => ({ at, end, opened: false, bytes: 100, ...about });
const opener = (at: number, end: number, about: Partial<Truly> = {}): Truly => request(at, end, { opened: true, ...about });

describe('two histories that look the same, and are not', () => {
  it.each<readonly [string, readonly Truly[], readonly Truly[]]>([
    ['two answers that end in one millisecond', [opener(0, 652.2), opener(1, 652.6), request(700, 750)], [opener(0, 652.6), opener(1, 652.2), request(700, 750)]],
    ['a request that is sent in the millisecond in which the better connection becomes free', [opener(0, 652.2, { bytes: 9000 }), opener(1, 600), request(652.6, 700)], [opener(0, 652.6, { bytes: 9000 }), opener(1, 600), request(652.2, 700)]],
  ])('%s', (_, one, other) => {
    expect(told(one)).toEqual(told(other));
    expect(served(one)).not.toEqual(served(other));
    const last = placeUses(told(one), RULES.firefox).placed.at(-1)!;
    expect(last.probability).toBeLessThan(0.8);
  });

  it('and all that follows fits both ways', () => {
    const after = [request(800, 850, { bytes: 5000 }), request(860, 870), request(900, 905)];
    const [one, other] = [[opener(0, 652.2), opener(1, 652.6), ...after], [opener(0, 652.6), opener(1, 652.2), ...after]];
    expect(told(one)).toEqual(told(other));
    expect(served(one).map((id) => 1 - id).slice(2)).toEqual(served(other).slice(2));
    for (const { probability } of placeUses(told(one), RULES.firefox).placed.slice(2)) expect(probability).toBeLessThan(0.6);
  });
});
