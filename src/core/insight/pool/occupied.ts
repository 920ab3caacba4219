import { groupBy } from '../../base/group.ts';
import type { Connection } from '../../model/connection.ts';
import { isEndUntold } from '../../model/ends.ts';
import { LATE_END_MS, LATEST_END_MS } from '../../model/late-end.ts';
import { isMultiplexed, isSerial } from '../../model/protocol.ts';
import { below, upTo } from '../bisect.ts';
import { answeredAt } from '../protocols/moments.ts';
import { endOf, usesOf } from '../uses.ts';

/** A connection, and what else keeps it apart from others, in one word; `null` where that is not known. */
export interface Placed {
  readonly connection: Connection;
  readonly place: string | null;
}

interface Stretch {
  readonly connection: Connection;
  readonly from: number;
  readonly to: number;
}

/** Which of these was surely free at a moment: an end may be told late, and who is given a connection may be sent on it a little later. */
export function freeAmong(all: readonly Placed[]): (place: string, at: number) => Connection | null {
  const byPlace = new Map<string | null, { readonly froms: readonly number[]; readonly last: readonly Stretch[] }>();
  for (const [place, some] of groupBy(all, (one) => one.place)) {
    const stretches = some.flatMap(({ connection }) => freeStretches(connection)).sort((a, b) => a.from - b.from);
    let last = stretches[0];
    byPlace.set(place, { froms: stretches.map(({ from }) => from), last: stretches.map((one) => (last = last === undefined || one.to > last.to ? one : last)) });
  }
  return (place, at) => {
    const known = byPlace.get(place);
    const lasting = known?.last[below(known.froms, at - LATE_END_MS) - 1];
    return lasting !== undefined && lasting.to > at + LATE_END_MS ? lasting.connection : null;
  };
}

/** Between two requests, or, where it carries many at once, from its setup to the last that was sent on it. */
function freeStretches(connection: Connection): readonly Stretch[] {
  const { requests, sent, endedSoFar, readyAt } = usesOf(connection);
  if (isMultiplexed(connection.protocol)) return [{ connection, from: readyAt, to: sent.at(-1)! }];
  return requests.slice(1).map((_, i) => ({ connection, from: endedSoFar[i]!, to: sent[i + 1]! }));
}

/** How many of these HTTP/1 connections were surely in use at a moment, one that was just being opened among them. */
export function inUseAmong(all: readonly Placed[]): (place: string, at: number) => number {
  const byPlace = new Map<string | null, { readonly froms: Float64Array; readonly tos: Float64Array }>();
  for (const [place, some] of groupBy(all, (one) => one.place)) {
    const stretches = some.flatMap(({ connection }) => (isSerial(connection.protocol) ? busyStretches(connection) : []));
    byPlace.set(place, { froms: sorted(stretches.map(({ from }) => from)), tos: sorted(stretches.map(({ to }) => to)) });
  }
  return (place, at) => {
    const known = byPlace.get(place);
    return known === undefined ? 0 : upTo(known.froms, at) - upTo(known.tos, at);
  };
}

/** From each opening or request to its end, which may be told late, that of one that fails most of all, or not at all; without those that this leaves nothing of. */
function busyStretches(connection: Connection): readonly Stretch[] {
  const { since, requests, sent } = usesOf(connection);
  return requests.map((request, i) => ({ connection, from: i === 0 ? since : sent[i]!, to: (isEndUntold(request) ? (answeredAt(request) ?? request.start) : endOf(request)) - LATEST_END_MS })).filter(({ from, to }) => to > from);
}

/** ∞ among them is no number to subtract. */
const sorted = (numbers: readonly number[]): Float64Array => Float64Array.from(numbers).sort();
