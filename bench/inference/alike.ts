import { credentialsSent } from '../../src/core/analysis/credentials.ts';
import { groupBy } from '../../src/core/base/group.ts';
import type { Request } from '../../src/core/model/request.ts';
import type { Subject } from './hidden.ts';
import { usedAt } from './judge.ts';

/**
 * Those that nothing which is told sets apart from requests of another
 * connection, made before them and after: same page, origin, address, protocol
 * and credentials.
 */
export function amongAlike({ analysis, truthOf }: Subject): ReadonlySet<Request> {
  const known = analysis.requests.filter((request) => truthOf(request) !== undefined);
  const kinds = groupBy(known, (request) => [request.page, request.origin, request.remoteAddress, request.protocol, credentialsSent(request)].join(' '));
  return new Set([...kinds.values()].flatMap((alike) => alike.filter((request) => {
    const others = alike.filter((one) => truthOf(one) !== truthOf(request)).map(usedAt);
    return others.some((at) => at <= usedAt(request)) && others.some((at) => at >= usedAt(request));
  })));
}
