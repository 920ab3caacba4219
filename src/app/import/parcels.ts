import { originSummaries } from '../../core/analysis/totals.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { Asked } from '../../core/model/observation.ts';
import type { Origination, Request } from '../../core/model/request.ts';
import { packConnection, unpackConnection } from './packed-connections.ts';
import { heardOf, PackedRequest, packRequest, rowsIn, type Oddities } from './packed-request.ts';
import { createPacker, createUnpacker, firstWords, type Packed, type Packer } from './packing.ts';

/**
 * An analysis in pieces, each of which arrives in a task of its own, so that a
 * big file never blocks the panel. The sums of the origins are not sent: to
 * make them takes less than to carry them.
 */
export type Parcel =
  | { readonly kind: 'rest'; readonly rest: Omit<Analysis, 'requests' | 'connections' | 'origins'>; readonly requests: number }
  | ({ readonly kind: 'requests'; readonly originations: readonly Origination[]; readonly asked: readonly Asked[]; readonly oddities: readonly Oddities[] } & Packed)
  | ({ readonly kind: 'connections' } & Packed);

/** Unpacking so many takes a few ms. */
const PER_PARCEL = 10_000;

/** What need not be copied when the parcel is sent. */
export const buffersOf = (parcel: Parcel): ArrayBuffer[] => (parcel.kind === 'rest' ? [] : [parcel.numbers.buffer, parcel.codes.buffer]);

/** The analysis of a file. */
export function* pack({ requests, connections, origins: _sums, ...rest }: Analysis): Generator<Parcel> {
  yield { kind: 'rest', rest, requests: requests.length };
  const packer = createPacker();
  const originations = createPlaces((one: Origination) => `${one.opening} ${one.basis} ${'by' in one ? one.by : one.reason}`);
  const asked = createPlaces((one: Asked) => one);
  for (let i = 0; i < requests.length; i += PER_PARCEL) {
    const oddities = packRequests(packer, requests.slice(i, i + PER_PARCEL), { origination: originations.of, asked: asked.of });
    yield { kind: 'requests', originations: originations.take(), asked: asked.take(), oddities, ...packer.take() };
  }
  const places = new Map(requests.map((request, i) => [request, i]));
  for (let i = 0; i < connections.length; i += PER_PARCEL) {
    for (const connection of connections.slice(i, i + PER_PARCEL)) packConnection(packer, connection, (request) => places.get(request)!);
    yield { kind: 'connections', ...packer.take() };
  }
}

function packRequests(to: Packer, requests: readonly Request[], placeOf: Parameters<typeof packRequest>[2]): readonly Oddities[] {
  const oddities: Oddities[] = [];
  for (const [row, request] of requests.entries()) {
    packRequest(to, request, placeOf);
    if (request.problems.length > 0) oddities.push({ row, problems: request.problems, heard: heardOf(request).problems });
  }
  return oddities;
}

/** Places in a list in which equal things stand once. */
function createPlaces<T>(keyOf: (item: T) => unknown): { of(item: T): number; /** What was added since the last time. */ take(): readonly T[] } {
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

export interface Unpacking {
  add(parcel: Parcel): void;
  /** 0..1. */
  progress(): number;
  /** `null` before the first parcel. */
  finish(): Analysis | null;
}

export function unpack(): Unpacking {
  let head: Extract<Parcel, { kind: 'rest' }> | null = null;
  const requests: Request[] = [];
  const connections: Connection[] = [];
  const allWords = firstWords();
  const shared = { originations: [] as Origination[], asked: [] as Asked[] };
  return {
    add(parcel) {
      if (parcel.kind === 'rest') {
        head = parcel;
        return;
      }
      for (const word of parcel.words) allWords.push(word);
      if (parcel.kind === 'requests') {
        for (const one of parcel.originations) shared.originations.push(one);
        for (const one of parcel.asked) shared.asked.push(one);
        const table = { numbers: parcel.numbers, codes: parcel.codes, allWords, shared, oddities: new Map(parcel.oddities.map((one) => [one.row, one])) };
        for (let row = 0; row < rowsIn(parcel); row++) requests.push(new PackedRequest(table, row));
      } else {
        const from = createUnpacker(parcel, allWords);
        while (from.hasMore()) connections.push(unpackConnection(from, requests));
      }
    },
    progress: () => (head === null ? 0 : requests.length / Math.max(head.requests, 1)),
    finish: () => (head === null ? null : { ...head.rest, requests, connections, origins: originSummaries(requests, connections) }),
  };
}
