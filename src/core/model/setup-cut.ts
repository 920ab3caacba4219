import { lengthOf } from './phase.ts';
import type { Request } from './request.ts';

/**
 * Whether its connection was being set up when the request came, by all that
 * shows: for another request, which then found a free one, or ahead of need.
 * Chromium tells of the rest of such a setup only (net/url_request/url_request.cc,
 * ConvertRealLoadTimesToBlockingTimes), and that begins in the very moment in
 * which the request was handed over: without a lookup, and with nothing
 * between the queue and the connect. Measured beside NetLogs in Chromium 156:
 * of 833 connections that a request was said to open, 73 looked so; 26 of them
 * had been begun 20 to 240 ms before, 21 5 to 20 ms, and 26 less than the two
 * logs can differ; of the others five had been begun 5 to 20 ms before, and
 * none more. Where times are whole ms nothing shows it.
 */
export function isSetupCut({ origination, phases: { dns, stalled }, queued, setup, observations }: Pick<Request, 'origination' | 'phases' | 'queued' | 'setup' | 'observations'>): boolean {
  if (origination.opening !== 'new' || queued === null || Number.isInteger(queued) || (setup ?? 0) <= 0) return false;
  if (dns.state !== 'measured' || lengthOf(dns) !== 0 || stalled.state !== 'measured' || Math.abs(stalled.end - stalled.start - queued) >= SAME_MS) return false;
  return observations[0]?.source === 'har' && observations[0].dialect === 'chromium';
}

/** How long before, at most, where it was measured, ms. */
export const LONGEST_CUT_MS = 250;

/** Dates in ms since 1970 have no more digits. */
const SAME_MS = 0.002;
