import type { Analysis, Page } from '../model/analysis.ts';

/** The part of the recording that the headline is about. */
export interface Scope {
  readonly from: number;
  readonly to: number;
  readonly toLoad: boolean;
}

/** Navigation start to load; without one, with several pages, or where at least half of the requests came after it, all of it. */
export function scopeOf({ pages, requests, span }: Analysis): Scope {
  const from = span?.start ?? 0;
  const to = span?.end ?? from;
  const page = pages.length === 1 ? pages[0] : undefined;
  const middle = requests[requests.length >> 1]?.start ?? from;
  if (page?.load == null || page.load <= middle || isElsewhere(page, span)) return { from, to, toLoad: false };
  return { from: loadBegan(page, requests), to: page.load, toLoad: true };
}

/** Some writers date a page when its document was answered, after its setup and the redirects that led to it. */
export const loadBegan = (page: Page, requests: Analysis['requests']): number => Math.min(page.start, requests.find((request) => request.page === page.id)?.start ?? page.start);

/** It began when all was over: its date is of another recording, or of another clock. */
const isElsewhere = (page: Page, span: Analysis['span']): boolean => span !== null && page.start >= span.end;

/** 0 of what is said of times: when the first page began, else the first request. */
export function zeroOf({ pages: [page], span }: Analysis): number {
  return page !== undefined && !isElsewhere(page, span) ? page.start : (span?.start ?? page?.start ?? 0);
}
