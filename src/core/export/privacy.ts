import { sanitiseUrl, type Tell } from '../base/sanitise.ts';
import { fieldsOf, listOf, textOf } from '../base/unknown.ts';
import type { Page } from '../model/analysis.ts';
import { cleanedWords, keptOfEntry } from './kept-fields.ts';
import { pairsOf, sanitiseHeaders, sanitiseLoose, type Header } from './sanitise.ts';

/** What of a person's secrets goes into a file: by default none, else everything as it came. */
export interface Privacy {
  /** Whether a host that a log of the whole browser names is written. @param isOfRequests a request of the recording went there */
  namesHost(host: string, isOfRequests: boolean): boolean;
  url(url: string): string;
  /** Words of a browser, a tool or a server, which may hold addresses. */
  text(text: string): string;
  /** A page's URL, or what else it is called, which may be free text with a person's name in it; `null`: it is not written. */
  title(page: Page): string | null;
  /** What a file calls a page is not always a mere name. */
  pageId(id: string): string;
  headers(raw: unknown): readonly Header[];
  cookies(raw: unknown): readonly unknown[];
  /** A body, whatever its shape; `undefined`: nothing is written of it. */
  body(raw: unknown): unknown;
  /** An entry as some tool wrote it. */
  entry(raw: unknown): unknown;
  /** What we heard from elsewhere. */
  observation(seen: object): unknown;
}

/** What to do with them. */
export type Secrets = 'remove' | 'keep';

export const KEEPING: Privacy = {
  namesHost: () => true,
  url: (url) => url,
  text: (text) => text,
  title: ({ title, url }) => (title ?? url) || null,
  pageId: (id) => id,
  headers: pairsOf,
  cookies: (raw) => listOf(raw) ?? [],
  body: (raw) => raw,
  entry: (raw) => raw,
  observation: (seen) => seen,
};

export const privacyOf = (secrets: Secrets): Privacy => (secrets === 'keep' ? KEEPING : sanitising());

/**
 * For one file: what it numbers, it numbers from 1.
 * @param tell hears of each thing that is left out
 */
export function sanitising(tell: Tell = () => undefined): Privacy {
  const pages = new Map<string, string>();
  const others = new Set<string>();
  const url = (address: string): string => sanitiseUrl(address, tell);
  const text = (words: string): string => sanitiseLoose(words, tell);
  const headers = (raw: unknown): readonly Header[] => sanitiseHeaders(raw, tell);
  const pageId = (id: string): string => {
    if (PLAIN_ID.test(id) && sanitiseLoose(id) === id) return id;
    const known = pages.get(id) ?? `page ${pages.size + 1}`;
    pages.set(id, known);
    return known;
  };
  const cookies = (raw: unknown): readonly unknown[] => {
    for (const cookie of listOf(raw) ?? []) tell('cookie', textOf(fieldsOf(cookie)?.['name']) ?? '');
    return [];
  };
  return {
    namesHost(host, isOfRequests) {
      if (!isOfRequests && !others.has(host)) tell('host', '');
      if (!isOfRequests) others.add(host);
      return isOfRequests;
    },
    url,
    text,
    title({ url: address, title }) {
      if (title !== undefined) tell('page title', '');
      return address === '' ? null : url(address);
    },
    pageId,
    headers,
    cookies,
    body(raw) {
      if (raw !== undefined && raw !== '') tell('body', '');
    },
    entry: (raw) => keptOfEntry(raw, { url, text, pageId, headers, cookies, tell }),
    observation: (seen) => cleanedWords(seen, text),
  };
}

/** Browsers and tools count pages (`page_1`, `page_1_0_1`), or draw lots (Playwright's `page@1f…`). */
const PLAIN_ID = /^(?:page@)?[\w.:-]+$/;
