import { groupBy } from '../../core/base/group.ts';
import type { NoConnection } from '../../core/model/observation.ts';
import type { Request } from '../../core/model/request.ts';
import { countText, plural } from '../base/figures.ts';

const CACHE = 'came from cache or a service worker';
const DID: Readonly<Record<NoConnection, (isOne: boolean) => string>> = {
  'memory-cache': () => CACHE,
  'disk-cache': () => CACHE,
  cache: () => CACHE,
  'service-worker': () => CACHE,
  'cache-or-service-worker': () => CACHE,
  blocked: (isOne) => `${isOne ? 'was' : 'were'} blocked`,
  failed: () => 'failed',
  local: (isOne) => `${isOne ? 'was' : 'were'} local (a file, data:, or answered inside the browser)`,
};

/** Why none of these requests used a connection, each reason with its number. */
export function noConnectionText(requests: readonly Request[]): string {
  const reasons = requests.flatMap(({ origination }) => (origination.opening === 'none' ? [origination.reason] : []));
  // By how they read of many: the caches are one reason.
  const groups = [...groupBy(reasons, (reason) => DID[reason](false)).values()].map((same) => ({ n: same.length, did: DID[same[0]!](same.length === 1) }));
  const [first] = groups;
  if (groups.length === 1 && first !== undefined) return `No connection was used: ${first.n === 1 ? 'the only request' : `all ${plural(first.n, 'request')}`} ${first.did}.`;
  return `No connection was used: of ${plural(requests.length, 'request')} ${groups.map(({ n, did }) => `${countText(n)} ${did}`).join(', ')}.`;
}
