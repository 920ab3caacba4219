import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import { CLOCK_MS } from '../clock.ts';
import { below, countBelow } from '../bisect.ts';
import { SLOTS } from '../../model/slots.ts';
import { endOf, sentAtOf } from '../uses.ts';

/** A request and when it had its connection. */
export interface Held {
  readonly request: Request;
  readonly from: number;
  /** ∞ while it runs. */
  readonly to: number;
  /** Nothing tells whether its connection is of the same pool. */
  readonly unsure?: true;
}

/** Requests that each have something to themselves, ready to be asked who had it when. */
export interface Holding {
  /** How long, between the two, at least six had one, ms. */
  fullBetween(from: number, to: number): number;
  /** Who had one between the two, the longest first. */
  between(from: number, to: number): readonly Held[];
}

/** With more than so many, the latest: those that were still at it when the wait ended. */
const LOOK_BACK = 48;
/** Six connections, each handed on once. */
const MOST_HOLDERS = 12;
/** Looked at apart, so that one stream that runs all day does not have every wait look through the whole day. */
const LONG_MS = 10_000;

export function holdingOf(held: readonly Held[]): Holding {
  const ordered = held.toSorted((a, b) => a.from - b.from);
  const lists = [ordered.filter((one) => one.to - one.from < LONG_MS), ordered.filter((one) => !(one.to - one.from < LONG_MS))];
  return {
    fullBetween: fullnessOf(held),
    between(from, to) {
      const overlap = (one: Held): number => Math.min(one.to, to) - Math.max(one.from, from);
      const found: Held[] = [];
      for (const list of lists) {
        const end = countBelow(list.length, (i) => list[i]!.from, to, false);
        for (let i = end - 1; i >= Math.max(end - LOOK_BACK, 0); i -= 1) if (overlap(list[i]!) >= CLOCK_MS) found.push(list[i]!);
      }
      return found.sort((a, b) => overlap(b) - overlap(a)).slice(0, MOST_HOLDERS);
    },
  };
}

function fullnessOf(held: readonly Held[]): Holding['fullBetween'] {
  const changes = held.flatMap(({ from, to }) => [{ at: from, by: 1 }, { at: to, by: -1 }]).sort((a, b) => a.at - b.at || a.by - b.by);
  const at = Float64Array.from(changes, (change) => change.at);
  const full = new Float64Array(changes.length);
  const level = new Uint32Array(changes.length);
  let now = 0;
  for (const [i, { by }] of changes.entries()) {
    if (i > 0) full[i] = full[i - 1]! + (now >= SLOTS ? at[i]! - at[i - 1]! : 0);
    now += by;
    level[i] = now;
  }
  const fullBefore = (moment: number): number => {
    const last = below(at, moment) - 1;
    return last < 0 ? 0 : full[last]! + (level[last]! >= SLOTS ? moment - at[last]! : 0);
  };
  return (from, to) => fullBefore(to) - fullBefore(from);
}

/**
 * From when each of these, which shared an HTTP/1 connection, had it. An end
 * that is reported late does not reach into the next one's time.
 */
export function inTurns(requests: readonly Request[]): readonly Held[] {
  const ordered = requests.map((request) => ({ request, from: sentAtOf(request) })).sort((a, b) => a.from - b.from);
  return ordered.map(({ request, from }, i) => ({ request, from, to: Math.min(endOf(request), ordered[i + 1]?.from ?? Infinity) })).filter(({ from, to }) => to > from);
}

export const atOnce = ({ requests }: Pick<Connection, 'requests'>): readonly Held[] => requests.map((request) => ({ request, from: sentAtOf(request), to: endOf(request) }));
