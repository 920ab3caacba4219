import { instant, type Instant } from './units.ts';

/** ISO 8601 in UTC, to the microsecond where there are any: finer than any browser tells, coarser than the rounding of epoch times. */
export function isoOf(at: Instant): string {
  const us = Math.round((at - Math.floor(at)) * 1000);
  const iso = new Date(Math.floor(at) + Math.floor(us / 1000)).toISOString();
  return us % 1000 === 0 ? iso : `${iso.slice(0, -1)}${String(us % 1000).padStart(3, '0')}Z`;
}

/** Of a date and time in ISO 8601, with what it says beyond milliseconds, which `Date.parse` drops; `null` for what is none. */
export function instantOf(value: unknown): Instant | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) return null;
  const text = value as string;
  const finer = text.length <= IN_MS ? undefined : FINER.exec(text)?.[1];
  return instant(finer === undefined ? ms : ms + Number(`0.${finer}`));
}

/** So long is the date that most write, which has nothing finer. */
const IN_MS = '2026-11-21T10:00:00.000Z'.length;
/** Behind the milliseconds. */
const FINER = /:\d\d\.\d{3}(\d+)/;
