import { usesNetwork } from '../../model/network-use.ts';
import type { Request } from '../../model/request.ts';

/** How long nothing of an origin had been under way when its requests began, ms; without the first, and those that began while another ran. */
export function pausesBefore(requests: readonly Request[]): ReadonlyMap<Request, number> {
  const pauses = new Map<Request, number>();
  let busyUntil = -Infinity;
  for (const request of requests.filter(usesNetwork)) {
    if (Number.isFinite(busyUntil) && busyUntil < request.start) pauses.set(request, request.start - busyUntil);
    busyUntil = Math.max(busyUntil, request.end ?? Infinity);
  }
  return pauses;
}
