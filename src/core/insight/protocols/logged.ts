import type { Logged } from '../../model/observation.ts';
import type { Request } from '../../model/request.ts';
import { harOf } from '../../model/sources.ts';

/** What only a HAR entry tells of a request; `null` of what no HAR named (Resource Timing alone, a log of another kind). */
export const loggedOf = (request: Request): Logged | null => harOf(request)?.logged ?? null;
