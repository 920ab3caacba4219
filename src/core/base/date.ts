import { instant, type Instant } from './units.ts';

/** ISO 8601 in UTC, to the microsecond where there are any: finer than any browser tells, coarser than the rounding of epoch times. */
export function isoOf(at: Instant): string {
  const us = Math.round((at - Math.floor(at)) * 1000);
  const iso = new Date(Math.floor(at) + Math.floor(us / 1000)).toISOString();
  return us % 1000 === 0 ? iso : `${iso.slice(0, -1)}${String(us % 1000).padStart(3, '0')}Z`;
}

/** Of a date and time in ISO 8601, to whatever digit it has; one without a zone is taken for UTC, so that no file is read otherwise elsewhere. `null` for what is none. */
export function instantOf(value: unknown): Instant | null {
  if (typeof value !== 'string') return null;
  if (USUAL.test(value)) return instant(Date.parse(value));
  const parts = DATE_TIME.exec(value);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4]), Number(parts[5]), Number(parts[6] ?? 0)];
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) - offsetOf(parts[8]);
  return instant(parts[7] === undefined ? ms : ms + millisecondsOf(parts[7]));
}

/** True of such a date that does not say of which zone it is. */
export const isZoneless = (date: string): boolean => ZONELESS.test(date);

/** With the few liberties that writers take: no colon in the zone, small letters (RFC 3339 section 5.6), a comma (ISO 8601 prefers it). */
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?$/;
/** As most write it, of a day that each month has: the engine's own reader is faster, but takes much else for a date. */
const USUAL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const ZONELESS = /[Tt][\d:.,]+$/;

const daysOf = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);

/** Of a second's digits. */
const millisecondsOf = (digits: string): number => Number(digits.slice(0, 3).padEnd(3, '0')) + Number(`0.${digits.slice(3)}`);

/** Of a zone, ms. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone.length === 1) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Dates before the web or in a far future are faults of the writer: Chromium dates a refused WebSocket 1969-12-31. */
const SANE = { from: Date.UTC(1990, 0, 1), to: Date.UTC(2200, 0, 1) } as const;

/** @param from of a clock that has no date, the time at which it is taken to have begun */
export const isSaneInstant = (at: number, from: number = SANE.from): boolean => at >= from && at < SANE.to;
