import type { Request } from '../../model/request.ts';
import { isPreflight as isCalledOne } from '../pool/credentials.ts';
import { rawEntryOf, requestHeader } from '../protocols/raw-entry.ts';

/** A page may also send OPTIONS by itself; the browser's word for it, or the header, tells a preflight. */
export const isPreflight = (request: Request): boolean =>
  isCalledOne(request) || (request.method === 'OPTIONS' && requestHeader(rawEntryOf(request), 'access-control-request-method') !== undefined);
