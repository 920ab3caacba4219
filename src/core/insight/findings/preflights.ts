import type { Request } from '../../model/request.ts';
import { isPreflight as isCalledOne } from '../pool/credentials.ts';
import { loggedOf } from '../protocols/logged.ts';

/** A page may also send OPTIONS by itself; the browser's word for it, or the header, tells a preflight. */
export const isPreflight = (request: Request): boolean =>
  isCalledOne(request) || loggedOf(request)?.asksLeave === true;
