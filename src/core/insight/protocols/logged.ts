import type { Logged } from '../../model/observation.ts';
import type { Request } from '../../model/request.ts';

/** What only a HAR entry tells of a request; `null` of what no HAR named (Resource Timing alone, a log of another kind). */
export const loggedOf = (request: Request): Logged | null => request.observations.find((seen) => seen.source === 'har')?.logged ?? null;
