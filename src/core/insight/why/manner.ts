import type { Request } from '../../model/request.ts';
import { kindOf } from '../pool/kind.ts';

/** How its page made a request, by all that its headers tell; `null` where they are not there. */
export function mannerOf(request: Request): string | null {
  const { asked, page } = request;
  return asked === null || page === null ? null : [page, kindOf(request), asked.mode, asked.dest, asked.site, asked.origin, asked.referrer, asked.hasCookie].join(' ');
}
