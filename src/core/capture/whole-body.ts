import { fieldsOf, numberOf, type Fields } from '../base/unknown.ts';
import { headerPicker } from './headers.ts';

/**
 * All of the answer has come, although no end was told. Chromium tells of none
 * while the page has not read the body to its end: of a fetch() of which only
 * the status is looked at, of every no-cors one, of what is revalidated behind
 * the page's back (156; over HTTP/1 the connection carried the next request
 * meanwhile).
 */
export function isBodyWhole({ method, status, response }: { readonly method: string; readonly status: number | null; readonly response: Fields }): boolean {
  if (status === null || status < 200) return false;
  // RFC 9112 section 6.3: these have none, whatever their headers say.
  if (method === 'HEAD' || status === 204 || status === 304) return true;
  const { 'content-length': length, 'content-encoding': coding } = picked(response['headers']) ?? {};
  if (length === undefined || !/^\d+$/.test(length)) return false;
  // `content.size` counts what the page gets, `bodySize` what was on the wire; it is 0, not missing, where the page may not know it.
  const decoded = coding === undefined || coding === 'identity' ? numberOf(fieldsOf(response['content'])?.['size']) : undefined;
  return [decoded, numberOf(response['bodySize'])].includes(Number(length));
}

const picked = headerPicker(['content-length', 'content-encoding']);
