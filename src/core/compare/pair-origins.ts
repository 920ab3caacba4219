import { groupBy } from '../base/group.ts';
import type { OriginSummary } from '../model/analysis.ts';

/** One origin as both captures know it, or one of them. */
export interface OriginPair {
  readonly a: OriginSummary | null;
  readonly b: OriginSummary | null;
}

/**
 * Origins by name; those of this machine by name and port, and what is then
 * left of them without the port, in the order in which they were asked: test
 * servers get another port with each run.
 */
export function pairOrigins(a: readonly OriginSummary[], b: readonly OriginSummary[]): readonly OriginPair[] {
  const partner = new Map<OriginSummary, OriginSummary>();
  const exact = new Map(b.map((origin) => [origin.origin, origin]));
  for (const origin of a) {
    const same = exact.get(origin.origin);
    if (same !== undefined) partner.set(origin, same);
  }
  const taken = new Set(partner.values());
  const free = groupBy(b.filter((origin) => !taken.has(origin) && isLoopback(origin.origin)), ({ origin }) => withoutPort(origin));
  for (const origin of a) {
    if (partner.has(origin) || !isLoopback(origin.origin)) continue;
    const next = free.get(withoutPort(origin.origin))?.shift();
    if (next !== undefined) partner.set(origin, next);
  }
  const paired = new Set(partner.values());
  return [...a.map((origin) => ({ a: origin, b: partner.get(origin) ?? null })), ...b.filter((origin) => !paired.has(origin)).map((origin) => ({ a: null, b: origin }))];
}

/** Names and addresses of one's own machine: RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3. */
const LOOPBACK = /^[a-z]+:\/\/(localhost|[^/:]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

const isLoopback = (origin: string): boolean => LOOPBACK.test(origin);

const withoutPort = (origin: string): string => origin.replace(/:\d+$/, '');
