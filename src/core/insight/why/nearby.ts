import type { Connection } from '../../model/connection.ts';
import type { Pool } from '../pool/pools.ts';
import { servedBefore, type Uses } from '../uses.ts';
import { otherAt, type Asking, type Other } from './other.ts';

/**
 * Two kinds of credentials, page and frame, six connections each: more than
 * these are not there at once. The longest unused are left out, which keeps a
 * long recording fast.
 */
const MOST = 24;

/** The connections to one origin as time goes on; asked for moments in order. */
export interface Nearby {
  at(asking: Asking, but: Connection | null, poolOf: (uses: Uses) => Pool): readonly Other[];
  /** It is there from now on, even if it was opened at the same moment as the next. */
  add(uses: Uses): void;
  /** It has explained an opening. */
  spend(id: string, at: number): void;
}

export function nearby(all: readonly Uses[]): Nearby {
  const coming = all.length > 1 ? all.toSorted((a, b) => a.since - b.since) : all;
  let next = 0;
  let there: Uses[] = [];
  const known = new Set<Uses>();
  /** How much each had been used when it was spent: used more, it counts again. */
  const spentAt = new Map<string, number>();

  const add = (uses: Uses): void => {
    if (known.has(uses)) return;
    known.add(uses);
    there.push(uses);
  };
  const isSpent = (uses: Uses, served: number): boolean => spentAt.get(uses.connection.id) === served;

  return {
    add,
    at(asking, but, poolOf) {
      const { at } = asking;
      for (; next < coming.length && coming[next]!.since < at; next += 1) add(coming[next]!);
      // What has explained an opening and is never used again has nothing more to say.
      there = there.filter((uses) => !isOver(uses, at) || !isSpent(uses, uses.requests.length));
      while (there.length > MOST) there.splice(longestUnused(there, at), 1);
      return there
        .filter(({ connection }) => connection !== but)
        .map((uses) => otherAt(uses, poolOf(uses), asking, isSpent(uses, servedBefore(uses, at))))
        .sort((a, b) => a.idleMs - b.idleMs || b.uses.since - a.uses.since);
    },
    spend(id, at) {
      const uses = there.find(({ connection }) => connection.id === id);
      if (uses) spentAt.set(id, servedBefore(uses, at));
    },
  };
}

/** Its last request has ended. */
const isOver = ({ requests, endedSoFar }: Uses, at: number): boolean => endedSoFar[requests.length - 1]! <= at;

function longestUnused(all: readonly Uses[], at: number): number {
  let longest = 0;
  let end = Infinity;
  for (const [i, uses] of all.entries()) {
    const its = lastEnd(uses, at);
    if (its < end) [longest, end] = [i, its];
  }
  return longest;
}

/** When it was last in use before this moment. */
function lastEnd(uses: Uses, at: number): number {
  const served = servedBefore(uses, at);
  return served === 0 ? uses.since : uses.endedSoFar[served - 1]!;
}
