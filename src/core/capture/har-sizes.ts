import { numberOf, type Fields } from '../base/unknown.ts';
import type { HarDialect } from '../model/observation.ts';

/** Firefox (153) counts the headers as part of `bodySize`: measured against its Resource Timing. */
export function transferSize(response: Fields, dialect: HarDialect): number | null {
  const reported = numberOf(response['_transferSize']);
  if (reported !== undefined) return reported < 0 ? null : reported;
  const head = numberOf(response['headersSize']) ?? -1;
  const body = numberOf(response['bodySize']) ?? -1;
  return body >= 0 ? (dialect === 'firefox' ? body : Math.max(head, 0) + body) : null;
}

export function bodySize(response: Fields, dialect: HarDialect): number | null {
  const body = numberOf(response['bodySize']) ?? -1;
  const withoutHead = dialect === 'firefox' ? body - Math.max(numberOf(response['headersSize']) ?? 0, 0) : body;
  return withoutHead >= 0 ? withoutHead : null;
}
