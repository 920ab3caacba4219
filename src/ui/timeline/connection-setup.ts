import { sum } from 'd3-array';
import type { Connection } from '../../core/model/connection.ts';

/** What setting it up took, ms: what its requests tell of it, all of them; `null` where somebody else opened it, or nobody tells. */
export function setupOfConnection({ requests }: Connection): number | null {
  if (requests[0]?.origination.opening === 'opened-earlier') return null;
  const total = sum(requests, ({ setup }) => setup);
  return total === 0 && requests.some(({ setup }) => setup === null) ? null : total;
}
