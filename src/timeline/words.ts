import { closingHeader, outcomeOf, type ClosedBecause, type Connection, type ConnectionReport, type UnusedConnection, type UnusedOutcome } from '../core/model/connection.ts';
import type { NoConnection } from '../core/model/observation.ts';
import type { Request, UnknownBecause } from '../core/model/request.ts';

/** Says a length of time, ms. */
export type TimeText = (ms: number) => string;

/** Always in milliseconds, for those who compare digits: to the ms, and four digits of what is shorter. */
export const msOnly: TimeText = (ms) => `${DIGITS.format(ms)} ms`;
const DIGITS = new Intl.NumberFormat('en', { maximumFractionDigits: 0, maximumSignificantDigits: 4, roundingPriority: 'morePrecision' });

/** A length of time as people read it: three digits at most. */
export function timeText(ms: number): string {
  if (ms < 0) return `−${timeText(-ms)}`;
  if (ms < 0.05 && ms > 0) return '<0.1 ms';
  if (ms < 0.95 && ms > 0) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const s = ms / 1000;
  if (s < 9.995) return `${s.toFixed(2)} s`;
  if (s < 99.95) return `${s.toFixed(1)} s`;
  if (s < 3597) return `${(s / 60).toFixed(1)} min`;
  const h = s / 3600;
  if (h < 99.95) return `${h.toFixed(1)} h`;
  return h < 2398.8 ? `${(h / 24).toFixed(1)} d` : `${Math.round(h / 24)} d`;
}

export const NO_CONNECTION: Readonly<Record<NoConnection, string>> = {
  'memory-cache': 'cache',
  'disk-cache': 'cache',
  cache: 'cache',
  'service-worker': 'service worker',
  'cache-or-service-worker': 'cache or worker',
  blocked: 'blocked',
  failed: 'failed',
  local: 'local',
};

export const UNKNOWN: Readonly<Record<UnknownBecause, string>> = {
  failed: 'it failed, and the browser names no connection',
  'no-id': 'the browser names no connection for this kind of request',
  'timing-silent': 'timings do not tell new from reused',
  'timing-alone': 'from before DevTools was open: it may have been on a connection that is named by now, or on another',
  'cross-origin': 'hidden: no Timing-Allow-Origin',
  'no-timings': 'no timings',
  unfinished: 'still running',
};

/** Why nobody knows the connection of a request that used one. */
export function unknownBecause({ origination }: Request): string {
  return origination.opening === 'unknown' ? UNKNOWN[origination.reason] : 'the browser does not name the connection';
}

export const CLOSED: Readonly<Record<ClosedBecause, string>> = {
  'connection-close': 'Connection: close',
  'http/1.0': 'HTTP/1.0',
  'websocket-closed': 'WebSocket closed',
  reported: 'closed',
};

/** Why it closed; what the browser's own log says of it, in its words. */
export function closedText(connection: Connection): string {
  const { closed, report } = connection;
  if (closed === null) return '';
  if (closed.reason === 'connection-close') return closingHeader(connection);
  return closed.reason === 'reported' ? (report?.closed?.words ?? CLOSED.reported) : CLOSED[closed.reason];
}

export const OUTCOME: Readonly<Record<UnusedOutcome, string>> = { unused: 'never used', failed: 'failed', 'never-ready': 'never ready' };

const OPENED_AS: Readonly<Record<NonNullable<ConnectionReport['openedFor']>, string>> = { request: 'for a request', preconnect: 'preconnect', backup: 'second attempt', race: 'raced with TCP' };

/** What became of it, and for what it was opened. */
export const unusedName = (connection: UnusedConnection): string => [OUTCOME[outcomeOf(connection)], ...(connection.report.openedFor === null ? [] : [OPENED_AS[connection.report.openedFor]])].join(' · ');

/** The same with its error, else with how it closed. */
export function unusedText(connection: UnusedConnection): string {
  const end = connection.error ?? connection.report.closed?.words;
  return end === undefined || end === CLOSED.reported ? unusedName(connection) : `${unusedName(connection)} · ${end}`;
}
