import { hostNameOf } from '../../base/url.ts';
import type { OriginWays } from '../../model/wires.ts';
import type { Alternatives } from './alternatives.ts';
import type { Constants } from './constants.ts';
import type { Lookups } from './lookups.ts';

/** Of these origins, those of which anything is told. */
export function waysOf(origins: Iterable<string>, lookups: Lookups, alternatives: Alternatives, constants: Constants): readonly OriginWays[] {
  const ways: OriginWays[] = [];
  const byHost = lookups.byHost(constants);
  for (const origin of origins) {
    const way = { origin, lookups: byHost.get(hostNameOf(origin)) ?? [], alternatives: alternatives.of(origin) };
    if (way.lookups.length > 0 || way.alternatives.length > 0) ways.push(way);
  }
  return ways;
}
