import type { Analysis, OriginSummary } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { Request } from '../../core/model/request.ts';

/**
 * An analysis in pieces: each is cloned from the worker to the page in a task
 * of its own, so that a big file never blocks the panel. What refers to a
 * request or a connection does so by its place in the list.
 */
export type Parcel =
  | { readonly kind: 'rest'; readonly rest: Omit<Analysis, 'requests' | 'connections' | 'origins'>; readonly requests: number }
  | { readonly kind: 'requests'; readonly requests: readonly Request[] }
  | { readonly kind: 'connections'; readonly connections: readonly PackedConnection[] }
  | { readonly kind: 'origins'; readonly origins: readonly PackedOrigin[] };

type PackedConnection = Omit<Connection, 'requests'> & { readonly requests: Uint32Array };
type PackedOrigin = Omit<OriginSummary, 'requests' | 'connections'> & { readonly requests: Uint32Array; readonly connections: Uint32Array };

/** Cloning so many takes some 20 ms. */
const PER_PARCEL = 2000;

export function* pack(analysis: Analysis): Generator<Parcel> {
  const { requests, connections, origins, ...rest } = analysis;
  yield { kind: 'rest', rest, requests: requests.length };
  for (const some of batches(requests)) yield { kind: 'requests', requests: some.map(withoutRaw) };
  const places = new Map(requests.map((request, i) => [request, i]));
  const connectionPlaces = new Map(connections.map((connection, i) => [connection, i]));
  for (const some of batches(connections)) {
    yield { kind: 'connections', connections: some.map((one) => ({ ...one, requests: placesOf(one.requests, places) })) };
  }
  for (const some of batches(origins)) {
    yield { kind: 'origins', origins: some.map((one) => ({ ...one, requests: placesOf(one.requests, places), connections: placesOf(one.connections, connectionPlaces) })) };
  }
}

/** The entry as it came stays in the file; a complete export reads the file again. */
function withoutRaw(request: Request): Request {
  return { ...request, observations: request.observations.map((one) => (one.source === 'har' ? { ...one, raw: null } : one)) };
}

function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += PER_PARCEL) yield items.slice(i, i + PER_PARCEL);
}

const placesOf = <T>(items: readonly T[], places: ReadonlyMap<T, number>): Uint32Array => Uint32Array.from(items, (item) => places.get(item) ?? 0);

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
  const origins: OriginSummary[] = [];
  const at = <T>(list: readonly T[], places: Uint32Array): T[] => Array.from(places, (place) => list[place] as T);
  return {
    add(parcel) {
      if (parcel.kind === 'rest') head = parcel;
      else if (parcel.kind === 'requests') requests.push(...parcel.requests);
      else if (parcel.kind === 'connections') connections.push(...parcel.connections.map((one) => ({ ...one, requests: at(requests, one.requests) })));
      else origins.push(...parcel.origins.map((one) => ({ ...one, requests: at(requests, one.requests), connections: at(connections, one.connections) })));
    },
    progress: () => (head === null ? 0 : requests.length / Math.max(head.requests, 1)),
    finish: () => (head === null ? null : { ...head.rest, requests, connections, origins }),
  };
}
