import type { Instant } from '../../base/units.ts';
import { fieldsOf, numberOf, textOf, type Fields } from '../../base/unknown.ts';

/** One event of a NetLog, its numbers read. */
export interface NetlogEvent {
  /** Its source: a request, a socket, a session, a job. */
  readonly id: number;
  readonly at: Instant;
  readonly phase: 'begin' | 'end' | 'moment';
  readonly params: Fields;
}

/** Takes up one kind of event. */
export type Handle = (event: NetlogEvent) => void;

/**
 * Which events are read, by `SOURCE EVENT` or by the event alone; names of Chromium's
 * net/log/net_log_source_type_list.h and net/log/net_log_event_type_list.h.
 */
export type Handlers = Readonly<Record<string, Handle>>;

/** The source that an event points to. */
export const dependencyOf = ({ params }: NetlogEvent): number | null => numberOf(fieldsOf(params['source_dependency'])?.['id']) ?? null;

/** `null` when it went well, or when the event does not say. */
export function errorCodeOf({ params }: NetlogEvent): number | null {
  const code = numberOf(params['net_error']);
  return code === undefined || code === 0 ? null : code;
}

export const textIn = ({ params }: NetlogEvent, name: string): string | null => textOf(params[name]) ?? null;
