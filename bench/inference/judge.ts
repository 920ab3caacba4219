import { groupBy } from '../../src/core/base/group.ts';
import type { Analysis } from '../../src/core/model/analysis.ts';
import { isSerial } from '../../src/core/model/protocol.ts';
import type { Request } from '../../src/core/model/request.ts';

/** The true connection of a request; `undefined` where nobody knows. */
export type TruthOf = (request: Request) => string | undefined;

/** How sure a model is, and whether it is right. */
export interface Judged {
  readonly request: Request;
  readonly serial: boolean;
  /** The first of its connection that the recording has. */
  readonly isFirst: boolean;
  readonly right: boolean;
  readonly confidence: number;
}

/** A model's word: for each request the first of its connection, and how surely. */
export type Model = (analysis: Analysis) => ReadonlyMap<Request, { readonly first: Request; readonly confidence: number }>;

/** Ours. */
export const asShown: Model = ({ connections }) => new Map(connections.flatMap(({ requests }) => requests.map((request) => [request, { first: requests[0]!, confidence: request.placing?.confidence ?? 1 }] as const)));

export interface Score {
  readonly judged: readonly Judged[];
  /** Pairs of requests to one origin over one protocol, and those of which it is rightly told whether they share a connection. */
  readonly pairs: number;
  readonly pairsRight: number;
  /** Origins, protocol by protocol, and those with as many connections as there were. */
  readonly origins: number;
  readonly originsRight: number;
}

/** @param ordinalOf the how-many-th of its connection a request was; `null`: the first is told by time */
export function judge(analysis: Analysis, truthOf: TruthOf, model: Model, ordinalOf: ((request: Request) => number | undefined) | null): Score {
  const told = model(analysis);
  const known = analysis.requests.filter((request) => told.has(request) && truthOf(request) !== undefined).sort((a, b) => usedAt(a) - usedAt(b));
  const firstOf = new Map<string, Request>();
  for (const request of known) {
    const connection = truthOf(request)!;
    const first = firstOf.get(connection);
    if (first === undefined || isBefore(request, first, ordinalOf)) firstOf.set(connection, request);
  }
  const judged = known.map((request): Judged => {
    const { first, confidence } = told.get(request)!;
    const connection = truthOf(request)!;
    const isFirst = firstOf.get(connection) === request;
    return { request, serial: isSerial(request.protocol), isFirst, right: first === request ? isFirst : truthOf(first) === connection, confidence };
  });
  let [pairs, pairsRight, origins, originsRight] = [0, 0, 0, 0];
  for (const group of groupBy(known, ({ origin, protocol }) => `${protocol} ${origin}`).values()) {
    const said = group.map((request) => told.get(request)!.first);
    const truly = group.map((request) => truthOf(request)!);
    for (let i = 0; i < group.length; i++) {
      for (let j = 0; j < i; j++) {
        pairs += 1;
        pairsRight += (said[i] === said[j]) === (truly[i] === truly[j]) ? 1 : 0;
      }
    }
    origins += 1;
    originsRight += new Set(said).size === new Set(truly).size ? 1 : 0;
  }
  return { judged, pairs, pairsRight, origins, originsRight };
}

function isBefore(one: Request, other: Request, ordinalOf: ((request: Request) => number | undefined) | null): boolean {
  if (ordinalOf !== null) return (ordinalOf(one) ?? Infinity) < (ordinalOf(other) ?? Infinity);
  return usedAt(one) === usedAt(other) && one.origination.opening === 'new';
}

/** When its connection was its own. */
export function usedAt({ phases, start }: Request): number {
  const found = [phases.dns, phases.tcp, phases.tls, phases.send, phases.wait].find(({ state }) => state === 'measured');
  return found?.state === 'measured' ? found.start : start;
}
