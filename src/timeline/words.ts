import { closingHeader, outcomeOf, type ClosedBecause, type Connection, type ConnectionReport, type UnusedConnection, type UnusedOutcome } from '../core/model/connection.ts';
import type { NoConnection } from '../core/model/observation.ts';
import type { Request, UnknownBecause } from '../core/model/request.ts';

/** Says a length of time, ms. */
export type TimeText = (ms: number) => string;

/** Always in milliseconds, for those who compare digits: to the ms, and four digits of what is shorter. */
export const msOnly: TimeText = (ms) => `${DIGITS.format(ms)} ms`;
const DIGITS = new Intl.NumberFormat('en', { maximumFractionDigits: 0, maximumSignificantDigits: 4, roundingPriority: 'morePrecision' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const COUNT = new Intl.NumberFormat('en');

/** A length of time as it is, without a digit that says nothing; longer ones as a clock shows them. */
function exactTime(ms: number): string {
  if (ms < 0) return `−${exactTime(-ms)}`;
  if (ms < 1000) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 100_000) return `${Number((ms / 1000).toFixed(4))} s`;
  if (ms % DAY_MS === 0 || (ms >= 100 * HOUR_MS && ms % (DAY_MS / 10) === 0)) return `${COUNT.format(ms / DAY_MS)} d`;
  // In tenths of a ms, the finest step of a ruler, so that 59.9999 s never becomes 60.
  const tenths = Math.round(ms * 10);
  const minutes = Math.floor(tenths / 600_000);
  const parts = [...(ms < HOUR_MS ? [minutes] : [Math.floor(minutes / 60), minutes % 60]), Number(((tenths % 600_000) / 10_000).toFixed(4))];
  while (parts.at(-1) === 0) parts.pop();
  return `${parts.map((part, i) => (i === 0 ? COUNT.format(part) : part < 10 ? `0${part}` : part)).join(':')} ${ms < HOUR_MS ? 'min' : 'h'}`;
}

const EXACT_MS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** The same in the reader's unit. */
export const exactIn = (time: TimeText): TimeText => (time === msOnly ? (ms) => `${EXACT_MS.format(ms).replace('-', '−')} ms` : exactTime);

/** What is read of a length of time: three digits, and from 100 s on as much as a clock shows. */
const READ: readonly (readonly [below: number, to: number])[] = [[0.95, 0.1], [999.5, 1], [9995, 10], [99_950, 100], [HOUR_MS, 1000], [100 * HOUR_MS, MINUTE_MS], [100 * DAY_MS, DAY_MS / 10], [Infinity, DAY_MS]];

/** A length of time as people read it. */
export function timeText(ms: number): string {
  if (ms < 0) return `−${timeText(-ms)}`;
  if (ms < 0.05 && ms > 0) return '<0.1 ms';
  const [, to] = READ.find(([below]) => ms < below)!;
  return exactTime(Math.round(ms / to) * to);
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
