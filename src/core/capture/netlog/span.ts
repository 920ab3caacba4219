import type { Instant } from '../../base/units.ts';
import type { NetlogEvent } from './event.ts';

/** A stretch of time; `null` where the log does not have that end of it. */
export interface Span {
  start: Instant | null;
  end: Instant | null;
}

export const openSpan = (): Span => ({ start: null, end: null });

export function mark(span: Span, phase: NetlogEvent['phase'], at: Instant): void {
  if (phase === 'begin') span.start ??= at;
  else if (phase === 'end') span.end = at;
}
