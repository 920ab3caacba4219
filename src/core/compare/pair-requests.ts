import { groupBy } from '../base/group.ts';
import { withoutFragment } from '../base/url.ts';
import type { Request } from '../model/request.ts';
import { maskedPath } from './cache-busting.ts';
import type { OriginPair } from './pair-origins.ts';

/** By what two requests are taken for the same, the surest first. */
export type PairedBy = 'address' | 'path' | 'masked-path';

export interface RequestPair {
  readonly a: Request;
  readonly b: Request;
  readonly by: PairedBy;
}

/**
 * Requests of two captures that ask for the same: of one origin and method, by
 * the whole address, else by the path without query, else by the path without
 * hashes. Each is in one pair at most; of several alike the first goes with
 * the first. Takes as long as there are requests.
 */
export function pairRequests({ a, b }: OriginPair): readonly RequestPair[] {
  if (a === null || b === null) return [];
  const pairs: RequestPair[] = [];
  let left: readonly [a: readonly Request[], b: readonly Request[]] = [a.requests, b.requests];
  for (const [by, keyOf] of KEYS) left = pairBy(by, keyOf, left, pairs);
  return pairs.sort((one, other) => one.a.start - other.a.start);
}

/** Both lists are in order of start; so is what is left of them. */
function pairBy(by: PairedBy, keyOf: (rest: string) => string, [a, b]: readonly [readonly Request[], readonly Request[]], pairs: RequestPair[]): readonly [readonly Request[], readonly Request[]] {
  const key = (request: Request): string => `${request.method} ${keyOf(afterOrigin(request.url))}`;
  const waiting = groupBy(b, key);
  const used = new Map<string, number>();
  const paired = new Set<Request>();
  for (const request of a) {
    const at = key(request);
    const next = used.get(at) ?? 0;
    const partner = waiting.get(at)?.[next];
    if (partner === undefined) continue;
    used.set(at, next + 1);
    paired.add(request).add(partner);
    pairs.push({ a: request, b: partner, by });
  }
  const isLeft = (request: Request): boolean => !paired.has(request);
  return [a.filter(isLeft), b.filter(isLeft)];
}

const withoutQuery = (rest: string): string => rest.replace(/\?.*$/s, '');

const KEYS: readonly (readonly [by: PairedBy, keyOf: (rest: string) => string])[] = [
  ['address', (rest) => rest],
  ['path', withoutQuery],
  ['masked-path', (rest) => maskedPath(withoutQuery(rest))],
];

/** Path and query; of `data:` and the like, all of it. */
const afterOrigin = (url: string): string => withoutFragment(url).replace(/^[a-z]+:\/\/[^/?#]*/i, '') || '/';
