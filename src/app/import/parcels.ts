import type { Analysis } from '../../core/model/analysis.ts';
import type { ConnectionReport } from '../../core/model/connection.ts';
import type { Asked, HarObservation, StreamMessage } from '../../core/model/observation.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { Origination, Request } from '../../core/model/request.ts';
import { packConnection } from './packed-connections.ts';
import { packOrigin } from './packed-origins.ts';
import { packAssigned, packHeard } from './packed-request.ts';
import { createPacker, type Packed } from './packing.ts';

/**
 * A file in pieces, each of which arrives in a task of its own, so that a big
 * one never blocks the panel. What the entries tell goes ahead, while the rest
 * is still being read.
 */
export type Parcel =
  | HeardParcel
  | { readonly kind: 'rest'; readonly rest: Omit<Analysis, 'requests' | 'connections' | 'origins'>; readonly requests: number }
  | ({ readonly kind: 'requests'; readonly originations: readonly Origination[]; readonly placings: readonly Request['placing'][]; readonly problems: readonly Problems[] } & Packed)
  | ({ readonly kind: 'connections'; readonly reports: readonly Reported[] } & Packed)
  | ({ readonly kind: 'origins' } & Packed);

export interface HeardParcel extends Packed {
  readonly kind: 'heard';
  /** Who packed it: each has words of its own. */
  readonly by: 'first' | 'second';
  /** How many entries stand before those that it counts from. */
  readonly first: number;
  readonly asked: readonly Asked[];
  readonly problems: readonly Problems[];
  readonly messages: readonly Messages[];
}

/** What a NetLog tells of the connection at this place of the parcel. */
type Reported = readonly [row: number, report: ConnectionReport];

/** What few rows have. */
type Problems = readonly [row: number, problems: readonly Problem[]];
type Messages = readonly [row: number, messages: readonly StreamMessage[]];

/** Unpacking so many takes a few ms. */
const PER_PARCEL = 10_000;

/** What need not be copied when the parcel is sent. */
export const buffersOf = (parcel: Parcel): ArrayBuffer[] => (parcel.kind === 'rest' ? [] : [parcel.numbers.buffer, parcel.codes.buffer]);

export interface Packing {
  /** What entries tell, as they are read; a parcel when it is full. */
  heard(observations: readonly HarObservation[]): Iterable<HeardParcel>;
  /** What is left of that. */
  flush(): Iterable<HeardParcel>;
  /** What another has packed of the entries that come next; is sent as it came. */
  joined(observations: readonly HarObservation[]): void;
  /** The analysis of all that was heard. */
  rest(analysis: Analysis): Iterable<Parcel>;
}

export function createPacking(by: HeardParcel['by'] = 'first'): Packing {
  const packer = createPacker();
  const entries = new Map<unknown, number>();
  const asked = createPlaces((one: Asked) => one);
  const originations = createPlaces((one: Origination) => `${one.opening} ${one.basis} ${'by' in one ? one.by : one.reason}`);
  const placings = createPlaces((one: Request['placing']) => (one === null ? null : `${one.confidence} ${one.others.join(' ')}`));
  let rows = 0;
  let problems: Problems[] = [];
  let messages: Messages[] = [];

  const note = (row: number, those: readonly Problem[]): void => {
    if (those.length > 0) problems.push([row, those]);
  };
  const noted = (): readonly Problems[] => {
    const taken = problems;
    problems = [];
    return taken;
  };
  const heard = (): HeardParcel => {
    const parcel: HeardParcel = { kind: 'heard', by, first: 0, asked: asked.take(), problems: noted(), messages, ...packer.take() };
    [rows, messages] = [0, []];
    return parcel;
  };
  const flush = function* (): Generator<HeardParcel> {
    if (rows > 0) yield heard();
  };
  const joined = (observations: readonly HarObservation[]): void => {
    for (const har of observations) entries.set(har, entries.size);
  };

  return {
    flush,
    joined,
    *heard(observations) {
      // Who reads the second half does not analyse.
      if (by === 'first') joined(observations);
      for (const har of observations) {
        note(rows, har.problems);
        if (har.logged?.messages) messages.push([rows, har.logged.messages]);
        packHeard(packer, har, asked.of);
        rows += 1;
        if (rows === PER_PARCEL) yield heard();
      }
    },
    *rest({ requests, connections, origins, ...rest }) {
      yield* flush();
      yield { kind: 'rest', rest, requests: requests.length };
      for (const some of batches(requests)) {
        for (const [row, request] of some.entries()) {
          note(row, request.problems);
          packAssigned(packer, request, entries.get(request.observations[0])!, { origination: originations.of, placing: placings.of });
        }
        yield { kind: 'requests', originations: originations.take(), placings: placings.take(), problems: noted(), ...packer.take() };
      }
      const places = new Map<unknown, number>();
      for (const list of [requests, connections]) for (const [i, item] of list.entries()) places.set(item, i);
      const placeOf = (item: unknown): number => places.get(item)!;
      for (const some of batches(connections)) {
        for (const connection of some) packConnection(packer, connection, placeOf);
        const reports = some.flatMap(({ report }, row): readonly Reported[] => (report === undefined ? [] : [[row, report]]));
        yield { kind: 'connections', reports, ...packer.take() };
      }
      for (const some of batches(origins)) {
        for (const origin of some) packOrigin(packer, origin, { request: placeOf, connection: placeOf });
        yield { kind: 'origins', ...packer.take() };
      }
    },
  };
}

function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += PER_PARCEL) yield items.slice(i, i + PER_PARCEL);
}

/** Places in a list in which equal things stand once. */
function createPlaces<T>(keyOf: (item: T) => unknown): { readonly of: (item: T) => number; /** What was added since the last time. */ readonly take: () => readonly T[] } {
  const places = new Map<unknown, number>();
  let fresh: T[] = [];
  return {
    of(item) {
      const key = keyOf(item);
      let place = places.get(key);
      if (place === undefined) {
        places.set(key, (place = places.size));
        fresh.push(item);
      }
      return place;
    },
    take() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
}
